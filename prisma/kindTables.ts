import {
  type IndexKey,
  type Kind,
  SORT_LENGTH,
  type Table,
  type TableColumn,
} from '../src/datasets/index.ts'

const PRISMA_TYPE: Readonly<Record<TableColumn['type'], string>> = {
  bigint: 'BigInt',
  integer: 'Int',
  bytea: 'Bytes',
  text: 'String',
  'text[]': 'String[]',
  numeric: 'Decimal',
  date: 'DateTime',
  boolean: 'Boolean',
  jsonb: 'Json',
}

const NATIVE: Partial<Readonly<Record<TableColumn['type'], string>>> = {
  date: ' @db.Date',
  numeric: ' @db.Decimal',
}

/** Prisma model of one table. Prisma cannot say collations, included columns nor expression keys. */
export function prismaModel(kind: Kind, table: Table): string {
  const name = table.name
    .split('_')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')
  const fields = table.columns.map(
    ({ name, type, nullable }) =>
      `  ${name} ${PRISMA_TYPE[type]}${nullable && type !== 'text[]' ? '?' : ''}${NATIVE[type] ?? ''}`,
  )
  return [
    `/// ${kind.title}. Generated from src/datasets/${kind.name}.ts by \`npm run generate\`.`,
    `model ${name} {`,
    ...fields,
    '',
    `  @@id([${table.primaryKey.join(', ')}])`,
    `  @@map("${table.name}")`,
    '  @@schema("lecture")',
    '}',
    '',
  ].join('\n')
}

/** `create table` and `create index` of one table: what a new migration starts from. */
export function tableSql({ name, columns, primaryKey, indexes }: Table): string {
  const lines = columns.map(
    ({ name, type, nullable, collate }) =>
      `  "${name}" ${type}${collate ? ` collate "${collate}"` : ''}${nullable ? '' : ' not null'}`,
  )
  const constraints = indexes.flatMap((index) =>
    index.deferred
      ? [
          `  constraint "${index.name}" unique (${index.columns.map(keySql).join(', ')}) deferrable initially deferred`,
        ]
      : [],
  )
  const key = `  constraint "${name}_pkey" primary key (${primaryKey.map(keySql).join(', ')})`
  return [
    `create table lecture."${name}" (`,
    [...lines, key, ...constraints].join(',\n'),
    ');',
    ...indexes.filter(({ deferred }) => !deferred).map((index) => indexSql(name, index)),
    '',
  ].join('\n')
}

/** The method and operators of each index that is no B-tree. */
const USING = {
  trigrams: ['gin', ' gin_trgm_ops'],
  items: ['gin', ''],
  json: ['gin', ' jsonb_path_ops'],
} as const

function indexSql(table: string, { name, using, columns, include }: Table['indexes'][number]) {
  const [method, operators] = using === undefined ? ['btree', ''] : USING[using]
  const keys = columns.map((key) => `${keySql(key)}${operators}`)
  const by = method === 'btree' ? '' : ` using ${method}`
  const included = include ? ` include (${include.map(keySql).join(', ')})` : ''
  return `create index "${name}" on lecture."${table}"${by} (${keys.join(', ')})${included};`
}

function keySql(key: IndexKey): string {
  return typeof key === 'string' ? `"${key}"` : `"left"("${key.startOf}", ${SORT_LENGTH})`
}
