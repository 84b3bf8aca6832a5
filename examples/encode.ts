const BOM = '\uFEFF'

/** UTF-8, without a byte order mark. */
export function utf8(text: string): Buffer {
  return Buffer.from(new TextEncoder().encode(text))
}

/** UTF-8 with the byte order mark that spreadsheets write. */
export function utf8WithBom(text: string): Buffer {
  return utf8(BOM + text)
}

/**
 * Windows-1252, of which Latin-1 is the part that Node can write: « ’ », « œ » and « € » are in the former
 * only, so a text that has them is refused.
 */
export function windows1252(text: string): Buffer {
  const foreign = [...text].find((letter) => (letter.codePointAt(0) ?? 0) > 0xff)
  if (foreign !== undefined) throw new Error(`${foreign} is not a Latin-1 letter`)
  return Buffer.from(text, 'latin1')
}
