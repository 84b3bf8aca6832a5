/** Records of BIFF8 ([MS-XLS] 2.4) that give cells a value. */
const CELLS = {
  formula: 0x06,
  mulRk: 0xbd,
  labelSst: 0xfd,
  number: 0x203,
  label: 0x204,
  boolErr: 0x205,
  rk: 0x27e,
}
const BOUND_SHEET = 0x85
const EOF = 0x0a

/** Rows of a sheet of an Excel 97 workbook that have a value. */
export function filledRowsOfXls(bytes: Buffer, sheet: string): number {
  const workbook = workbookStream(bytes)
  const kinds = new Set(Object.values(CELLS))
  const rows = new Set<number>()
  let start = 0
  for (const { type, data } of biffRecords(workbook, 0)) {
    if (type === BOUND_SHEET && sheetName(data) === sheet) start = data.readUInt32LE(0)
  }
  for (const { type, data } of biffRecords(workbook, start)) {
    if (kinds.has(type)) rows.add(data.readUInt16LE(0))
  }
  return rows.size
}

function* biffRecords(workbook: Buffer, start: number) {
  for (let at = start; at + 4 <= workbook.length; ) {
    const type = workbook.readUInt16LE(at)
    const length = workbook.readUInt16LE(at + 2)
    yield { type, data: workbook.subarray(at + 4, at + 4 + length) }
    if (type === EOF) return
    at += 4 + length
  }
}

function sheetName(data: Buffer): string {
  const [length = 0, isWide = 0] = data.subarray(6)
  return isWide === 0
    ? data.toString('latin1', 8, 8 + length)
    : data.toString('utf16le', 8, 8 + 2 * length)
}

/** The stream named Workbook of a compound file ([MS-CFB]), which is never in the small sectors. */
function workbookStream(bytes: Buffer): Buffer {
  const size = 1 << bytes.readUInt16LE(30)
  const sector = (index: number) => bytes.subarray(size * (index + 1), size * (index + 2))
  const table: number[] = []
  for (let i = 0; i < bytes.readUInt32LE(44); i += 1) {
    const part = sector(bytes.readUInt32LE(76 + 4 * i))
    for (let at = 0; at < part.length; at += 4) table.push(part.readUInt32LE(at))
  }
  const chain = (start: number) => {
    const parts: Buffer[] = []
    for (let at = start; at < 0xfffffffa; at = table[at] ?? 0xfffffffe) parts.push(sector(at))
    return Buffer.concat(parts)
  }
  const directory = chain(bytes.readUInt32LE(48))
  for (let at = 0; at < directory.length; at += 128) {
    const name = directory.toString('utf16le', at, at + directory.readUInt16LE(at + 64))
    if (name === 'Workbook\0') {
      return chain(directory.readUInt32LE(at + 116)).subarray(0, directory.readUInt32LE(at + 120))
    }
  }
  throw new Error('no workbook')
}
