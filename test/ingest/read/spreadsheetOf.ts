import { zipOf } from './zipOf.ts'

const OOXML = 'http://schemas.openxmlformats.org'
const MAIN = `${OOXML}/spreadsheetml/2006/main`
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

/** A sheet of an XLSX: its name and the XML of its rows. */
export interface XlsxSheet {
  readonly name: string
  readonly rows: string
  readonly state?: 'hidden'
  readonly after?: string
}

/** What an XLSX has around its sheets. */
export interface XlsxParts {
  readonly is1904?: boolean
  /** Number formats; cells name the first one `s="1"`, and none `s="0"`. */
  readonly formats?: readonly string[]
  readonly strings?: readonly string[]
}

/** An XLSX (ECMA-376), its XML written by the test. */
export function xlsxOf(sheets: readonly XlsxSheet[], parts: XlsxParts = {}): Buffer {
  const { is1904 = false, formats = [], strings = [] } = parts
  const listed = sheets.map(
    ({ name, state = 'visible' }, i) =>
      `<sheet name="${name}" sheetId="${i + 1}" state="${state}" r:id="rId${i + 1}"/>`,
  )
  const links = sheets.map(
    (_, i) =>
      `<Relationship Id="rId${i + 1}" Type="${OOXML}/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`,
  )
  const types = [
    'workbook.xml',
    'styles.xml',
    'sharedStrings.xml',
    ...sheets.map((_, i) => `worksheets/sheet${i + 1}.xml`),
  ]
  return zipOf([
    {
      name: '[Content_Types].xml',
      content: `<Types xmlns="${OOXML}/package/2006/content-types">${types.map(contentType).join('')}</Types>`,
    },
    {
      name: 'xl/workbook.xml',
      content: `<workbook xmlns="${MAIN}" xmlns:r="${OOXML}/officeDocument/2006/relationships"><workbookPr date1904="${is1904 ? 1 : 0}"/><sheets>${listed.join('')}</sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: `<Relationships xmlns="${OOXML}/package/2006/relationships">${links.join('')}</Relationships>`,
    },
    {
      name: 'xl/styles.xml',
      content: `<styleSheet xmlns="${MAIN}"><numFmts count="${formats.length}">${formats.map((code, i) => `<numFmt numFmtId="${164 + i}" formatCode="${code}"/>`).join('')}</numFmts><cellXfs count="${formats.length + 1}"><xf numFmtId="0"/>${formats.map((_, i) => `<xf numFmtId="${164 + i}" applyNumberFormat="1"/>`).join('')}</cellXfs></styleSheet>`,
    },
    {
      name: 'xl/sharedStrings.xml',
      content: `<sst xmlns="${MAIN}" count="${strings.length}" uniqueCount="${strings.length}">${strings.map((text) => `<si><t xml:space="preserve">${text}</t></si>`).join('')}</sst>`,
    },
    ...sheets.map(({ rows, after = '' }, i) => ({
      name: `xl/worksheets/sheet${i + 1}.xml`,
      content: `<worksheet xmlns="${MAIN}"><sheetData>${rows}</sheetData>${after}</worksheet>`,
    })),
  ])
}

function contentType(path: string): string {
  const [, part = ''] = /^(?:worksheets\/)?(workbook|styles|sharedStrings|sheet)/.exec(path) ?? []
  const type = part === 'sheet' ? 'worksheet' : part === 'workbook' ? 'sheet.main' : part
  return `<Override PartName="/xl/${path}" ContentType="${TYPE}.${type}+xml"/>`
}

/** An ODS (OpenDocument 1.2) of one sheet, the XML of its rows written by the test. */
export function odsOf(rows: string): Buffer {
  return zipOf([
    { name: 'mimetype', content: 'application/vnd.oasis.opendocument.spreadsheet' },
    {
      name: 'META-INF/manifest.xml',
      content:
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
    },
    {
      name: 'content.xml',
      content: `<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet><table:table table:name="Feuille1">${rows}</table:table></office:spreadsheet></office:body></office:document-content>`,
    },
  ])
}
