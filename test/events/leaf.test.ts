import { createHash } from 'node:crypto'
import { zstdDecompressSync } from 'node:zlib'
import { sql } from 'kysely'
import { describe, expect } from 'vitest'
import type { Db } from '../../src/db/index.ts'
import { declareDataset } from '../../src/events/index.ts'
import { blobSource, publish } from '../../src/ingest/index.ts'
import { test } from '../database.ts'
import { TOKEN } from '../given.ts'

/** In everything that a person typed or that a file said. */
const MARKER = 'zqxmarque'
const SIREN = '299900019'

const HEADER = `nomAttribuant;idAttribuant;dateConvention;referenceDecision;nomBeneficiaire;idBeneficiaire;objet;montant;${MARKER}`

/** Lines whose every text is marked, some of them wrong, so that the report quotes them. */
function fileOf(amounts: readonly number[]): string {
  const lines = amounts.map((amount, i) =>
    [`Commune ${MARKER}`, `${MARKER}1`, '2024-01-01', `${MARKER}-${i}`]
      .concat([`${MARKER} Dupont ${i}`, `${MARKER}${i}`, `Aide à ${MARKER}`])
      .concat([amount < 0 ? MARKER : String(amount), `${MARKER} texte`])
      .join(';'),
  )
  return `${[HEADER, ...lines].join('\n')}\n`
}

const FILES = [fileOf([1, 2, 3, 4, 5, -1]), fileOf([1, 20, 3, 4, 50.25]), fileOf([7])]

interface StoredEvent {
  readonly position: number
  readonly stream_version: number
  readonly leaf: Buffer
  readonly leaf_hash: Buffer
  readonly detail: Buffer
  readonly seed: Buffer
}

async function givenMarkedLog(db: Db, slug: string): Promise<readonly StoredEvent[]> {
  const declaration = {
    siren: SIREN,
    slug: `${MARKER}-${slug}`,
    kind: 'subventions',
    title: `Jeu ${MARKER}`,
    licence: `lov2 ${MARKER}`,
    contact: `${MARKER}@exemple.fr`,
    nom: `Commune ${MARKER}`,
  }
  const { datasetId } = await declareDataset(db, declaration, TOKEN)
  for (const [i, text] of FILES.entries()) {
    const source = blobSource(new Blob([text]), `${MARKER}.csv`)
    const dataset = `${SIREN}/${declaration.slug}`
    const typed = { note: `Corrigé par ${MARKER}`, idempotencyKey: `${MARKER} ${slug} ${i}` }
    const outcome = await publish(db, { source, dataset, token: TOKEN, ...typed })
    expect(outcome.outcome).toBe('published')
  }
  const { rows } = await sql<StoredEvent>`
    select position, stream_version, leaf, leaf_hash, detail, seed
    from public.event join public.event_detail using (position)
    where dataset_id = ${datasetId} order by position`.execute(db)
  expect(rows).toHaveLength(1 + FILES.length)
  return rows
}

