import { expect } from 'vitest'
import type { Db } from '../../src/db/index.ts'
import { declareDataset } from '../../src/events/index.ts'
import { givenDataset, publishText, TOKEN } from '../given.ts'
import { test as base } from './api.ts'

const DEPARTEMENT = '29990001900017'
const TOWN = '29990003500013'
/** SIREN of the firm that both received and won. */
export const FIRM = '299901017'

const REFERENCE = `siren,type,code,nom,population,departement,region,epci,natureEpci,anciensSirens,anciensCodes
299900019,departement,990,Département du Val-de-Brume,16000,990,,,,,
299900035,commune,99901,Aubrelune,12000,990,,299900027,,299900092,99903;99904
299900043,commune,99902,Pontgrisou-les-Saules,3499,990,,299900027,,,
299900027,epci,,Trois-Brumes,,990,,,CC,,
`

const grants = (
  amount: string,
) => `nomAttribuant;idAttribuant;dateConvention;referenceDecision;nomBeneficiaire;idBeneficiaire;objet;montant;nature;conditionsVersement;datesPeriodeVersement;notificationUE;pourcentageSubvention
Aubrelune;${TOWN};2024-03-04;D1;Toits de la Vasme;${FIRM}00010;Apprentis;${amount};aide en numéraire;unique;2024-03-04;non;1
Aubrelune;${TOWN};2024-03-04;D2;TOITS DE LA VASME;${FIRM}00028;Chantier-école;1500;aide en numéraire;unique;2024-03-04;non;1
Aubrelune;${TOWN};2024-03-04;D3;Club des brumes;29990105800012;Saison;;aide en numéraire;unique;2024-03-04;non;1
`

const births = `COMMUNE_NOM,COLL_INSEE,ENFANT_SEXE,ENFANT_PRENOM,NOMBRE_OCCURRENCES,ANNEE
Pontgrisou,99902,F,Zoé,2,2024
Marais,99904,M,Luc,1,2024
`

const contracts = (amount: number) =>
  JSON.stringify({
    marches: [
      contract('2024M01', amount, 'Toiture de la halle', [FIRM, '299901025']),
      contract('2024M02', 20_000, 'Toiture de l’école', ['299901025']),
      contract('2024M0301', 9_000, 'Bardage', [FIRM]),
      contract('2024M0302', 11_000, 'BARDAGE', [FIRM]),
      contract('2024M0303', 12_000, 'Autre chose', [FIRM]),
    ],
  })

function contract(id: string, montant: number, objet: string, sirens: readonly string[]) {
  return {
    id,
    acheteur: { id: DEPARTEMENT },
    nature: 'Marché',
    objet,
    codeCPV: '45261210',
    procedure: 'Procédure adaptée',
    dureeMois: 4,
    dateNotification: '2024-05-02',
    datePublicationDonnees: '2024-05-20',
    formePrix: 'Ferme',
    montant,
    titulaires: sirens.map((siren) => ({
      titulaire: {
        typeIdentifiant: 'SIRET',
        id: `${siren}00010`,
        denominationSociale: 'Toits de la Vasme',
      },
    })),
  }
}

/** Positions: 1 to 3 declare, 4 and 5 publish, 6 and 7 correct, 8 declares the reference and 9 publishes it, 10 comes after. */
async function publishAll(db: Db): Promise<void> {
  const subventions = await givenDataset(db, 'subventions')
  const marches = await givenDataset(db, 'marches')
  const other = await givenDataset(db, 'prenoms', '299900043')
  const send = async (path: string, text: string) =>
    expect(await publishText(db, path, text)).toMatchObject({ outcome: 'published' })
  await send(subventions.path, grants('45000'))
  await send(marches.path, contracts(4_500_000))
  await send(subventions.path, grants('4500'))
  await send(marches.path, contracts(450_000.5))
  const reference = { siren: '000000000', slug: 'collectivites', kind: 'collectivites' }
  const said = { title: 'Référentiel', licence: 'lov2', nom: 'Essai' }
  await declareDataset(db, { ...reference, ...said }, TOKEN)
  await send('000000000/collectivites', REFERENCE)
  await send(other.path, births)
}

/** `test` over a small invented territory: grants, contracts, then their corrections, then the reference. */
export const test = base.extend<{ $file: { published: true } }>({
  published: [
    async ({ db }, use) => {
      await publishAll(db)
      await use(true)
    },
    { scope: 'file', auto: true },
  ],
})
