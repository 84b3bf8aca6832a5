import {
  type ArgumentNode,
  type ASTNode,
  type DocumentNode,
  type FieldNode,
  type GraphQLField,
  type GraphQLResolveInfo,
  type GraphQLType,
  getArgumentValues,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  Kind as Node,
  type OperationDefinitionNode,
  parseValue,
  print,
  separateOperations,
  TypeInfo,
  typeFromAST,
  visit,
  visitWithTypeInfo,
} from 'graphql'
import type { AsOf, State } from '../history/index.ts'
import { type AsOfInput, stateOf } from './asOf.ts'
import type { Context } from './context.ts'
import { readAnyCursor } from './cursors.ts'
import { globalId } from './globalIds.ts'

const links = new WeakMap<OperationDefinitionNode, WeakMap<Context, Promise<string>>>()

/**
 * The address of the operation at hand with every root pinned to the state it was answered at, variables
 * included: opened later, it gives the same data.
 */
export async function permalink(context: Context, info: GraphQLResolveInfo): Promise<string> {
  // Every connection of an answer has the same link: it is made once.
  const ofOperation = links.get(info.operation) ?? new WeakMap<Context, Promise<string>>()
  const link = ofOperation.get(context) ?? makePermalink(context, info)
  links.set(info.operation, ofOperation.set(context, link))
  return await link
}

async function makePermalink(context: Context, info: GraphQLResolveInfo): Promise<string> {
  // Fragments of other operations of the same request would be errors here: they are not used.
  const [document] = Object.values(
    separateOperations({
      kind: Node.DOCUMENT,
      definitions: [info.operation, ...Object.values(info.fragments)],
    }),
  )
  if (document === undefined) throw new Error('a document without its operation')
  const pinned = withoutUnusedVariables(await pinRoots(context, info, document))
  const variables = variablesAsked(info, variablesOf(pinned))
  const parameters = new URLSearchParams({ query: print(pinned) })
  if (Object.keys(variables).length > 0) parameters.set('variables', JSON.stringify(variables))
  const operation = info.operation.name?.value
  if (operation !== undefined) parameters.set('operationName', operation)
  return `${context.origin}/graphql?${parameters}`
}

/** Values of variables as a request gives them: GraphQL has put our own values in place of enums' names. */
function variablesAsked(
  { schema, operation, variableValues }: GraphQLResolveInfo,
  names: ReadonlySet<string>,
): Readonly<Record<string, unknown>> {
  const given = (operation.variableDefinitions ?? []).flatMap(({ variable, type }) => {
    const name = variable.name.value
    if (!names.has(name) || variableValues[name] === undefined) return []
    return [[name, valueAsked(typeFromAST(schema, type), variableValues[name])] as const]
  })
  return Object.fromEntries(given)
}

function valueAsked(type: GraphQLType | undefined, value: unknown): unknown {
  if (isNonNullType(type)) return valueAsked(type.ofType, value)
  if (value === null) return null
  if (isListType(type)) {
    return Array.isArray(value) ? value.map((one) => valueAsked(type.ofType, one)) : value
  }
  if (isInputObjectType(type)) {
    const fields = type.getFields()
    const entries = Object.entries(value ?? {})
    return Object.fromEntries(
      entries.map(([name, one]) => [name, valueAsked(fields[name]?.type, one)]),
    )
  }
  return isEnumType(type) ? type.serialize(value) : value
}

/** Replaces the states that the fields of Query are asked at by those they were answered at. */
async function pinRoots(
  context: Context,
  info: GraphQLResolveInfo,
  document: DocumentNode,
): Promise<DocumentNode> {
  const roots = rootFields(info, document)
  const pinned = new Map<ASTNode, readonly ArgumentNode[]>()
  for (const { node, field } of roots) {
    pinned.set(node, await pinnedArguments(context, info, node, field))
  }
  return visit(document, {
    Field(node) {
      const pins = pinned.get(node)
      if (pins === undefined) return undefined
      const names = new Set(pins.map(({ name }) => name.value))
      const others = (node.arguments ?? []).filter(({ name }) => !names.has(name.value))
      return { ...node, arguments: [...others, ...pins] }
    },
  })
}

type Root = { readonly node: FieldNode; readonly field: GraphQLField<unknown, unknown> }

function rootFields(info: GraphQLResolveInfo, document: DocumentNode): readonly Root[] {
  const types = new TypeInfo(info.schema)
  const roots: Root[] = []
  visit(
    document,
    visitWithTypeInfo(types, {
      Field(node) {
        const field = types.getFieldDef()
        if (field && types.getParentType() === info.schema.getQueryType()) {
          roots.push({ node, field })
        }
      },
    }),
  )
  return roots
}

async function pinnedArguments(
  context: Context,
  info: GraphQLResolveInfo,
  node: FieldNode,
  field: GraphQLField<unknown, unknown>,
): Promise<readonly ArgumentNode[]> {
  const values: Readonly<Record<string, unknown>> = getArgumentValues(
    field,
    node,
    info.variableValues,
  )
  const cursor = values['after'] ?? values['before']
  const pin = typeof cursor === 'string' ? readAnyCursor(cursor)?.pin : undefined
  const asked = field.args.filter(({ type }) => getNamedType(type).name === 'AsOf')
  return await Promise.all(
    asked.map(async ({ name }) => {
      // The schema has checked it: an argument of the type AsOf.
      const state = await stateOf(context, values[name] as AsOfInput | undefined, pin)
      return {
        kind: Node.ARGUMENT,
        name: { kind: Node.NAME, value: name },
        value: parseValue(asOfLiteral(state)),
      } as const
    }),
  )
}

function asOfLiteral({ pin, position }: State): string {
  if ('version' in pin) return `{ version: "${globalId('Version', pin.datasetId, pin.version)}" }`
  if ('publishedAt' in pin) return publishedAtLiteral(pin, position)
  return `{ position: ${position} }`
}

function publishedAtLiteral(pin: Extract<AsOf, { publishedAt: Date }>, position: number): string {
  return `{ publishedAt: { at: "${pin.publishedAt.toISOString()}", position: ${position} } }`
}

/** A variable that only named a state is not used any more, and an unused variable is an error. */
function withoutUnusedVariables(document: DocumentNode): DocumentNode {
  const used = variablesOf(document)
  return visit(document, {
    VariableDefinition: (node) => (used.has(node.variable.name.value) ? undefined : null),
  })
}

function variablesOf(document: DocumentNode): ReadonlySet<string> {
  const used = new Set<string>()
  visit(document, {
    VariableDefinition: () => false,
    Variable(node) {
      used.add(node.name.value)
    },
  })
  return used
}
