import { pino } from 'pino'
import { openDb } from '../../src/db/index.ts'
import { startServer } from '../../src/http/index.ts'
import { serveParent } from './serveParent.ts'

// Our server on a database of the benchmark.

const [url = ''] = process.argv.slice(2)
const db = openDb(url, { applicationName: 'millesime bench server' })
const options = { db, log: pino({ base: null, level: 'silent' }) }
const server = await startServer(options, { host: '127.0.0.1', port: 0 })
serveParent(server.url.replace('localhost', '127.0.0.1'))
