import { createHash } from 'node:crypto'
import type { Kind } from '../datasets/index.ts'
import type { DeclaredColumns } from '../events/index.ts'
import { type Content, openContent } from './read/container.ts'
import { NOTHING_DECLARED } from './recognise.ts'
import type { Reporter } from './report.ts'
import { hashing, inspect, type Source } from './source.ts'
import { understandSheets } from './understandSheets.ts'
import { understandText } from './understandText.ts'
import { refuse, type Understood } from './understood.ts'

/** How a file was understood, before its rows. */
export interface Understanding {
  /** Of the file as it was sent, archive or not. */
  readonly sha256: Buffer
  /** `undefined` when it cannot be read, and the report says why. */
  readonly understood: Understood | undefined
  /** Removes what was set aside on disk: the rows are not read after that. */
  readonly close: () => Promise<void>
}

/** Understands a file: what it holds, its form, its kind among those possible. */
export async function understand(
  source: Source,
  reporter: Reporter,
  kinds: readonly Kind[],
  declared: DeclaredColumns = NOTHING_DECLARED,
): Promise<Understanding> {
  // The file may be large: this is the one hash that must be streamed.
  const hash = createHash('sha256')
  const inspection = await inspect(hashing((source.passing ?? source.bytes)(), hash))
  const sha256 = hash.digest()
  const content = await openContent(source)
  if ('refused' in content) {
    const { refused, value } = content
    return { sha256, understood: refuse(reporter, refused, value), close: async () => {} }
  }
  try {
    const { understood, close } = await understandContent(content)
    return {
      sha256,
      understood,
      close: async () => {
        close()
        await content.close()
      },
    }
  } catch (error) {
    await content.close()
    throw error
  }

  async function understandContent({ container, within, bytes }: Content) {
    if (container !== 'none' && container !== 'gzip' && container !== 'zip') {
      const file = {
        bytes,
        written: container,
        ...(within === undefined ? {} : { container: within }),
        ...(source.sheet === undefined ? {} : { asked: source.sheet }),
      }
      return await understandSheets(file, reporter, kinds, declared)
    }
    if (source.sheet !== undefined) {
      const understood = refuse(reporter, 'feuille_sans_tableur', source.sheet)
      return { understood, close: () => {} }
    }
    const file =
      container === 'none'
        ? { bytes, inspection }
        : { bytes, inspection: await inspect(bytes()), container }
    const understood = await understandText(file, reporter, kinds, declared)
    return { understood, close: () => {} }
  }
}
