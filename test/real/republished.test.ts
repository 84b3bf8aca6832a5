import { describe, expect } from 'vitest'
import { type Kind, libreKind, publicCells } from '../../src/datasets/index.ts'
import { prenoms } from '../../src/datasets/prenoms.ts'
import {
  type Db,
  type DiffQuery,
  diffSummary,
  EVERYTHING,
  readHead,
  resolveState,
} from '../../src/history/index.ts'
import { givenDataset, publishText } from '../given.ts'
import { allChanges } from '../history/pages.ts'
import { testShared } from '../shared.ts'
import { SERVICES } from './declared.ts'
import { rawLines, sharedFile } from './rawCsv.ts'

/** What the second of two versions of a dataset changed. */
async function secondOf(db: Db, datasetId: number, kind: Kind): Promise<DiffQuery> {
  const head = await readHead(db)
  const at = async (version: number) => await resolveState(db, head, { datasetId, version })
  return { kind, from: await at(1), to: await at(2), filter: EVERYTHING }
}

const none = { added: 0, removed: 0 }

describe('a real file that is published again', () => {
  testShared('in another encoding, differs by the one cell that differs', async ({ db }) => {
    const { path, id } = await givenDataset(db, 'libre', '299900019', SERVICES)
    for (const name of ['v1', 'v3']) {
      const bytes = sharedFile(`equipements/saint-etienne-services-publics-${name}.csv`)
      await publishText(db, path, bytes)
    }
    const query = await secondOf(db, id, libreKind(SERVICES))
    expect(await diffSummary(db, query)).toMatchObject({ changed: 1, unchanged: 113, ...none })
    const changes = await allChanges(db, query, 10)
    // Compared cell by cell by another program: a narrow space of the phone number.
    expect(
      changes.flatMap(({ before, after }) =>
        [before, after].map((side) => publicCells(query.kind, side?.values ?? {})['phone']),
      ),
    ).toEqual(['33 477 818 779', '33\u202f477\u202f818\u202f779'])
  })

  testShared(
    'with a column of sex added, keeps the identity of each first name',
    async ({ db }) => {
      const { path, id } = await givenDataset(db, 'prenoms')
      await publishText(db, path, sharedFile('prenoms/carrieres-sous-poissy-nom-naiss.csv'))
      await publishText(db, path, sharedFile('prenoms/carrieres-sous-poissy-complet.xlsx'))
      const converted = sharedFile('prenoms/carrieres-sous-poissy-complet-converti.csv').toString()
      const sexes = rawLines(converted, ';').flatMap(({ ENFANT_SEXE = '' }) => ENFANT_SEXE || [])
      expect(sexes).toHaveLength(834)
      const query = await secondOf(db, id, prenoms)
      expect(await diffSummary(db, query)).toMatchObject({
        changed: 834,
        unchanged: 96,
        added: 0,
        removed: 0,
      })
      const changes = await allChanges(db, query, 100)
      expect(changes.map(({ before }) => before?.values['enfantSexe'])).toEqual(
        sexes.map(() => null),
      )
      expect(changes.map(({ after }) => after?.values['enfantSexe']).toSorted()).toEqual(
        sexes.toSorted(),
      )
    },
  )
})
