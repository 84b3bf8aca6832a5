/** What a publisher says of the columns of a dataset of its own. @source https://specs.frictionlessdata.io/table-schema/ */
export type TableSchema = {
  readonly fields: readonly TableField[]
  readonly primaryKey?: string | readonly string[]
  /** Texts that mean an empty cell; only the empty text unless told. */
  readonly missingValues?: readonly string[]
}

export type TableField = {
  readonly name: string
  /** `string` unless told. */
  readonly type?: string
  readonly format?: string
  readonly title?: string
  readonly description?: string
  readonly trueValues?: readonly string[]
  readonly falseValues?: readonly string[]
  readonly constraints?: {
    readonly required?: boolean
    readonly unique?: boolean
    readonly pattern?: string
    readonly enum?: readonly (string | number | boolean)[]
    readonly minLength?: number
    readonly maxLength?: number
    readonly minimum?: number
    readonly maximum?: number
  }
}

/** Types of Table Schema that are read; a type that is not here is refused when the dataset is declared. */
const TABLE_TYPES = ['string', 'any', 'number', 'integer', 'boolean', 'date', 'year'] as const

/** Forms of a date that are read, both whatever the field says. */
const DATE_FORMATS: readonly string[] = ['default', 'any', '%Y-%m-%d', '%d/%m/%Y']

/** Columns of a dataset at most: a wider table is not one that people read. */
const WIDEST = 500

/**
 * A JSON value as a Table Schema, or everything that is wrong with it, in French. Properties that we do not use
 * are left out: the schema is kept as it is understood.
 */
export function readTableSchema(
  value: unknown,
): TableSchema | { readonly wrong: readonly string[] } {
  if (!isObject(value) || !Array.isArray(value['fields'])) {
    return { wrong: ['le schéma n’a pas de liste « fields »'] }
  }
  const wrong: string[] = []
  const fields = value['fields'].flatMap((field: unknown, i) => readField(field, i, wrong))
  const names = fields.map(({ name }) => name.trim())
  const twice = names.filter((name, i) => names.indexOf(name) < i)
  for (const name of new Set(twice)) wrong.push(`le champ « ${name} » est décrit deux fois`)
  if (value['fields'].length === 0) wrong.push('le schéma ne décrit aucun champ')
  if (value['fields'].length > WIDEST) wrong.push(`le schéma a plus de ${WIDEST} champs`)
  const primaryKey = readNames(value['primaryKey'], 'primaryKey', wrong)
  for (const name of primaryKey.filter((key) => !fields.some(({ name }) => name === key))) {
    wrong.push(`la clé « ${name} » n’est pas un champ du schéma`)
  }
  const missingValues = readNames(value['missingValues'], 'missingValues', wrong)
  if (wrong.length > 0) return { wrong }
  return {
    fields,
    ...(primaryKey.length > 0 ? { primaryKey } : {}),
    ...(missingValues.length > 0 ? { missingValues } : {}),
  }
}

function readField(field: unknown, index: number, wrong: string[]): readonly TableField[] {
  if (!isObject(field) || typeof field['name'] !== 'string' || field['name'].trim() === '') {
    wrong.push(`le champ n° ${index + 1} n’a pas de nom`)
    return []
  }
  const { name, type = 'string', title, description, format, constraints = {} } = field
  const known: readonly unknown[] = TABLE_TYPES
  if (!known.includes(type)) {
    wrong.push(`le champ « ${name} » a le type « ${String(type)} » : ${TABLE_TYPES.join(', ')}`)
  }
  wrong.push(...unreadable(field).map((what) => `le champ « ${name} » ${what}`))
  if (!isObject(constraints)) {
    wrong.push(`les contraintes du champ « ${name} » ne sont pas un objet`)
    return []
  }
  const { pattern } = constraints
  for (const bound of ['minimum', 'maximum']) {
    if (!['undefined', 'number'].includes(typeof constraints[bound])) {
      wrong.push(`le champ « ${name} » a pour ${bound} autre chose qu’un nombre`)
    }
  }
  if (typeof pattern === 'string' && !isPattern(pattern)) {
    wrong.push(`le motif du champ « ${name} » n’est pas une expression régulière`)
  }
  const text = (key: string, one: unknown) => (typeof one === 'string' ? { [key]: one } : {})
  const texts = (key: string) => {
    const list = field[key]
    return Array.isArray(list) && list.length > 0 ? { [key]: list.map(String) } : {}
  }
  return [
    {
      name,
      type: String(type),
      ...text('format', format),
      ...text('title', title),
      ...text('description', description),
      ...texts('trueValues'),
      ...texts('falseValues'),
      constraints: readConstraints(constraints),
    },
  ]
}

/** What a field asks of the form of its values that is not the form in which they are read. */
function unreadable(field: Readonly<Record<string, unknown>>): readonly string[] {
  const { type, format = 'default', decimalChar = '.', groupChar = ' ' } = field
  return [
    ...(type === 'date' && !DATE_FORMATS.includes(String(format))
      ? [`a le format de date « ${String(format)} » : ${DATE_FORMATS.join(', ')}`]
      : []),
    ...(decimalChar === '.' || decimalChar === ','
      ? []
      : [`a la marque décimale « ${String(decimalChar)} » : un point ou une virgule`]),
    ...(typeof groupChar === 'string' && groupChar.trim() === ''
      ? []
      : [`sépare les milliers par « ${String(groupChar)} » : une espace ou rien`]),
  ]
}

function readConstraints(given: Readonly<Record<string, unknown>>) {
  const numbers = ['minLength', 'maxLength', 'minimum', 'maximum'] as const
  const flags = ['required', 'unique'] as const
  const { pattern, enum: choices } = given
  return {
    ...Object.fromEntries(flags.flatMap((name) => (given[name] === true ? [[name, true]] : []))),
    ...Object.fromEntries(
      numbers.flatMap((name) => (typeof given[name] === 'number' ? [[name, given[name]]] : [])),
    ),
    ...(typeof pattern === 'string' ? { pattern } : {}),
    ...(Array.isArray(choices) && choices.length > 0 ? { enum: choices.map(String) } : {}),
  }
}

function readNames(value: unknown, what: string, wrong: string[]): readonly string[] {
  if (value === undefined) return []
  const list: unknown = typeof value === 'string' ? [value] : value
  if (Array.isArray(list) && list.every((name) => typeof name === 'string')) return list
  wrong.push(`« ${what} » est un texte ou une liste de textes`)
  return []
}

function isPattern(pattern: string): boolean {
  try {
    new RegExp(pattern)
    return true
  } catch {
    return false
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
