import type { Kind } from '../../datasets/index.ts'
import { readJson } from './readJson.ts'
import { readXml } from './readXml.ts'
import type { BrokenDocument, TreeRecord } from './tree.ts'

/** The records of a JSON or XML document, some at a time; the last one may say where it breaks. */
export function readDocument(
  text: AsyncIterable<string>,
  format: 'json' | 'xml',
  kinds: readonly Kind[],
): AsyncGenerator<readonly (TreeRecord | BrokenDocument)[]> {
  const elements = new Set(kinds.flatMap(({ elements = {} }) => Object.keys(elements)))
  return format === 'json' ? readJson(text, elements) : readXml(text, elements)
}
