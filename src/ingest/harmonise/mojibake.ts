/** A letter or a sign of UTF-8 that was read as windows-1252: « Ã© », « â€™ ». */
const SUSPECT = /[ÂÃÅ][^\p{ASCII}]|â[€‚]/u

/** The byte of each character of windows-1252 beyond ASCII, undefined bytes standing for themselves. */
const BYTES = new Map(
  Array.from({ length: 128 }, (_, i) => [
    new TextDecoder('windows-1252').decode(Uint8Array.of(128 + i)),
    128 + i,
  ]),
)

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/**
 * The text that another was before its bytes of UTF-8 were read as windows-1252, when all of it goes back;
 * undefined for a text that nothing of the kind befell.
 */
export function undoMojibake(text: string): string | undefined {
  if (!SUSPECT.test(text)) return undefined
  const bytes = [...text].map((char) => (char <= '\x7f' ? char.charCodeAt(0) : BYTES.get(char)))
  if (bytes.includes(undefined)) return undefined
  try {
    return utf8.decode(Uint8Array.from(bytes, (byte) => byte ?? 0))
  } catch {
    // Not UTF-8: these characters are the ones that were written.
    return undefined
  }
}
