/** Every expected failure, with the words a person reads first. `docs/errors.md` says more of each. */
export const ERROR_CODES = {
  // what was asked
  STATE_UNKNOWN: 'Cet état n’existe pas (encore) dans le journal.',
  STATE_MISMATCH: 'Ces états ne se comparent pas entre eux.',
  CURSOR_INVALID: 'Ce curseur ne vient pas de cette requête.',
  FILTER_INVALID: 'Ce filtre n’a pas de sens.',
  PAGE_INVALID: 'Cette page ne peut pas être servie.',
  ID_INVALID: 'Cet identifiant n’est pas valable.',
  // what was not found
  DATASET_UNKNOWN: 'Ce jeu de données n’existe pas.',
  VERSION_UNKNOWN: 'Cette version n’existe pas.',
  KIND_UNKNOWN: 'Ce modèle de données n’existe pas.',
  TOKEN_UNKNOWN: 'Ce jeton n’existe pas.',
  // who asked
  UNAUTHENTICATED: 'Il faut un jeton pour cette opération.',
  FORBIDDEN: 'Ce jeton ne permet pas cette opération.',
  // what was written
  DATASET_EXISTS: 'Ce jeu de données est déjà déclaré.',
  DATASET_INVALID: 'Cette déclaration n’est pas valable.',
  STREAM_VERSION_CONFLICT: 'Le jeu a changé entre-temps.',
  IDEMPOTENCY_CONFLICT: 'Cette clé d’idempotence a déjà servi pour un autre envoi.',
  PUBLICATION_DATE_INVALID: 'Cette date de publication n’est pas valable.',
  FILE_CHANGED: 'Le fichier a changé pendant sa lecture : rien n’est écrit, recommencer.',
  // the machine
  CONFIG_INVALID: 'La configuration n’est pas valable.',
  DATABASE_UNAVAILABLE: 'La base de données ne répond pas.',
  MIGRATION_INVALID: 'La base ne correspond pas aux migrations du projet.',
  LOG_CORRUPT: 'Le journal ne correspond plus à ce qui y a été écrit.',
} as const

export type ErrorCode = keyof typeof ERROR_CODES

/**
 * An expected failure: something a caller can be told, in French, with a stable code.
 *
 * `message` is for a person and says what was wrong and what to do; `details` are for a program
 * and safe to show. Bugs are plain `Error`s.
 */
export class MillesimeError extends Error {
  readonly code: ErrorCode
  readonly details: Readonly<Record<string, unknown>>

  constructor(
    code: ErrorCode,
    message?: string,
    details: Readonly<Record<string, unknown>> = {},
    options?: ErrorOptions,
  ) {
    super(message ?? ERROR_CODES[code], options)
    this.name = 'MillesimeError'
    this.code = code
    this.details = details
  }
}

/** Marks what the types already exclude; a call is a bug. */
export function unreachable(value: never, why: string): never {
  throw new Error(`unreachable: ${why}: ${String(value)}`)
}
