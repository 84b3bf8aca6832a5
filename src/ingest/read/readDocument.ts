import type { Kind } from '../../datasets/index.ts'
import { featureTree } from './geojson.ts'
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
  return format === 'json' ? features(readJson(text, elements)) : readXml(text, elements)
}

/** Records of GeoJSON are those of its features. */
async function* features(
  batches: AsyncGenerator<readonly (TreeRecord | BrokenDocument)[]>,
): AsyncGenerator<readonly (TreeRecord | BrokenDocument)[]> {
  for await (const batch of batches) {
    yield batch.map((one) => ('tree' in one ? { ...one, tree: featureTree(one.tree) } : one))
  }
}
