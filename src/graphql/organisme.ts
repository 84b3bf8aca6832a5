import type { Kind, Role } from '../datasets/index.ts'
import { type Filter, listRecords, type NameSeen, namesSeen, type State } from '../history/index.ts'
import type { Context } from './context.ts'
import type { Organisme } from './types/refs.ts'

/** The roles of bodies in the records of every kind. */
export function rolesOf(
  kinds: readonly Kind[],
): readonly { readonly kind: Kind; readonly role: Role }[] {
  return kinds.flatMap((kind) => (kind.roles ?? []).map((role) => ({ kind, role })))
}

/** The records of a kind in which a body plays a role. */
export function roleFilter({ siren: path }: Role, siren: string): Filter {
  const [column = '', of] = path.split('.')
  if (of === undefined) return { op: 'eq', column, value: siren }
  return { op: 'some', column, filter: { op: 'eq', column: of, value: siren } }
}

/** The body of a SIREN; null when no record, publisher or collectivité of the state has it. */
export async function findOrganisme(
  { db, loaders }: Context,
  kinds: readonly Kind[],
  state: State,
  siren: string,
): Promise<Organisme | null> {
  const found = await Promise.all([
    loaders.collectivite.siren.load({ state, key: siren }),
    loaders.publisher.load({ state, key: siren }),
    ...rolesOf(kinds).map(async ({ kind, role }) => {
      // A record may give a body's number and not its name.
      const page = {
        filter: roleFilter(role, siren),
        size: 1,
        towards: 'end',
        columns: [],
      } as const
      return (await listRecords(db, kind, state, page)).rows[0]
    }),
  ])
  return found.some((one) => one !== undefined) ? { siren, state } : null
}

/** Every name that records give to a body, the most frequent first, with how many do. */
export async function namesOf(
  { db }: Context,
  kinds: readonly Kind[],
  { siren, state }: Organisme,
): Promise<readonly NameSeen[]> {
  const seen = await Promise.all(
    rolesOf(kinds).map(({ kind, role }) => namesSeen(db, kind, role, state, siren)),
  )
  const counts = new Map<string, number>()
  for (const { nom, count } of seen.flat()) counts.set(nom, (counts.get(nom) ?? 0) + count)
  return [...counts]
    .map(([nom, count]) => ({ nom, count }))
    .toSorted((a, b) => b.count - a.count || (a.nom < b.nom ? -1 : 1))
}
