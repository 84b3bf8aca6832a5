import { expect, test } from 'vitest'
import { createSpool } from '../../src/ingest/spool.ts'

test('rows come back as they were, in any order, while others are added, whatever their size', () => {
  const spool = createSpool<{ readonly text: string }>()
  // Of four bytes a character at most; the last is more than the spool writes or reads at once.
  const rows = ['é'.repeat(700_000), 'a', '🏛'.repeat(200_000), '', 'b'.repeat(3_000_000)]
  const all = [...rows, ...Array.from({ length: 50_000 }, (_, i) => `ligne nº ${i} 🏛`), ...rows]
  const index = (text: string) => spool.append({ text })
  expect(all.slice(0, 3).map(index)).toEqual([0, 1, 2])
  expect(spool.read(1)).toEqual({ text: 'a' })
  all.slice(3).forEach(index)
  expect(spool.size()).toBe(all.length)
  expect(all.every((text, i) => spool.read(i).text === text)).toBe(true)
  expect(all.every((_, i) => spool.read(all.length - 1 - i).text === all.at(-1 - i))).toBe(true)
  expect(() => spool.read(all.length)).toThrow(RangeError)
  spool.close()
})