describe('an event', () => {
  test('says nothing that a person typed, nor a plain hash of it', async ({ db }) => {
    const events = await givenMarkedLog(db, 'prive')
    for (const { leaf, detail } of events) {
      expect(detail.toString().toLowerCase()).toContain(MARKER)
      expect(leaf.toString().toLowerCase()).not.toContain(MARKER)
      expect(leaf.toString()).not.toContain(SIREN)
      expect(leaf.toString()).not.toContain('Dupont')
      expect(leaf.toString()).not.toContain(sha256(detail).toString('hex'))
    }
    for (const text of FILES) {
      const plain = sha256(Buffer.from(text)).toString('hex')
      for (const { leaf } of events) expect(leaf.toString()).not.toContain(plain)
    }
    // Nor do the ids of records: not the texts, and not their plain hashes either.
    const { rows } = await sql<{ ids: string; names: string; key: Buffer; content: Buffer }>`
      select concat_ws(' ', id, record_id, rank, encode(key_hash, 'escape')) as ids,
        "nomBeneficiaire" as names, key_hash as key, content_hash as content
      from lecture.subvention_current`.execute(db)
    expect(rows.length).toBeGreaterThan(0)
    for (const { ids, names, key, content } of rows) {
      expect(names).toContain(MARKER)
      expect(ids).not.toContain(MARKER)
      expect([key.length, content.length]).toEqual([16, 16])
    }
  })

  test('never hashes the same record alike in two datasets', async ({ db }) => {
    await givenMarkedLog(db, 'secret-1')
    await givenMarkedLog(db, 'secret-2')
    const { rows } = await sql<{ hashes: bigint; datasets: bigint }>`
      select count(distinct content_hash) as hashes, count(distinct dataset_id) as datasets
      from lecture.subvention_current where montant = 7`.execute(db)
    expect(rows[0]?.hashes).toBe(rows[0]?.datasets)
    expect(rows[0]?.hashes).toBeGreaterThanOrEqual(2n)
  })

  test('is what its hash says, in canonical bytes', async ({ db }) => {
    for (const { position, stream_version, leaf, leaf_hash } of await givenMarkedLog(
      db,
      'octets',
    )) {
      expect(sha256(Buffer.from([0]), leaf)).toEqual(leaf_hash)
      const parsed = JSON.parse(leaf.toString())
      expect(canonical(parsed)).toBe(leaf.toString())
      expect(parsed).toMatchObject({ v: 1, position, streamVersion: stream_version, token: TOKEN })
    }
  })

  test('commits to its detail, its file and its changes, as anyone can compute', async ({ db }) => {
    const events = await givenMarkedLog(db, 'preuve')
    for (const [i, { leaf, detail, seed, stream_version }] of events.entries()) {
      const said = JSON.parse(leaf.toString())
      expect(said.detail).toBe(sha256(tag('detail'), salt(seed, 'detail'), detail).toString('hex'))
      const text = FILES[i - 1]
      if (text === undefined) continue
      const file = sha256(tag('file'), salt(seed, 'file'), sha256(Buffer.from(text)))
      expect(said.file).toBe(file.toString('hex'))
      const changes = await changesOf(db, said.stream, stream_version)
      const leaves = changes.map((change, n) => commitment(seed, n, change, said.personal))
      expect(said.changes).toBe(root(leaves).toString('hex'))
      const count = (op: string) => changes.filter((change) => change.op === op).length
      expect(said.counts).toMatchObject({
        added: count('added'),
        removed: count('removed'),
        changed: count('changed'),
      })
    }
    expect(events.slice(1).map(({ leaf }) => JSON.parse(leaf.toString()).counts)).toMatchObject([
      { rowsRead: 6, records: 6, added: 6, removed: 0, changed: 0 },
      { rowsRead: 5, records: 5, added: 0, removed: 1, changed: 2 },
      { rowsRead: 1, records: 1, added: 0, removed: 4, changed: 1 },
    ])
  })
})

// What follows is the format of HISTORY §4, written a second time.

interface StoredLine {
  readonly op: 'added' | 'removed' | 'changed'
  readonly record: string
  readonly key: string
  readonly rank: number
  readonly cells?: Readonly<Record<string, unknown>>
}

async function changesOf(db: Db, dataset: number, version: number): Promise<StoredLine[]> {
  const { rows } = await sql<{ payload: Buffer }>`
    select payload from public.change_set
    where dataset_id = ${dataset} and stream_version = ${version} order by chunk`.execute(db)
  const text = rows.map(({ payload }) => zstdDecompressSync(payload).toString()).join('')
  return text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)]))
}

function commitment(seed: Buffer, n: number, line: StoredLine, personal: readonly string[]) {
  const cells = Object.entries(line.cells ?? {})
  const rest = Object.fromEntries(cells.filter(([name]) => !personal.includes(name)))
  const common = canonical({ cells: rest, key: line.key, rank: line.rank })
  const apart = personal.flatMap((name) => {
    const value = line.cells?.[name]
    if (value === undefined) return []
    return [sha256(tag('cell'), salt(seed, `${n}/${name}`), Buffer.from(canonical([name, value])))]
  })
  const record = Buffer.alloc(8)
  record.writeBigUInt64BE(BigInt(line.record))
  const op = { added: 1, removed: 2, changed: 3 }[line.op]
  const shared = sha256(tag('cells'), salt(seed, `${n}/`), Buffer.from(common))
  return sha256(tag('change'), Buffer.from([op]), record, shared, ...apart)
}

/** RFC 6962 §2.1, as it is written there. */
function root(leaves: readonly Buffer[]): Buffer {
  const [only] = leaves
  if (only === undefined) return sha256()
  if (leaves.length === 1) return sha256(Buffer.from([0]), only)
  let half = 1
  while (half * 2 < leaves.length) half *= 2
  return sha256(Buffer.from([1]), root(leaves.slice(0, half)), root(leaves.slice(half)))
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  const members = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return `{${members.map(([name, one]) => `${JSON.stringify(name)}:${canonical(one)}`).join(',')}}`
}

function sha256(...parts: readonly Buffer[]): Buffer {
  const digest = createHash('sha256')
  for (const part of parts) digest.update(part)
  return digest.digest()
}

function tag(name: string): Buffer {
  return Buffer.from(`millesime/${name}/v1\0`)
}

function salt(seed: Buffer, label: string): Buffer {
  return sha256(tag('salt'), seed, Buffer.from(label)).subarray(0, 16)
}
