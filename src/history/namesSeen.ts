import { type RawBuilder, sql } from 'kysely'
import { type Kind, objectTablesOf, type Role, tablesOf } from '../datasets/index.ts'
import type { Db } from '../db/index.ts'
import { type Arm, readRows } from './arms.ts'
import type { State } from './state.ts'

/** A name that records give to a body, and how many do. */
export interface NameSeen {
  readonly nom: string
  readonly count: number
}

/** Names at most: a body has a few, and their misspellings. */
const MOST = 100

/** The names that the records of a state give to a body in one of its roles, the most frequent first. */
export async function namesSeen(
  db: Db,
  kind: Kind,
  role: Role,
  state: State,
  siren: string,
): Promise<readonly NameSeen[]> {
  const rows = await readRows<{ nom: string; total: bigint }>(db, kind, state, (arms) => {
    const parts = arms.map((arm) => namesIn(kind, role, arm, siren))
    return sql`select nom, count(*) as total from (${sql.join(parts, sql` union all `)}) names
      where nom is not null group by nom order by count(*) desc, nom collate "C" limit ${MOST}`
  })
  return rows.map(({ nom, total }) => ({ nom, count: Number(total) }))
}

/** Names stand in the record, or in the rows of its objects. */
function namesIn(kind: Kind, role: Role, arm: Arm, siren: string): RawBuilder<unknown> {
  const [column = '', of] = role.siren.split('.')
  const [, name = role.name] = role.name.split('.')
  if (of === undefined) {
    return sql`select ${sql.ref(name)} as nom from ${arm.table}
      where ${arm.condition} and ${sql.ref(column)} = ${siren}`
  }
  const objects = objectTablesOf(kind).find((one) => one.column === column)
  if (objects === undefined) throw new Error(`kind ${kind.name}: ${column} has no rows of its own`)
  const parent = tablesOf(kind)[arm.side].name
  return sql`select one.${sql.ref(name)} as nom
    from ${sql.table(objects[arm.side].name)} one
    join (select dataset_id, id from ${arm.table} where ${arm.condition}) ${sql.ref(parent)}
      on ${sql.ref(parent)}.dataset_id = one.dataset_id and ${sql.ref(parent)}.id = one.id
    where one.${sql.ref(of)} = ${siren}`
}
