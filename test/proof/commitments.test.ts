import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { type Change, changeCommitment, saltOf } from '../../src/proof/index.ts'

const seed = Buffer.from(Array.from({ length: 32 }, (_, i) => i))
const personal = ['nomBeneficiaire', 'objet']

const change: Change = {
  op: 'changed',
  recordId: 83_886_080n,
  keyHash: Buffer.from('00112233445566778899aabbccddeeff', 'hex'),
  rank: 1,
  cells: {
    montant: '1234.5',
    nomBeneficiaire: 'Amicale des Œuvres',
    notificationUE: false,
    annee: 2024,
  },
}

function sha256(...parts: readonly (Buffer | string)[]): Buffer {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}

function commit(over: Partial<Change> = {}, n = 7, columns: readonly string[] = personal): string {
  return changeCommitment(seed, n, { ...change, ...over }, columns).toString('hex')
}

describe('changeCommitment', () => {
  test('is made of the bytes that HISTORY says', () => {
    const salt = (label: string) => sha256('millesime/salt/v1\0', seed, label).subarray(0, 16)
    const rest =
      '{"cells":{"annee":2024,"montant":"1234.5","notificationUE":false},' +
      '"key":"00112233445566778899aabbccddeeff","rank":1}'
    const expected = sha256(
      'millesime/change/v1\0',
      Buffer.from('03' + '0000000005000000', 'hex'),
      sha256('millesime/cells/v1\0', salt('7/'), rest),
      sha256(
        'millesime/cell/v1\0',
        salt('7/nomBeneficiaire'),
        '["nomBeneficiaire","Amicale des Œuvres"]',
      ),
    )
    expect(commit()).toBe(expected.toString('hex'))
  })

  test.each<[string, string]>([
    ['operation', commit({ op: 'added' })],
    ['record', commit({ recordId: 83_886_081n })],
    ['key', commit({ keyHash: Buffer.alloc(16, 7) })],
    ['rank', commit({ rank: 2 })],
    ['cell', commit({ cells: { ...change.cells, montant: '1234.51' } })],
    ['type of a cell', commit({ cells: { ...change.cells, annee: '2024' } })],
    ['personal cell', commit({ cells: { ...change.cells, nomBeneficiaire: 'Amicale' } })],
    ['presence of a personal cell', commit({ cells: { ...change.cells, objet: '' } })],
    ['column that is personal', commit({}, 7, ['montant'])],
    ['place in the change set', commit({}, 8)],
    ['seed', changeCommitment(Buffer.alloc(32, 9), 7, change, personal).toString('hex')],
  ])('is another one when the %s is', (_part, other) => {
    expect(other).toMatch(/^[0-9a-f]{64}$/)
    expect(other).not.toBe(commit())
  })

  test('does not depend on the order of the cells', () => {
    const reversed = Object.fromEntries(Object.entries(change.cells).toReversed())
    expect(Object.keys(reversed)).not.toEqual(Object.keys(change.cells))
    expect(commit({ cells: reversed })).toBe(commit())
  })

  test('does not move a value from one personal column to another', () => {
    const { nomBeneficiaire: _, ...others } = change.cells
    expect(commit({ cells: { ...others, objet: 'Amicale des Œuvres' } })).not.toBe(commit())
  })

  test('leaves the change as it was', () => {
    const before = structuredClone(change.cells)
    commit()
    expect(change.cells).toEqual(before)
  })
})

describe('saltOf', () => {
  test('gives sixteen bytes, others for another label', () => {
    const labels = ['detail', 'file', '1/', '11/', '1/objet', '11/objet']
    const salts = labels.map((label) => saltOf(seed, label).toString('hex'))
    expect(new Set(salts).size).toBe(labels.length)
    for (const salt of salts) expect(salt).toMatch(/^[0-9a-f]{32}$/)
  })
})
