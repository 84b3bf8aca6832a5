import { describe, expect } from 'vitest'
import { KINDS } from '../../src/datasets/index.ts'
import { prenoms } from '../../src/datasets/prenoms.ts'
import type { Db } from '../../src/db/index.ts'
import { declareDataset, rebuild } from '../../src/events/index.ts'
import { EVERYTHING, listRecords, readHead, resolveState } from '../../src/history/index.ts'
import { test } from '../database.ts'
import { publishText, TOKEN } from '../given.ts'
import { everyTable } from '../history/everyTable.ts'

const SIREN = '299900035'
const DECLARED = {
  mapping: { 'Nom donné': 'ENFANT_PRENOM', Millésime: 'annee' },
  constants: { COLL_INSEE: '99901', ENFANT_SEXE: 'f' },
}
const FILE =
  'Nom donné;NOMBRE_OCCURRENCES;Millésime;ANNEE;ENFANT_SEXE\nZoé;2;2020;2019;\nMalo;3;2020;2019;M\n'

async function declared(db: Db, columns: object, slug = 'prenoms') {
  const base = { siren: SIREN, slug, kind: 'prenoms', title: 'Prénoms', licence: 'lov2' }
  return await declareDataset(db, { ...base, nom: 'Aubrelune', ...columns }, TOKEN)
}

describe('columns that a dataset declares', () => {
  test('are read so, in every file, and told in its version', async ({ db }) => {
    const { datasetId } = await declared(db, DECLARED)
    const path = `${SIREN}/prenoms`
    const outcome = await publishText(db, path, FILE)
    expect(outcome).toMatchObject({
      outcome: 'published',
      version: {
        recordCount: 2,
        reading: {
          columns: [
            { source: 'Nom donné', target: 'enfantPrenom', rule: 'declaree' },
            { source: 'NOMBRE_OCCURRENCES', target: 'nombreOccurrences', rule: 'exact' },
            { source: 'Millésime', target: 'annee', rule: 'declaree' },
            { source: 'ANNEE', target: null, rule: 'ignoree' },
            { source: 'ENFANT_SEXE', target: 'enfantSexe', rule: 'exact' },
          ],
          constants: [
            { column: 'collInsee', value: '99901' },
            { column: 'enfantSexe', value: 'f' },
          ],
        },
      },
    })
    const state = await resolveState(db, await readHead(db), { datasetId, version: 1 })
    const { rows } = await listRecords(db, prenoms, state, {
      filter: EVERYTHING,
      size: 10,
      towards: 'end',
    })
    // A constant is what the file does not say, and nothing else.
    expect(
      rows.map(({ values: { collInsee, enfantPrenom, enfantSexe, annee } }) => [
        collInsee,
        enfantPrenom,
        enfantSexe,
        annee,
      ]),
    ).toEqual([
      ['99901', 'Zoé', 'F', 2020],
      ['99901', 'Malo', 'M', 2020],
    ])
    expect(await publishText(db, path, FILE)).toMatchObject({ outcome: 'unchanged' })
    const missing = await publishText(db, path, FILE.replace('Millésime', 'Année civile'), {
      dryRun: true,
    })
    expect(missing).toMatchObject({
      outcome: 'dry-run',
      file: {
        examples: [{ code: 'en_tete_declare_absent', value: 'Millésime' }, { code: 'casse' }],
      },
    })
    const before = await everyTable(db)
    await rebuild(db, KINDS)
    expect(await everyTable(db)).toEqual(before)
  })

  test('fill documents too', async ({ db }) => {
    await declared(db, DECLARED, 'document')
    const document = '[{"Nom donné": "Zoé", "NOMBRE_OCCURRENCES": 2, "Millésime": 2020}]'
    expect(await publishText(db, `${SIREN}/document`, document)).toMatchObject({
      outcome: 'published',
      version: { recordCount: 1 },
      file: {
        reading: {
          format: 'json',
          columns: [{ rule: 'declaree' }, { rule: 'exact' }, { rule: 'declaree' }],
          constants: [{ column: 'collInsee' }, { column: 'enfantSexe' }],
        },
        report: { problems: [] },
      },
    })
  })

  test.for([
    [{ mapping: { Nom: 'PRENOM' } }, 'le modèle n’a pas de colonne « PRENOM »'],
    [{ constants: { INSEE: '1' } }, 'le modèle n’a pas de colonne « INSEE »'],
    [{ constants: { COLL_INSEE: ' ' } }, 'la constante « COLL_INSEE » est vide'],
    [{ mapping: { ' ': 'ANNEE' } }, 'la colonne « ANNEE » est rapprochée d’un en-tête vide'],
    [{ mapping: { a: 'ANNEE', b: 'annee' } }, '« b » désigne « annee » comme un autre en-tête'],
  ] as const)('%j is refused: %s', async ([columns, wrong], { db }) => {
    await expect(declared(db, columns, 'refuse')).rejects.toMatchObject({
      code: 'DATASET_INVALID',
      details: { wrong: [wrong] },
    })
  })
})
