import { accessSync, constants, readFileSync, statSync } from 'node:fs'
import { InvalidArgumentError, Option } from 'commander'
import { readTableSchema, type TableSchema } from '../datasets/index.ts'
import type { DeclaredColumns } from '../events/index.ts'

/** A file that can be read, or a word of what is wrong before anything starts. */
export function openableFile(path: string): string {
  try {
    accessSync(path, constants.R_OK)
  } catch {
    throw new InvalidArgumentError('ce fichier n’existe pas ou ne peut pas être lu.')
  }
  if (!statSync(path).isFile()) throw new InvalidArgumentError('ce n’est pas un fichier.')
  return path
}

/** The two parts of the path of a dataset to declare; whatever follows the first slash is the short name. */
export function pathParts(path: string): { readonly siren: string; readonly slug: string } {
  const [siren = '', ...rest] = path.split('/')
  return { siren, slug: rest.join('/') }
}

/** A whole number, from 0. */
export function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('ce n’est pas un nombre entier.')
  return Number(text)
}

/** An instant (RFC 3339), or a day, which begins at midnight in Paris. */
export function instant(text: string): Date {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return midnightInParis(text)
  const withZone = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/.test(text)
  const date = new Date(text)
  if (!withZone || Number.isNaN(date.getTime())) {
    throw new InvalidArgumentError(
      'écrire AAAA-MM-JJ, ou AAAA-MM-JJTHH:MM:SS+02:00 avec son fuseau.',
    )
  }
  return date
}

/** Midnight of a day in Paris is one of two instants, by the season. */
function midnightInParis(day: string): Date {
  const candidates = ['+02:00', '+01:00'].map((offset) => new Date(`${day}T00:00:00${offset}`))
  const local = new Intl.DateTimeFormat('sv-SE', {
    timeZone: 'Europe/Paris',
    dateStyle: 'short',
    timeStyle: 'medium',
  })
  const midnight = candidates.find(
    (date) => !Number.isNaN(date.getTime()) && local.format(date) === `${day} 00:00:00`,
  )
  if (midnight === undefined) throw new InvalidArgumentError('ce jour n’existe pas.')
  return midnight
}

/** The Table Schema of a file, or everything that is wrong with it. */
export function tableSchemaFile(path: string): TableSchema {
  const schema = readTableSchema(parsed(readFileSync(openableFile(path), 'utf8')))
  if ('wrong' in schema) throw new InvalidArgumentError(`${schema.wrong.join(' ; ')}.`)
  return schema
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new InvalidArgumentError('ce fichier n’est pas du JSON.')
  }
}

/** What options `NAME=VALUE` gave, each name once. */
type Pairs = Readonly<Record<string, string>>

/** `SOURCE=COLUMN`, added to those before: a header may have an `=`, a column has none. */
function mappedColumn(text: string, before: Pairs = {}): Pairs {
  return withPair(text, text.lastIndexOf('='), before, 'EN-TÊTE=COLONNE')
}

/** `COLUMN=VALUE`, added to those before. */
function constantColumn(text: string, before: Pairs = {}): Pairs {
  return withPair(text, text.indexOf('='), before, 'COLONNE=VALEUR')
}

function withPair(text: string, at: number, before: Pairs, form: string): Pairs {
  const [name, value] = [text.slice(0, Math.max(at, 0)).trim(), text.slice(at + 1).trim()]
  if (name === '' || value === '') throw new InvalidArgumentError(`écrire ${form}.`)
  if (before[name] !== undefined) throw new InvalidArgumentError(`« ${name} » est donné deux fois.`)
  return { ...before, [name]: value }
}

/** `--map` */
export function mapOption(): Option {
  return new Option('--map <en-tête=colonne>', 'colonne d’un en-tête (répétable)').argParser(
    mappedColumn,
  )
}

/**
 * `--set`
 *
 * @param whose « que le fichier n’a pas »
 */
export function setOption(whose: string): Option {
  return new Option(
    '--set <colonne=valeur>',
    `valeur d’une colonne ${whose} (répétable)`,
  ).argParser(constantColumn)
}

/** Options that tell of columns. */
export interface ColumnOptions {
  readonly map?: Pairs
  readonly set?: Pairs
}

/** What the options declare of the columns of files; undefined when they declare nothing. */
export function declaredColumns({ map, set }: ColumnOptions): DeclaredColumns | undefined {
  if (map === undefined && set === undefined) return undefined
  return { mapping: map ?? {}, constants: set ?? {} }
}
