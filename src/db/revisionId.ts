/** Bits of an id that hold a change's place in its change set: 16 777 216 changes at most. */
export const ORDINAL_BITS = 24

/**
 * Id of the revision that the n-th change (from 0) of the event at `tick` opens. It begins with its tick, so
 * that what began between two ticks is a range of ids.
 */
export function revisionId(tick: bigint, n = 0): bigint {
  return (tick << BigInt(ORDINAL_BITS)) | BigInt(n)
}
