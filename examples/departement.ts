import { beneficiaryNamed } from './beneficiaries.ts'
import { type Body, DEPARTEMENT, INTERCO, TOWN, VILLAGE } from './bodies.ts'
import { changed, theOne, without } from './edits.ts'
import { type Grant, granted, meeting, plain } from './grants.ts'
import { mulberry32 } from './random.ts'

/** A grant corrected from 45 000 € to 4 500 €. */
const LANTERNES: Grant = {
  ...plain(DEPARTEMENT, '2022-11-25', beneficiaryNamed('Compagnie des Lanternes sourdes')),
  objet: 'Tournée départementale "La Nuit des lanternes", saison 2023',
  cents: 45_000_00,
  conditions: 'échelonné',
  periode: '2023-01-16/2023-09-29',
}

/** A grant that is withdrawn without a word. */
const LUTIN: Grant = {
  ...plain(DEPARTEMENT, '2022-12-09', beneficiaryNamed('Brasserie du Lutin gris SAS')),
  objet: "Acquisition d'une chaîne d'embouteillage",
  cents: 18_500_00,
  idRAE: '90017',
  notificationUE: true,
}

/** A name typed in haste, corrected later. */
const HARMONIE: Grant = {
  ...plain(DEPARTEMENT, '2021-11-26', beneficiaryNamed("Harmonie municipale d'Aubrelune")),
  nom: "Harmonie municpale d'Aubrelune",
  objet: 'Achat de deux bassons',
  cents: 3_250_00,
}

const CANTINES = granted(DEPARTEMENT, '2024-03-19', 'Réseau des cantines solidaires')
const FAMILLES = granted(INTERCO, '2024-04-08', 'Mission des familles des Trois-Brumes')

/**
 * The five files of the département, which publishes for its communes too; oldest first. The fourth holds
 * only what is new or corrected since the third.
 */
export function departementVersions(): readonly (readonly Grant[])[] {
  const random = mulberry32(20230214)
  const first = [...yearOf(2021, 11), ...yearOf(2022, 11), LANTERNES, LUTIN, HARMONIE]
  // From 2024 on the town publishes its own file: no grant is in both.
  const second = [
    ...first,
    ...yearOf(2023, 8),
    ...meeting(random, DEPARTEMENT, '2024-03-19', 15),
    ...meeting(random, INTERCO, '2024-04-07', 6),
  ]
  const third = withdrawn(corrected(second))
  const renewed = meeting(random, DEPARTEMENT, '2025-03-21', 8)
  const fuller = changed(third, CANTINES, { cents: 5_420_75 })
  const last = changed([...fuller, ...renewed], FAMILLES, {
    conditions: 'échelonné',
    periode: '2024-05-28/2024-12-16',
  })
  return [
    first,
    second,
    third,
    [theOne(fuller, CANTINES), ...renewed],
    last.toSorted(byBeneficiary),
  ]

  function yearOf(year: number, ofTown: number): readonly Grant[] {
    const votes = (by: Body, day: string, count: number) =>
      meeting(random, by, `${year}-${day}`, count)
    return [
      ...votes(DEPARTEMENT, '03-19', 15),
      ...votes(DEPARTEMENT, '10-15', 12),
      ...votes(INTERCO, '04-07', 9),
      ...votes(TOWN, '02-25', ofTown),
      ...votes(VILLAGE, '05-12', 5),
    ]
  }
}

function corrected(grants: readonly Grant[]): readonly Grant[] {
  const corrections: readonly (readonly [Body, string, string, Partial<Grant>])[] = [
    [LANTERNES.attribuant, LANTERNES.date, LANTERNES.nom, { cents: 4_500_00 }],
    [HARMONIE.attribuant, HARMONIE.date, HARMONIE.nom, { nom: "Harmonie municipale d'Aubrelune" }],
    [DEPARTEMENT, '2021-03-19', 'Football club des Trois-Brumes', { cents: 5_787_78 }],
    [INTERCO, '2022-04-07', 'Rugby club du Val-de-Brume', { cents: 2_590_00 }],
    [TOWN, '2022-02-25', 'Théâtre de poche du Tilleul', { cents: 1_150_00 }],
    [VILLAGE, '2022-05-12', 'Comité des fêtes de Pontgrisou', { cents: 330_00 }],
  ]
  return corrections.reduce(
    (list, [by, date, nom, cells]) => changed(list, granted(by, date, nom), cells),
    grants,
  )
}

function withdrawn(grants: readonly Grant[]): readonly Grant[] {
  const lines = [
    granted(LUTIN.attribuant, LUTIN.date, LUTIN.nom),
    granted(DEPARTEMENT, '2023-03-20', 'Radio Brouillard'),
    granted(VILLAGE, '2021-05-12', 'Vélo-école des Saules'),
  ]
  return lines.reduce((list, line) => without(list, line), grants)
}

/** Another tool sorts its export otherwise; by code unit, so that no locale changes the file. */
function byBeneficiary(a: Grant, b: Grant): number {
  const [x, y] = [
    `${a.nom}|${a.date}|${a.attribuant.code}`,
    `${b.nom}|${b.date}|${b.attribuant.code}`,
  ]
  return x < y ? -1 : x > y ? 1 : 0
}
