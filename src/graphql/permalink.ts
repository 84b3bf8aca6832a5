import {
  type ArgumentNode,
  type ASTNode,
  type DocumentNode,
  type FieldNode,
  type GraphQLField,
  type GraphQLResolveInfo,
  getArgumentValues,
  getNamedType,
  Kind as Node,
  type OperationDefinitionNode,
  parseValue,
  print,
  TypeInfo,
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
  const document: DocumentNode = {
    kind: Node.DOCUMENT,
    definitions: [info.operation, ...Object.values(info.fragments)],
  }
  const pinned = withoutUnusedVariables(await pinRoots(context, info, document))
  const names = variablesOf(pinned)
  const variables = Object.fromEntries(
    Object.entries(info.variableValues).filter(([name]) => names.has(name)),
  )
  const parameters = new URLSearchParams({ query: print(pinned) })
  if (Object.keys(variables).length > 0) parameters.set('variables', JSON.stringify(variables))
  const operation = info.operation.name?.value
  if (operation !== undefined) parameters.set('operationName', operation)
  return `${context.origin}/graphql?${parameters}`
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
