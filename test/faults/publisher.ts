// Publishes a file and exits: started by kill.test.ts, which may kill it at any moment.
import { openDb } from '../../src/db/index.ts'
import { fileSource, publish } from '../../src/ingest/index.ts'

const [url = '', dataset = '', file = '', idempotencyKey = ''] = process.argv.slice(2)
const db = openDb(url, { applicationName: 'millesime publisher' })
await publish(db, { source: fileSource(file), dataset, token: 'tok_test', idempotencyKey })
await db.destroy()
