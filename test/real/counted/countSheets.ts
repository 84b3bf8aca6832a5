type Entries = ReadonlyMap<string, Buffer>

/** Rows of a sheet of Office Open XML that have a value (ECMA-376 part 1, §18.3). */
export function filledRowsOfXlsx(entries: Entries, sheet: string): number {
  const text = (name: string) => entries.get(name)?.toString() ?? ''
  const strings = elements(text('xl/sharedStrings.xml'), 'si')
  const [, id = ''] =
    new RegExp(`<sheet [^>]*name="${sheet}"[^>]*r:id="([^"]*)"`).exec(text('xl/workbook.xml')) ?? []
  const relation = [...text('xl/_rels/workbook.xml.rels').matchAll(/<Relationship [^>]*>/g)]
    .map(([tag]) => tag)
    .find((tag) => tag.includes(`Id="${id}"`))
  const [, target = ''] = /Target="\/?(?:xl\/)?([^"]*)"/.exec(relation ?? '') ?? []
  const rows = elements(text(`xl/${target}`), 'row')
  return rows.filter((row) =>
    elements(row, 'c').some((cell) => {
      const value = elements(cell, 'v').join('')
      return hasText(/^<c [^>]*t="s"/.test(cell) ? (strings[Number(plain(value))] ?? '') : cell)
    }),
  ).length
}

/** Rows of a sheet of OpenDocument that have a paragraph (ODF 1.2 part 1, §9.1). */
export function filledRowsOfOds(entries: Entries, sheet: string): number {
  const content = entries.get('content.xml')?.toString() ?? ''
  const table = elements(content, 'table:table').find((each) =>
    each.includes(`table:name="${sheet}"`),
  )
  return elements(table ?? '', 'table:table-row')
    .filter((row) => elements(row, 'text:p').some(hasText))
    .reduce((total, row) => total + Number(/^<[^>]*rows-repeated="(\d+)"/.exec(row)?.[1] ?? 1), 0)
}

/** The elements of a name, which none of that name holds. */
function elements(xml: string, name: string): readonly string[] {
  const element = new RegExp(`<${name}(?:\\s[^>]*)?(?:/>|>.*?</${name}>)`, 'gs')
  return [...xml.matchAll(element)].map(([each]) => each)
}

const plain = (xml: string) => xml.replaceAll(/<[^>]*>/g, '')

const hasText = (xml: string) => plain(xml).trim() !== ''
