import { MillesimeError } from '../errors.ts'

/**
 * The publication date of a version: the one asked for, else now. Never before that of the version in force,
 * never after now (HISTORY §2).
 *
 * @throws MillesimeError `PUBLICATION_DATE_INVALID`
 */
export function publicationDate(
  asked: Date | undefined,
  inForce: Date | undefined,
  now: Date,
): Date {
  const at = asked ?? now
  if (at > now) {
    throw new MillesimeError(
      'PUBLICATION_DATE_INVALID',
      'La date de publication est dans l’avenir : donner celle de la mise en ligne, ou aucune.',
    )
  }
  if (inForce !== undefined && at < inForce) {
    throw new MillesimeError(
      'PUBLICATION_DATE_INVALID',
      `La date de publication précède celle de la version en vigueur (${inForce.toISOString()}) : publier les versions de la plus ancienne à la plus récente.`,
      { inForce: inForce.toISOString() },
    )
  }
  return at
}
