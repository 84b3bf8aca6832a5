import { openDb } from '../src/db/index.ts'
import { readHead, stateOfHead } from '../src/history/index.ts'
import { exportRecords } from '../src/http/index.ts'
import { KIND } from './states.ts'

// One export in a process of its own, whose memory is that of nothing else. Prints its time and peak.

const [url = ''] = process.argv.slice(2)
const db = openDb(url, { applicationName: 'millesime bench export' })
let peak = process.memoryUsage.rss()
const sampler = setInterval(() => {
  peak = Math.max(peak, process.memoryUsage.rss())
}, 10)
const state = stateOfHead(await readHead(db))
const start = performance.now()
let bytes = 0
for await (const piece of exportRecords(db, KIND, state, 'csv')) bytes += Buffer.byteLength(piece)
const ms = performance.now() - start
clearInterval(sampler)
await db.destroy()
console.log(JSON.stringify({ ms, peakMb: peak / 1e6, bytes }))
