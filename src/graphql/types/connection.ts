import type { FieldMap, ObjectRef, OutputRef } from '@pothos/core'
import type { Aggregates, State } from '../../history/index.ts'
import type { Builder, Types } from '../builder.ts'
import type { StateRef } from './state.ts'

/** A page as every connection shows it. `total` is counted only when it is asked for. */
export interface Connection<Node> {
  readonly state: State
  readonly edges: readonly { readonly cursor: string; readonly node: Node }[]
  readonly hasNextPage: boolean
  readonly hasPreviousPage: boolean
  readonly total: () => Promise<number>
  /** Sums and bounds over the whole list; only lists of records have them. */
  readonly aggregates?: () => Promise<Aggregates>
}

export interface PageInfo {
  readonly hasNextPage: boolean
  readonly hasPreviousPage: boolean
  readonly startCursor: string | null
  readonly endCursor: string | null
}

/** Relay's page information. */
export function pageInfoType(builder: Builder) {
  return builder.objectRef<PageInfo>('PageInfo').implement({
    description: 'Où une page se trouve dans sa liste.',
    fields: (t) => ({
      hasNextPage: t.exposeBoolean('hasNextPage', { description: 'S’il en reste après.' }),
      hasPreviousPage: t.exposeBoolean('hasPreviousPage', { description: 'S’il en reste avant.' }),
      startCursor: t.exposeString('startCursor', {
        nullable: true,
        description: 'Curseur du premier élément.',
      }),
      endCursor: t.exposeString('endCursor', {
        nullable: true,
        description: 'Curseur du dernier élément.',
      }),
    }),
  })
}

export type PageInfoRef = ReturnType<typeof pageInfoType>

export type ConnectionFields<Node> = PothosSchemaTypes.ObjectFieldBuilder<Types, Connection<Node>>

/** The connection and edge types of a list of `name`s (Relay's cursor connections). */
export function connectionType<Node>(
  builder: Builder,
  shared: { readonly pageInfo: PageInfoRef; readonly state: StateRef },
  name: string,
  node: OutputRef<Node>,
  more: (t: ConnectionFields<Node>) => FieldMap = () => ({}),
): ObjectRef<Types, Connection<Node>> {
  const edge = builder
    .objectRef<{ readonly cursor: string; readonly node: Node }>(`${name}Edge`)
    .implement({
      description: 'Un élément et sa place dans la liste.',
      fields: (t) => ({
        cursor: t.exposeString('cursor', { description: 'Place de l’élément.' }),
        // Pothos cannot tell that a type parameter is no list.
        node: t.field({
          type: node,
          description: 'L’élément.',
          resolve: (edge) => edge.node as never,
        }),
      }),
    })
  return builder.objectRef<Connection<Node>>(`${name}Connection`).implement({
    description:
      'Une page d’une liste. Ses curseurs fixent l’état : rien ne bouge d’une page à l’autre.',
    fields: (t) => ({
      edges: t.field({
        type: [edge],
        description: 'Éléments et curseurs.',
        resolve: (c) => [...c.edges],
      }),
      nodes: t.field({
        type: [node],
        description: 'Éléments, sans leurs curseurs.',
        resolve: (connection) => connection.edges.map((edge) => edge.node as never),
      }),
      pageInfo: t.field({
        type: shared.pageInfo,
        description: 'Où la page se trouve dans la liste.',
        resolve: ({ edges, hasNextPage, hasPreviousPage }) => ({
          hasNextPage,
          hasPreviousPage,
          startCursor: edges.at(0)?.cursor ?? null,
          endCursor: edges.at(-1)?.cursor ?? null,
        }),
      }),
      totalCount: t.int({
        description: 'Nombre exact d’éléments de la liste entière.',
        resolve: async (connection) => await connection.total(),
      }),
      state: t.field({
        type: shared.state,
        description: 'L’état dont la liste est.',
        resolve: ({ state }) => state,
      }),
      ...more(t),
    }),
  })
}
