import type { TableSchema } from '../src/datasets/index.ts'

/** What `history.json` holds: what to declare, then what to publish, in order. */
export interface History {
  /** Says, in French, that all of it is invented. */
  readonly notice: string
  readonly datasets: readonly {
    readonly siren: string
    /** Name of the publisher. */
    readonly nom: string
    readonly insee?: string
    readonly slug: string
    readonly kind:
      | 'deliberations'
      | 'subventions'
      | 'marches'
      | 'adresses'
      | 'equipements'
      | 'prenoms'
      | 'collectivites'
      | 'libre'
    readonly title: string
    readonly licence: string
    /** Of a dataset that follows no national schema. */
    readonly tableSchema?: TableSchema
    /** Oldest first. */
    readonly versions: readonly HistoryVersion[]
  }[]
}

/** One file and how to publish it. */
export interface HistoryVersion {
  /** Path from the folder of `history.json`. */
  readonly file: string
  /** RFC 3339 with a zone. */
  readonly publishedAt: string
  readonly scope: 'complet' | 'increment'
  /** One French sentence about the version. */
  readonly note: string
}
