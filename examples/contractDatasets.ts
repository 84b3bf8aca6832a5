import { DEPARTEMENT, INTERCO, VILLAGE } from './bodies.ts'
import { intercoContracts, VILLAGE_CONTRACT } from './communeContracts.ts'
import { decpJson15 } from './decp1.ts'
import { decpJson, decpXml } from './decp2.ts'
import { departementPublications } from './departementContracts.ts'
import { utf8 } from './encode.ts'
import type { Example } from './example.ts'

/** The datasets of contracts: one in each form that the format has had. */
export function contractDatasets(): readonly Example[] {
  return [
    {
      publisher: DEPARTEMENT,
      kind: 'marches',
      title: 'Marchés publics et concessions du Val-de-Brume',
      prefix: 'val-de-brume-marches',
      extension: 'json',
      told: [
        ['2024-06-03T09:00:00+02:00', 'Marchés notifiés depuis 2023, et une concession.'],
        ['2024-12-09T09:00:00+01:00', 'Marchés notifiés au second semestre 2024, et un avenant.'],
        [
          '2025-04-07T09:00:00+02:00',
          'Correction d’un montant saisi avec un zéro de trop, et marchés notifiés au premier trimestre 2025.',
        ],
        [
          '2026-02-16T09:00:00+01:00',
          'Retour d’un marché oublié la fois d’avant, nouveaux marchés et données annuelles de la concession.',
        ],
      ],
      files: departementPublications().map((publication) => utf8(decpJson(publication))),
    },
    {
      publisher: INTERCO,
      kind: 'marches',
      title: 'Marchés publics des Trois-Brumes',
      prefix: 'trois-brumes-marches',
      extension: 'json',
      told: [
        ['2024-05-13T11:00:00+02:00', 'Marchés notifiés depuis 2023.'],
        ['2025-02-10T11:00:00+01:00', 'Un avenant, et un nouveau marché publié deux fois.'],
      ],
      files: intercoContracts().map((contracts) => utf8(decpJson15(contracts))),
    },
    {
      publisher: VILLAGE,
      kind: 'marches',
      title: 'Marchés publics de Pontgrisou-les-Saules',
      prefix: 'pontgrisou-marches',
      extension: 'xml',
      told: [['2025-07-07T10:00:00+02:00', 'Le premier marché publié par la commune.']],
      files: [utf8(decpXml([VILLAGE_CONTRACT]))],
    },
  ]
}
