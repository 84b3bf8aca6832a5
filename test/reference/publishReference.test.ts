import { describe, expect } from 'vitest'
import { collectivitesBy, datasetNow, readHead, stateOfHead } from '../../src/history/index.ts'
import { publishReference } from '../../src/reference/index.ts'
import { test } from '../database.ts'

const PATH = '000000000/collectivites'

describe('publishReference', () => {
  test('publishes the reference once, then nothing; and collectivités are found in it', async ({
    db,
  }) => {
    await publishReference(db)
    const first = await datasetNow(db, PATH)
    expect(first).toMatchObject({ kind: 'collectivites', version: 1 })
    const version = await db
      .selectFrom('version')
      .select(['rows_read', 'record_count'])
      .where('dataset_id', '=', first.id)
      .executeTakeFirstOrThrow()
    // 34 969 communes, 1 255 EPCI, 11 EPT, 101 départements and 18 régions.
    expect(version).toEqual({ rows_read: 36_354, record_count: 36_354 })
    await publishReference(db)
    expect(await datasetNow(db, PATH)).toEqual(first)

    const state = stateOfHead(await readHead(db))
    const found = async (by: 'siren' | 'insee', ...codes: readonly string[]) =>
      (await collectivitesBy(db, state, by, codes)).map(
        (row) => row && [row.values['type'], row.values['nom'], row.values['code']],
      )
    // The département of the pilots, the two pilots, one body of two territories, and nobody.
    expect(
      await found('siren', '223100017', '213104581', '243100633', '217500016', '123456782'),
    ).toEqual([
      ['departement', 'Haute-Garonne', '31'],
      ['commune', 'Roques', '31458'],
      ['epci', expect.stringMatching(/sicoval/i), null],
      ['commune', 'Paris', '75056'],
      undefined,
    ])
    // Bruz, a commune that merged, and the code of a département, which is no commune's.
    expect(await found('insee', '35047', '74011', '31')).toEqual([
      ['commune', 'Bruz', '35047'],
      ['commune', 'Annecy', '74010'],
      undefined,
    ])
  }, 120_000)
})
