import type { ObjectRef } from '@pothos/core'
import {
  type Cell,
  type Cells,
  type Column,
  type Columns,
  columnsOfObjects,
  deriveCells,
  type Kind,
  objectsOf,
} from '../../datasets/index.ts'
import type { Builder, Types } from '../builder.ts'

export type OutputName = 'String' | 'Int' | 'Boolean' | 'Decimal' | 'LocalDate'

/** The scalar that each type of column is shown as; a list is one of these. */
const OUTPUT: Readonly<Record<Exclude<Column['type'], 'objets'>, OutputName>> = {
  texte: 'String',
  code: 'String',
  siret: 'String',
  choix: 'String',
  periode: 'String',
  date: 'LocalDate',
  annee: 'Int',
  entier: 'Int',
  decimal: 'Decimal',
  coordonnee: 'Decimal',
  booleen: 'Boolean',
  liste: 'String',
}

/** The scalar of a column, stored or derived; undefined for objects. */
export function outputOf({ columns, derived }: Columns, name: string): OutputName | undefined {
  const column = columns[name]
  if (column === undefined) return derived[name]?.as === 'annee' ? 'Int' : 'String'
  return column.type === 'objets' ? undefined : OUTPUT[column.type]
}

/** What the API says of a column: title, meaning, unit, published name. */
export function describeColumn({ columns, derived }: Columns, name: string): string {
  const column = columns[name]
  if (column === undefined) {
    const { title = name, description = '', of = '' } = derived[name] ?? {}
    return `${title}. ${description} Calculé depuis ${of}.`
  }
  const unit = column.unit ? ` Unité : ${column.unit}.` : ''
  return `${column.title}. ${column.description}${unit} Colonne publiée : ${column.published}.`
}

/** The types of the objects of a kind's columns, by the path of the column. */
export type ObjectRefs = ReadonlyMap<string, ObjectRef<Types, Cells>>

/** An object type for each column of objects, down to those that objects have themselves. */
export function objectTypes(builder: Builder, kind: Kind): ObjectRefs {
  const refs = new Map<string, ObjectRef<Types, Cells>>()
  visit(kind.columns, '')
  return refs

  function visit(columns: Kind['columns'], prefix: string) {
    for (const [name, { objects }] of Object.entries(columns)) {
      if (objects === undefined) continue
      const path = `${prefix}${name}`
      visit(objects.columns, `${path}.`)
      const of = columnsOfObjects(objects)
      const ref = builder.objectRef<Cells>(objects.typeName)
      refs.set(path, ref)
      ref.implement({
        description: objects.description,
        fields: (t) =>
          columnFields(of, (column, type) => {
            const inner = refs.get(`${path}.${column}`)
            const description = describeColumn(of, column)
            const cell = (cells: Cells) => cells[column] ?? deriveCells(of, cells)[column] ?? null
            return inner === undefined
              ? // The column's type and the scalar's are chosen together, in the cell and in OUTPUT.
                t.field({
                  type: type as 'String',
                  nullable: true,
                  description,
                  resolve: (cells) => cell(cells) as string | null,
                })
              : t.field({
                  type: [inner],
                  nullable: true,
                  description,
                  resolve: (cells) => listOf(cell(cells)),
                })
          }),
      })
    }
  }
}

/** The objects of a cell as a GraphQL list; null when there are none. */
export function listOf(cell: Cell | null): Cells[] | null {
  const objects = objectsOf(cell)
  return objects.length === 0 ? null : [...objects]
}

/** A field for each column, stored and derived. */
export function columnFields<Field>(
  of: Columns,
  field: (name: string, type: OutputName) => Field,
): Record<string, Field> {
  const names = [...Object.keys(of.columns), ...Object.keys(of.derived)]
  return Object.fromEntries(
    names.map((name) => [name, field(name, outputOf(of, name) ?? 'String')]),
  )
}
