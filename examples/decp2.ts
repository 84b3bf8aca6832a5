import type { Company } from './companies.ts'
import { type Concession, type Contract, type Modification, PROCEDURES } from './contracts.ts'
import { daysAfter } from './days.ts'
import type { Publication } from './departementContracts.ts'
import { CODES } from './territory.ts'

/** A value of the format, which has one shape in JSON and in XML. */
type Value = string | number | boolean | readonly Value[] | { readonly [name: string]: Value }

/** A file of format 2.0.4 in JSON. */
export function decpJson({ contracts, concessions }: Publication): string {
  const marches = {
    marche: contracts.map(marcheOf),
    'contrat-concession': concessions.map(concessionOf),
  }
  return `${JSON.stringify({ marches }, null, 1)}\n`
}

/** The same format in XML, for contracts alone. */
export function decpXml(contracts: readonly Contract[]): string {
  const lines = contracts.flatMap((contract) => elements('marche', marcheOf(contract), '  '))
  return ['<?xml version="1.0" encoding="UTF-8"?>', '<marches>', ...lines, '</marches>', ''].join(
    '\n',
  )
}

function marcheOf(contract: Contract): { readonly [name: string]: Value } {
  const { subcontract, modifications, insee } = contract
  return {
    id: contract.id,
    acheteur: { id: contract.buyer.siret },
    nature: 'Marché',
    objet: contract.objet,
    codeCPV: contract.cpv,
    techniques: { technique: ['Sans objet'] },
    modalitesExecution: { modaliteExecution: ['Sans objet'] },
    marcheInnovant: false,
    ccag: contract.cpv.startsWith('45') ? 'Travaux' : 'Fournitures courantes et services',
    offresRecues: contract.offers,
    attributionAvance: contract.montant > 50_000,
    ...(contract.montant > 50_000 ? { tauxAvance: 0.1 } : {}),
    typeGroupementOperateurs: contract.holders.length > 1 ? 'Conjoint' : 'Pas de groupement',
    sousTraitanceDeclaree: subcontract !== undefined,
    ...(subcontract === undefined
      ? {}
      : { actesSousTraitance: [{ acteSousTraitance: subcontractOf(contract, subcontract) }] }),
    procedure: PROCEDURES[contract.procedure],
    lieuExecution:
      insee === undefined
        ? { code: CODES.departement, typeCode: 'Code département' }
        : { code: insee, typeCode: 'Code commune' },
    dureeMois: contract.months,
    dateNotification: contract.notified,
    datePublicationDonnees: contract.published,
    montant: contract.montant,
    typesPrix: { typePrix: ['Définitif révisable'] },
    formePrix: 'Forfaitaire',
    titulaires: contract.holders.map((holder) => ({ titulaire: identified(holder) })),
    considerationsSociales: {
      considerationSociale: [contract.social ? 'Clause sociale' : 'Pas de considération sociale'],
    },
    considerationsEnvironnementales: {
      considerationEnvironnementale: [
        contract.environmental
          ? 'Clause environnementale'
          : 'Pas de considération environnementale',
      ],
    },
    ...(modifications.length === 0
      ? {}
      : { modifications: modifications.map((one, i) => ({ modification: changeOf(one, i) })) }),
  }
}

function subcontractOf(
  { notified }: Contract,
  { company, months, montant }: NonNullable<Contract['subcontract']>,
): Value {
  return {
    id: 1,
    sousTraitant: identified(company),
    dureeMois: months,
    dateNotification: daysAfter(notified, 30),
    datePublicationDonnees: daysAfter(notified, 60),
    montant,
    variationPrix: 'Ferme',
  }
}

/** This format numbers modifications, and says only what they change. */
function changeOf({ notified, montant, months }: Modification, index: number): Value {
  return {
    id: index + 1,
    dateNotificationModification: notified,
    datePublicationDonneesModification: daysAfter(notified, 21),
    ...(months === undefined ? {} : { dureeMois: months }),
    ...(montant === undefined ? {} : { montant }),
  }
}

function concessionOf(concession: Concession): Value {
  return {
    id: concession.id,
    autoriteConcedante: { id: concession.buyer.siret },
    nature: 'Délégation de service public',
    objet: concession.objet,
    procedure: 'Procédure négociée ouverte',
    dureeMois: concession.months,
    dateSignature: concession.signed,
    datePublicationDonnees: daysAfter(concession.signed, 30),
    dateDebutExecution: concession.starts,
    valeurGlobale: concession.valeur,
    montantSubventionPublique: concession.subsidy,
    donneesExecution: concession.years.map(({ published, invested, prices }) => ({
      donneesAnnuelles: {
        datePublicationDonneesExecution: published,
        depensesInvestissement: invested,
        tarifs: prices.map(([intituleTarif, tarif]) => ({ tarif: { intituleTarif, tarif } })),
      },
    })),
    concessionnaires: concession.holders.map((holder) => ({
      concessionnaire: identified(holder),
    })),
    considerationsSociales: { considerationSociale: ['Pas de considération sociale'] },
    considerationsEnvironnementales: {
      considerationEnvironnementale: ['Pas de considération environnementale'],
    },
  }
}

function identified({ siret }: Company): Value {
  return { typeIdentifiant: 'SIRET', id: siret }
}

/** An element for each item of a list, but that a list of wrappers is one element: as the format does. */
function elements(name: string, value: Value, indent: string): readonly string[] {
  if (typeof value !== 'object') return [`${indent}<${name}>${escaped(String(value))}</${name}>`]
  const children = Array.isArray(value)
    ? value.flatMap((item) => inner(item, `${indent}  `))
    : inner(value, `${indent}  `)
  return [`${indent}<${name}>`, ...children, `${indent}</${name}>`]
}

function inner(value: Value, indent: string): readonly string[] {
  return Object.entries(value).flatMap(([name, child]: [string, Value]) => {
    const texts = Array.isArray(child) && child.every((item) => typeof item !== 'object')
    return texts
      ? child.flatMap((item: Value) => elements(name, item, indent))
      : elements(name, child, indent)
  })
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}
