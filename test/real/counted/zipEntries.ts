import { buffer } from 'node:stream/consumers'
import { fromBufferPromise } from 'yauzl'

/** The files of a zip, by name. */
export async function zipEntries(bytes: Buffer): Promise<ReadonlyMap<string, Buffer<ArrayBuffer>>> {
  const zip = await fromBufferPromise(bytes)
  const entries = new Map<string, Buffer<ArrayBuffer>>()
  for await (const entry of zip.eachEntry()) {
    entries.set(entry.fileName, Buffer.from(await buffer(await zip.openReadStreamPromise(entry))))
  }
  return entries
}
