// A process of its own that opens the cluster of the folder argv[2], says so, and leaves when its
// input ends.
import { openCluster } from '../../../src/db/embedded/openCluster.ts'

const [, , home = ''] = process.argv
const cluster = await openCluster(home, { applicationName: `member ${process.pid}` })
process.stdout.write(`${cluster.url('postgres')}\n`)
process.stdin.resume()
process.stdin.once('end', () => void cluster.close())
