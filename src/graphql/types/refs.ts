import type { ImplementableObjectRef } from '@pothos/core'
import { collectivites, type Kind } from '../../datasets/index.ts'
import type {
  Aggregates,
  ChangeRow,
  DatasetRow,
  DiffQuery,
  PublisherRow,
  RecordRow,
  State,
  VersionRow,
} from '../../history/index.ts'
import { asOfInput } from '../asOf.ts'
import type { Builder, Types } from '../builder.ts'
import type { AnyNode } from '../findNode.ts'
import { type Connection, connectionType, pageInfoType } from './connection.ts'
import { stateType } from './state.ts'

/** One step in the life of a record. */
export interface RevisionNode {
  readonly kind: ChangeRow['kind']
  /** Tick of the event that made it. */
  readonly tick: bigint
  /** The record after it; undefined when it was removed. */
  readonly record: RecordRow | undefined
  readonly fields: readonly FieldChange[]
  readonly of: RecordRow
}

/** One cell that differs. */
export interface FieldChange {
  readonly field: string
  /** Its published name. */
  readonly column: string
  readonly before: unknown
  readonly after: unknown
}

/** One body, whatever it is, as a state knows it. */
export interface Organisme {
  readonly siren: string
  readonly state: State
}

/** Every type that others refer to, before any is written: they refer to each other. */
export function createRefs(builder: Builder, kinds: readonly Kind[]) {
  const shared = { pageInfo: pageInfoType(builder), state: stateType(builder) }
  const dataset = builder.objectRef<DatasetRow>('Dataset')
  const version = builder.objectRef<VersionRow>('Version')
  const records = new Map(
    kinds.map((kind): [string, RecordRef] => [
      kind.name,
      builder.objectRef<RecordRow>(kind.typeName),
    ]),
  )
  const change = builder.objectRef<ChangeRow>('Change')
  return {
    ...shared,
    asOf: asOfInput(builder),
    node: builder.interfaceRef<AnyNode>('Node'),
    record: builder.interfaceRef<RecordRow>('Record'),
    records,
    collectivite: recordOf(records, collectivites),
    publisher: builder.objectRef<PublisherRow>('Publisher'),
    organisme: builder.objectRef<Organisme>('Organisme'),
    dataset,
    version,
    change,
    diff: builder.objectRef<DiffQuery>('Diff'),
    revision: builder.objectRef<RevisionNode>('Revision'),
    changeKind: builder.enumType('ChangeKind', {
      description: 'Ce qui est arrivé à un enregistrement.',
      values: {
        ADDED: { value: 'added', description: 'Ajouté.' },
        REMOVED: { value: 'removed', description: 'Retiré.' },
        CHANGED: { value: 'changed', description: 'Modifié.' },
      } as const,
    }),
    datasetKind: builder.enumType('DatasetKind', {
      description: 'Modèle de données.',
      values: Object.fromEntries(
        kinds.map(({ name, title }) => [
          name.toUpperCase(),
          { value: name, description: `${title}.` },
        ]),
      ),
    }),
    severity: builder.enumType('Severity', {
      description: 'Gravité d’un problème.',
      values: {
        BLOCKING: { value: 'bloquant', description: 'Le fichier entier est refusé.' },
        ERROR: { value: 'erreur', description: 'À corriger ; la ligne est publiée.' },
        WARNING: { value: 'avertissement', description: 'À vérifier ; la ligne est publiée.' },
      } as const,
    }),
    direction: builder.enumType('Direction', {
      description: 'Sens d’un tri ; les lignes sans valeur viennent en dernier dans les deux cas.',
      values: {
        ASC: { value: 'asc', description: 'Croissant.' },
        DESC: { value: 'desc', description: 'Décroissant.' },
      } as const,
    }),
    datasets: connectionType<DatasetRow>(builder, shared, 'Dataset', dataset),
    versions: connectionType<VersionRow>(builder, shared, 'Version', version),
    changes: connectionType<ChangeRow>(builder, shared, 'Change', change),
  } as const
}

export type RecordRef = ImplementableObjectRef<Types, RecordRow>

/** The object type of a kind's records. */
export function recordOf(
  records: ReadonlyMap<string, RecordRef>,
  { name }: Pick<Kind, 'name'>,
): RecordRef {
  const record = records.get(name)
  if (record === undefined) throw new Error(`no type for ${name}`)
  return record
}

export type Refs = ReturnType<typeof createRefs>

/** A page of rows made a connection: each row has its cursor, `hasMore` is the way it was read. */
export function connectionOf<Node>(
  rows: readonly Node[],
  page: {
    readonly state: Connection<Node>['state']
    readonly towards: 'end' | 'start'
    readonly hasMore: boolean
    /** Whether the page began at a cursor: something then lies behind it. */
    readonly resumed: boolean
    readonly cursorOf: (row: Node) => string
    readonly total: () => Promise<number>
    readonly aggregates?: () => Promise<Aggregates>
  },
): Connection<Node> {
  const forwards = page.towards === 'end'
  return {
    state: page.state,
    edges: rows.map((node) => ({ cursor: page.cursorOf(node), node })),
    hasNextPage: forwards ? page.hasMore : page.resumed,
    hasPreviousPage: forwards ? page.resumed : page.hasMore,
    total: page.total,
    ...(page.aggregates ? { aggregates: page.aggregates } : {}),
  }
}
