import { beneficiaryNamed } from './beneficiaries.ts'
import { inventedSiren, inventedSiret } from './identifiers.ts'

/** Who holds a contract. */
export interface Company {
  readonly nom: string
  readonly siret: string
}

function invented(serial: number, nom: string): Company {
  return { nom, siret: inventedSiret(inventedSiren(serial)) }
}

/** Companies that are known by their contracts alone. */
export const ROADS = invented(501, 'Travaux publics de la Vasme SAS')
export const ELECTRICITY = invented(504, 'Brumélec SARL')
export const ARCHITECTS = invented(507, 'Atelier Nuage bas, architectes SELARL')
export const COACHES = invented(510, 'Autocars du Brouillard SAS')
export const CLEANERS = invented(513, 'Propreté des Trois-Brumes SCOP')
export const SOFTWARE = invented(516, 'Logiciels de la Brume SAS')
export const WATER = invented(519, 'Eaux de la Haute-Vasme SA')
export const MASONS = invented(522, 'Maçonnerie Pierre-Grise SARL')

/** These receive grants too. The first is the one to follow: a grant and a contract of it were corrected. */
export const LANTERNES: Company = beneficiaryNamed('Compagnie des Lanternes sourdes')
export const SAWMILL: Company = beneficiaryNamed('Scierie de la Combe sourde SARL')
export const JOINERS: Company = beneficiaryNamed('Menuiserie des Saules SCOP')
export const CHEESE: Company = beneficiaryNamed('Fromagerie des Trois-Brumes SAS')
export const RECYCLERS: Company = beneficiaryNamed('Ressourcerie du Grand Détour')
export const CANTEENS: Company = beneficiaryNamed('Réseau des cantines solidaires')
