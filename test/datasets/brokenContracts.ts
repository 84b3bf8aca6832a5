import type { ProblemCode } from '../../src/datasets/index.ts'
import { type DEFINITIONS, definitionOf, type Node } from './decpFields.ts'

type Step = string | number

/** Where a field stands in a contract, and what its schema says of it. */
interface Place {
  /** As `fieldsOf` names it: what wraps an object alone is not said. */
  readonly path: string
  readonly steps: readonly Step[]
  readonly node: Node
  readonly isAsked: boolean
}

/** A contract that breaks one thing that the schema asks of a field. */
export interface BrokenContract {
  readonly what: string
  readonly path: string
  readonly tree: unknown
  readonly codes: readonly ProblemCode[]
}

/** Texts of which one has any form that the schemas ask for. */
const TEXTS = [
  '2024-0001',
  '35047',
  '21860194600013',
  '2024-03-04',
  '45261210',
  '218601946000132024-0001',
]

type Resolve = (node: Node) => Node

/** A contract with all the fields of a part of an official file, which it allows. */
export function conformingContract(version: string, part: keyof typeof DEFINITIONS): unknown {
  const { object, resolve } = definitionOf(version, part)
  return sampleOf(object, resolve)
}

function sampleOf(node: Node, resolve: Resolve): unknown {
  const { properties, items, enum: values, type, pattern, minimum = 1 } = resolve(node)
  const { maximum, maxLength = Infinity } = resolve(node)
  if (properties !== undefined) {
    const entries = Object.entries(properties)
    return Object.fromEntries(entries.map(([name, child]) => [name, sampleOf(child, resolve)]))
  }
  const [item] = [items ?? []].flat()
  if (item !== undefined) return [sampleOf(item, resolve)]
  if (values !== undefined) return values[0]
  const types = [type].flat()
  if (types.includes('boolean')) return true
  if (types.includes('number') || types.includes('integer')) return maximum ?? Math.max(minimum, 1)
  const one = pattern?.match(/^\^([\p{L} ]+)\$$/u)?.[1]
  const text =
    one ?? TEXTS.find((text) => text.length <= maxLength && new RegExp(pattern ?? '').test(text))
  if (text === undefined) throw new Error(`no text has the form ${pattern}`)
  return text
}

/** Contracts that each break one thing that a part of an official file asks. */
export function brokenContracts(
  version: string,
  part: keyof typeof DEFINITIONS,
): readonly BrokenContract[] {
  const { object, resolve } = definitionOf(version, part)
  const whole = sampleOf(object, resolve)
  return placesOf(object, resolve).flatMap(({ path, steps, node, isAsked }) => [
    ...(isAsked
      ? [{ what: 'required', path, tree: withValue(whole, steps, undefined), codes: MISSING }]
      : []),
    ...wrongValues(node, resolve).map(([what, value, codes]) => ({
      what,
      path,
      tree: withValue(whole, steps, value),
      codes,
    })),
  ])
}

const MISSING: readonly ProblemCode[] = ['valeur_manquante']

type Wrong = readonly [string, unknown, readonly ProblemCode[]]

function wrongValues(node: Node, resolve: Resolve): readonly Wrong[] {
  const { enum: values, type, pattern, minLength = 0, maxLength, minimum, maximum } = node
  const [item] = [node.items ?? []].flat()
  if (item !== undefined) {
    const one = sampleOf(item, resolve)
    return [
      ...(node.uniqueItems ? [['uniqueItems', [one, one], ['objets_en_double']] as const] : []),
      ...(resolve(item).enum ? [['enum', ['Autre chose'], ['hors_liste']] as const] : []),
    ]
  }
  const types = [type].flat()
  const good = String(sampleOf(node, resolve))
  return [
    ...(values ? [['enum', 'Autre chose', ['hors_liste']] as const] : []),
    ...(types.includes('boolean') ? [['type', 'peut-être', ['booleen_illisible']] as const] : []),
    ...(types.includes('integer') ? [['type', 12.5, ['entier_illisible']] as const] : []),
    ...(types.includes('number') ? [['type', 'douze', ['nombre_illisible']] as const] : []),
    ...(minimum === undefined ? [] : [['minimum', minimum - 1, ['trop_petit']] as const]),
    ...(maximum === undefined ? [] : [['maximum', maximum + 1, ['trop_grand']] as const]),
    ...(minLength > 1
      ? [['minLength', good.slice(0, minLength - 1), ['trop_court']] as const]
      : []),
    ...(maxLength ? [['maxLength', 'é'.repeat(maxLength + 1), ['trop_long']] as const] : []),
    ...(pattern === undefined ? [] : [['pattern', `#${good.slice(1)}`, OF_PATTERN] as const]),
  ]
}

const OF_PATTERN: readonly ProblemCode[] = [
  'format_invalide',
  'siret_invalide',
  'date_illisible',
  'hors_liste',
]

function placesOf(object: Node, resolve: Resolve): readonly Place[] {
  return inside(object, '', [], true)

  function inside(
    parent: Node,
    prefix: string,
    above: readonly Step[],
    isAsked: boolean,
  ): readonly Place[] {
    return Object.entries(parent.properties ?? {}).flatMap(([name, child]) => {
      const node = resolve(child)
      const steps = [...above, name]
      const path = `${prefix}${name}`
      const asked = isAsked && (parent.required ?? []).includes(name)
      if (node.properties !== undefined) return inside(node, `${path}.`, steps, asked)
      const mayBeEmpty =
        (node.items !== undefined && (node.minItems ?? 0) === 0) ||
        node.enum?.includes(null) ||
        [node.type].flat().includes('null') ||
        node.anyOf?.some(({ type }) => type === 'null')
      const own = { path, steps, node, isAsked: asked && !mayBeEmpty }
      const [first] = [node.items ?? []].flat()
      const items = first && resolve(first)
      if (items?.properties === undefined) return [own]
      const [wrapped, ...others] = Object.entries(items.properties)
      const inner = wrapped && others.length === 0 ? resolve(wrapped[1]) : items
      return inner.properties && inner !== items
        ? [own, ...inside(inner, `${path}/`, [...steps, 0, wrapped?.[0] ?? ''], true)]
        : [own, ...inside(items, `${path}/`, [...steps, 0], true)]
    })
  }
}

/** The same tree with another value somewhere, or without it. */
function withValue(tree: unknown, [step, ...steps]: readonly Step[], value: unknown): unknown {
  if (step === undefined) return value
  if (Array.isArray(tree))
    return tree.map((item, i) => (i === step ? withValue(item, steps, value) : item))
  const inner = withValue(Object(tree)[step], steps, value)
  const { [step]: _, ...others } = Object(tree)
  return inner === undefined ? others : { ...others, [step]: inner }
}
