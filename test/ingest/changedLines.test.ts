import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { changedLines } from '../../src/ingest/changedLines.ts'

/** More bytes than are looked at in one go. */
const LINES = 4_000

const EDIT = fc.record({
  at: fc.nat(LINES),
  remove: fc.nat(12),
  add: fc.array(fc.integer({ min: 0, max: 2 * LINES }), { maxLength: 12 }),
})
const FILES = fc.record({
  edits: fc.array(EDIT, { maxLength: 40 }),
  end: fc.constantFrom('\n', '\r\n'),
  isEnded: fc.boolean(),
  piece: fc.integer({ min: 1_000, max: 300_000 }),
})

function lineOf(n: number): string {
  return `${n},${'objet '.repeat(n % 7)}`
}

async function* pieces(text: string, size: number): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

/** The lines of one that the other has not as often, sorted. */
function missing(lines: readonly string[], from: readonly string[]): readonly string[] {
  const left = Map.groupBy(from, (line) => line)
  return lines.filter((line) => left.get(line)?.pop() === undefined).toSorted()
}

describe('the changed lines of a file', () => {
  test('are those that the other file has not as often, with their numbers', async () => {
    await fc.assert(
      fc.asyncProperty(FILES, async ({ edits, end, isEnded, piece }) => {
        const before = ['entête', ...Array.from({ length: LINES }, (_, i) => lineOf(i))]
        const after = [...before]
        for (const { at, remove, add } of edits) after.splice(1 + at, remove, ...add.map(lineOf))
        const cut = (lines: readonly string[]) => {
          const text = lines.join(end) + (isEnded ? end : '')
          return { text, lines: text.split(/(?<=\n)/) }
        }
        const [old, fresh] = [cut(before), cut(after)]
        const follow = new Set([2, 700, 1_999, LINES])

        const found = await changedLines(
          pieces(old.text, piece),
          pieces(fresh.text, piece * 2),
          () => true,
          follow,
        )

        if (found === undefined) throw new Error('not compared')
        const texts = (side: 'gone' | 'fresh') => found[side].map(({ text }) => text).toSorted()
        const latin = (lines: readonly string[]) =>
          lines.map((line) => Buffer.from(line).toString('latin1'))
        expect(texts('gone')).toEqual(latin(missing(old.lines, fresh.lines)))
        expect(texts('fresh')).toEqual(latin(missing(fresh.lines, old.lines)))
        for (const { line, text } of [...found.fresh, ...found.followed]) {
          expect(text).toBe(latin(fresh.lines)[line - 1])
        }
        for (const { line, text } of found.gone) expect(text).toBe(latin(old.lines)[line - 1])
        // A followed line goes, or is found again by what it says.
        const goes = found.gone.filter(({ line }) => follow.has(line)).length
        expect(found.followed.length + goes).toBe(follow.size)
      }),
      { numRuns: 60 },
    )
  })

  test('are not told of a file whose line is too long to be held', async () => {
    const long = `entête\n${'x'.repeat(20_000_000)}\n`
    expect(
      await changedLines(pieces(long, 100_000), pieces(long, 100_000), () => true, new Set()),
    ).toBeUndefined()
  })
})
