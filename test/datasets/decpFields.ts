import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SchemaVersion } from '../../src/datasets/index.ts'
import { marches } from '../../src/datasets/marches.ts'
import { sharedFolder } from '../shared.ts'

/** What the official files use of JSON Schema. */
export interface Node {
  readonly id?: string
  readonly $id?: string
  readonly $ref?: string
  readonly title?: string
  readonly type?: string | readonly string[]
  readonly enum?: readonly (string | null)[]
  readonly anyOf?: readonly Node[]
  readonly pattern?: string
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly minItems?: number
  readonly uniqueItems?: boolean
  readonly required?: readonly string[]
  readonly properties?: Readonly<Record<string, Node>>
  /** 1.3.0 and 1.4.0 write a list of one. */
  readonly items?: Node | readonly Node[]
  readonly definitions?: Readonly<Record<string, Node>>
}

/** A field as a file has it: names joined by `.` within an object, by `/` from a list to its items. */
export interface Field {
  readonly path: string
  readonly node: Node
  readonly title: string | undefined
  readonly required: boolean
  readonly items: Node | undefined
}

export const DEFINITIONS = {
  Marché: 'marche',
  'Contrat de concession': 'contrat-concession',
} as const

export const PARTS = marches.schemas.flatMap((schema) =>
  (['Marché', 'Contrat de concession'] as const)
    .filter((part) => schema.parts?.[part] !== undefined)
    .map((part) => ({ schema, part })),
)

export function bytesOf(version: string): Buffer {
  const name = version === '1.3.0' ? `${version}-contrats-concessions` : version
  return readFileSync(join(sharedFolder ?? '', 'schemas', `marches-publics-${name}.json`))
}

/** A part of an official file, and how what it refers to is found. */
export function definitionOf(version: string, part: keyof typeof DEFINITIONS) {
  const root: Node = JSON.parse(bytesOf(version).toString())
  const object = version === '1.3.0' ? root : root.definitions?.[DEFINITIONS[part]]
  if (object === undefined) throw new Error(`${version} has no ${part}`)

  /** A node with what it refers to, or may be beside null; a title beside a reference is the one that counts. */
  const resolve = (node: Node): Node => {
    const reference = node.$ref ?? node.anyOf?.find(({ $ref }) => $ref !== undefined)?.$ref
    if (reference === undefined) return node
    let target: unknown = root
    for (const name of reference.split('/').slice(1)) target = Object(target)[name]
    const { $ref: _, ...beside } = node
    // A reference of these files leads to one of their definitions.
    return { ...resolve(target as Node), ...beside }
  }
  return { object, resolve }
}

/** The fields of a part of an official file, in its order. */
export function fieldsOf(
  { version }: SchemaVersion,
  part: keyof typeof DEFINITIONS,
): readonly Field[] {
  const { object, resolve } = definitionOf(version, part)

  const inside = (parent: Node, prefix: string, required: boolean): readonly Field[] =>
    Object.entries(parent.properties ?? {}).flatMap(([name, child]) => {
      const node = resolve(child)
      const path = `${prefix}${name}`
      const asked = required && (parent.required ?? []).includes(name)
      if (node.properties === undefined) return field(path, node, node.title, asked)
      const fields = inside(node, `${path}.`, asked)
      const [only, ...others] = fields
      // A list alone in an object is what the object is about.
      if (only?.items !== undefined && others.length === 0) return [{ ...only, title: node.title }]
      return fields
    })

  const field = (
    path: string,
    node: Node,
    title: string | undefined,
    required: boolean,
  ): readonly Field[] => {
    const [first] = [node.items ?? []].flat()
    const items = first && resolve(first)
    const own: Field = { path, node, title, required, items }
    if (items?.properties === undefined) return [own]
    const [wrapped, ...others] = Object.values(items.properties)
    const inner = wrapped && others.length === 0 ? resolve(wrapped) : items
    return [own, ...inside(inner.properties ? inner : items, `${path}/`, true)]
  }

  return inside(object, '', true)
}
