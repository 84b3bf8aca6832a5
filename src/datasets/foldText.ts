const MARKS = /\p{M}/gu
const SPACES = /\s+/g
/** Most texts need none of the costly steps. */
const PLAIN = /^[\x20-\x7e]*$/

/**
 * Text as it is compared and sorted: no accents, lower case, single spaces (« Œuvre  À » → « oeuvre a »).
 *
 * Computed here and never by the database, so that no order depends on a server's locale.
 */
export function foldText(text: string): string {
  return (PLAIN.test(text) ? text.toLowerCase() : foldAccents(text)).replace(SPACES, ' ').trim()
}

function foldAccents(text: string): string {
  return text
    .normalize('NFD')
    .replace(MARKS, '')
    .toLowerCase()
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae')
    .replaceAll('’', "'")
}
