import { townBirthVersions, villageBirthVersions } from './births.ts'
import { AUBRELUNE, DEPARTEMENT, PONTGRISOU, TOWN, VILLAGE } from './bodies.ts'
import { contractDatasets } from './contractDatasets.ts'
import { departementVersions } from './departement.ts'
import { utf8, utf8WithBom, windows1252 } from './encode.ts'
import type { Example } from './example.ts'
import { prenomsCsv } from './prenomsCsv.ts'
import { spreadsheetCsv, standardCsv } from './subventionsCsv.ts'
import { territoryDatasets } from './territoryDatasets.ts'
import { townGrantVersions } from './townGrants.ts'

/** The datasets of the demonstration, in the order they are declared. */
export function examples(): readonly Example[] {
  return [...grantsAndBirths(), ...contractDatasets(), ...territoryDatasets()]
}

function grantsAndBirths(): readonly Example[] {
  return [
    {
      publisher: DEPARTEMENT,
      kind: 'subventions',
      title: 'Subventions du Val-de-Brume et de ses communes',
      prefix: 'val-de-brume-subventions',
      told: [
        ['2023-02-14T09:30:00+01:00', 'Subventions attribuées en 2021 et 2022.'],
        ['2024-11-12T10:00:00+01:00', 'Ajout des subventions attribuées en 2023 et 2024.'],
        [
          '2025-02-06T16:45:00+01:00',
          'Correction de cinq montants et d’un nom, retrait de trois lignes.',
        ],
        [
          '2025-06-17T11:15:00+02:00',
          'Complément : les subventions de mars 2025 et un montant révisé.',
          'increment',
        ],
        [
          '2026-03-03T08:00:00+01:00',
          'Export complet par un nouveau logiciel, trié par bénéficiaire, avec un versement rééchelonné.',
        ],
      ],
      files: departementVersions().map((grants) => utf8(standardCsv(grants))),
    },
    {
      publisher: TOWN,
      kind: 'subventions',
      title: 'Subventions d’Aubrelune',
      prefix: 'aubrelune-subventions',
      told: [
        ['2024-07-15T14:00:00+02:00', 'Subventions votées au premier semestre 2024.'],
        [
          '2024-09-02T09:10:00+02:00',
          'Une ligne saisie deux fois est retirée et un montant « à préciser » est renseigné.',
        ],
        ['2025-04-28T17:20:00+02:00', 'Ajout du vote de mars 2025 et de deux avenants de 2024.'],
        [
          '2026-04-09T10:40:00+02:00',
          'Ajout du vote de février 2026, abandon de deux projets et réduction d’une subvention.',
        ],
      ],
      files: townGrantVersions().map((grants) => windows1252(spreadsheetCsv(grants))),
    },
    {
      publisher: TOWN,
      kind: 'prenoms',
      title: 'Prénoms des nouveau-nés d’Aubrelune',
      prefix: 'aubrelune-prenoms',
      told: [
        ['2021-03-01T09:00:00+01:00', 'Prénoms des années 2018 à 2020.'],
        [
          '2022-02-21T09:00:00+01:00',
          'Prénoms des années 2019 à 2021, avec une déclaration tardive pour 2020.',
        ],
        [
          '2023-02-27T09:00:00+01:00',
          'Prénoms des années 2020 à 2022, avec deux déclarations tardives pour 2021 et un doublon en moins.',
        ],
      ],
      files: townBirthVersions().map((births) =>
        utf8(prenomsCsv(AUBRELUNE, births, { delimiter: ',', newline: '\n' })),
      ),
    },
    {
      publisher: VILLAGE,
      kind: 'prenoms',
      title: 'Prénoms des nouveau-nés de Pontgrisou-les-Saules',
      prefix: 'pontgrisou-prenoms',
      told: [
        ['2021-09-06T18:00:00+02:00', 'Prénoms des années 2018 à 2020.'],
        ['2022-03-14T18:00:00+01:00', 'Ajout de l’année 2021 et correction d’un nombre de 2020.'],
        ['2023-04-03T18:00:00+02:00', 'Ajout de l’année 2022 et retrait d’une ligne de 2021.'],
      ],
      files: villageBirthVersions().map((births) =>
        utf8WithBom(prenomsCsv(PONTGRISOU, births, { delimiter: ';', newline: '\r\n' })),
      ),
    },
  ]
}
