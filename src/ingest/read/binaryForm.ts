/** First bytes of files that are no data, and what they are. */
const FORMS: readonly (readonly [string, string])[] = [
  ['25504446', 'un PDF'],
  ['89504e47', 'une image'],
  ['ffd8ff', 'une image'],
  ['474946383761', 'une image'],
  ['474946383961', 'une image'],
  ['49492a00', 'une image'],
  ['4d4d002a', 'une image'],
  ['526172211a07', 'une archive'],
  ['377abcaf271c', 'une archive'],
]

/** What a file that is no text is, by its first bytes; undefined when they tell nothing. */
export function binaryForm(head: Buffer): string | undefined {
  const start = head.subarray(0, 12).toString('hex')
  const [, form] = FORMS.find(([bytes]) => start.startsWith(bytes)) ?? []
  if (form !== undefined) return form
  const isWebp =
    head.toString('latin1', 0, 4) === 'RIFF' && head.toString('latin1', 8, 12) === 'WEBP'
  return isWebp ? 'une image' : undefined
}
