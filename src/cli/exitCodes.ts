import type { ErrorCode } from '../errors.ts'
import { EXIT } from './session.ts'

/** What a command exits with for each expected failure. */
export function exitCodeOf(code: ErrorCode): number {
  switch (code) {
    case 'STREAM_VERSION_CONFLICT':
    case 'IDEMPOTENCY_CONFLICT':
    case 'DATASET_EXISTS':
      return EXIT.conflict
    case 'UNAUTHENTICATED':
    case 'FORBIDDEN':
      return EXIT.forbidden
    case 'DATASET_UNKNOWN':
    case 'VERSION_UNKNOWN':
    case 'TOKEN_UNKNOWN':
    case 'STATE_UNKNOWN':
      return EXIT.notFound
    case 'DATABASE_UNAVAILABLE':
    case 'MIGRATION_INVALID':
    case 'LOG_CORRUPT':
      return EXIT.unavailable
    case 'FILE_CHANGED':
      return EXIT.refused
    case 'STATE_MISMATCH':
    case 'CURSOR_INVALID':
    case 'FILTER_INVALID':
    case 'PAGE_INVALID':
    case 'ID_INVALID':
    case 'KIND_UNKNOWN':
    case 'DATASET_INVALID':
    case 'PUBLICATION_DATE_INVALID':
    case 'CONFIG_INVALID':
      return EXIT.usage
  }
}
