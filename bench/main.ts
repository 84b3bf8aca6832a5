import { benchPublish } from './publish.ts'

// `npm run bench -- publish`: measures, not tests. Each prints its ratios.

const BENCHES: Readonly<Record<string, () => Promise<void>>> = { publish: benchPublish }

const [name = ''] = process.argv.slice(2)
const bench = BENCHES[name]
if (bench === undefined) {
  console.error(`npm run bench -- NAME, one of: ${Object.keys(BENCHES).join(', ')}`)
  process.exitCode = 2
} else {
  await bench()
}
