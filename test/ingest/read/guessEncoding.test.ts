import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import type { Encoding } from '../../../src/events/index.ts'
import { createEncodingGuess } from '../../../src/ingest/read/guessEncoding.ts'
import { cutAt } from './pieces.ts'

const TEXT =
  'nom;objet\r\nDépartement de l’Aude;Réfection des allées à Bram, où l’été dure\r\nHérault;Théâtre\r\n'
// The apostrophe of word processors is not in cp850.
const DOS = TEXT.replaceAll('’', "'")
const BOM = Buffer.from([0xef, 0xbb, 0xbf])

async function guess(bytes: Buffer, places: readonly number[] = []): Promise<Encoding> {
  const guess = createEncodingGuess()
  for await (const piece of cutAt(bytes, places)) guess.add(piece)
  return guess.encoding()
}

const CASES: readonly (readonly [string, Buffer, Encoding])[] = [
  ['UTF-8', Buffer.from(TEXT), 'utf-8'],
  ['UTF-8 with its mark', Buffer.concat([BOM, Buffer.from(TEXT)]), 'utf-8-bom'],
  ['ASCII', Buffer.from('a;b\n1;2\n'), 'utf-8'],
  ['windows-1252', iconv.encode(TEXT, 'windows-1252'), 'windows-1252'],
  [
    'windows-1252 behind a mark that lies',
    Buffer.concat([BOM, iconv.encode(TEXT, 'windows-1252')]),
    'windows-1252-bom',
  ],
  ['UTF-16 with its mark', iconv.encode(TEXT, 'utf-16le', { addBOM: true }), 'utf-16le'],
  ['UTF-16 without a mark', iconv.encode(TEXT, 'utf-16le'), 'utf-16le'],
  ['UTF-16 the other way', iconv.encode(TEXT, 'utf-16be'), 'utf-16be'],
  ['cp850', iconv.encode(DOS, 'cp850'), 'cp850'],
  ['cp850 in capitals', iconv.encode('DÉPARTEMENT;GÉNÉRAL\n', 'cp850'), 'cp850'],
  // Some of its letters are others of cp850, and some are none of French.
  ['MacRoman', iconv.encode('Fenêtre du Département', 'macroman'), 'windows-1252'],
  // Dashes, quotes and the euro stand beside words, not in them.
  [
    'windows-1252 without an accent',
    iconv.encode('Les «\u00a0Amis\u00a0» – “du” lac… 10 € ‰\n', 'windows-1252'),
    'windows-1252',
  ],
  [
    'windows-1252 with a rest of cp850',
    Buffer.concat([iconv.encode(TEXT, 'windows-1252'), iconv.encode('Département', 'cp850')]),
    'windows-1252',
  ],
]

describe('createEncodingGuess', () => {
  test.for(CASES)('tells %s', async ([, bytes, encoding]) => {
    expect(await guess(bytes)).toBe(encoding)
    for (const place of bytes.keys()) expect(await guess(bytes, [place])).toBe(encoding)
  })
})
