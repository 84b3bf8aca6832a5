import { type Contract, PROCEDURES } from './contracts.ts'
import { daysAfter } from './days.ts'
import { CODES, COMMUNES } from './territory.ts'

/** A file of format 1.5 in JSON, where names are written beside identifiers. */
export function decpJson15(contracts: readonly Contract[]): string {
  return `${JSON.stringify({ marches: contracts.map(marcheOf) }, null, 1)}\n`
}

function marcheOf(contract: Contract) {
  const { buyer, id, insee } = contract
  return {
    id,
    uid: `${buyer.siret}${id}`,
    _type: 'Marché',
    acheteur: { id: buyer.siret, nom: buyer.nom },
    nature: 'Marché',
    objet: contract.objet,
    codeCPV: contract.cpv,
    procedure: PROCEDURES[contract.procedure],
    lieuExecution: {
      code: insee ?? CODES.departement,
      typeCode: insee === undefined ? 'Code département' : 'Code commune',
      nom: COMMUNES.find((commune) => commune.insee === insee)?.nom ?? 'Val-de-Brume',
    },
    dureeMois: contract.months,
    dateNotification: contract.notified,
    datePublicationDonnees: contract.published,
    montant: contract.montant,
    formePrix: 'Ferme',
    titulaires: contract.holders.map(({ siret, nom }) => ({
      typeIdentifiant: 'SIRET',
      id: siret,
      denominationSociale: nom,
    })),
    modifications: contract.modifications.map(({ objet, notified, montant, months }) => ({
      objetModification: objet,
      dateNotificationModification: notified,
      datePublicationDonneesModification: daysAfter(notified, 21),
      dureeMois: months,
      montant,
    })),
  }
}
