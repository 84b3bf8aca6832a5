import Papa from 'papaparse'
import type { Address } from './addresses.ts'
import { PONTGRISOU } from './bodies.ts'
import { inventedUuid } from './identifiers.ts'

/** Versions of the Base adresse locale that the files follow. */
export type BalVersion = '1.3' | '1.4' | '1.5'

/** What every version has after its identifiers, but for the name of the street. */
const COMMON = (toponyme: string) => [
  'commune_insee',
  'commune_nom',
  'commune_deleguee_insee',
  'commune_deleguee_nom',
  toponyme,
  'lieudit_complement_nom',
  'numero',
  'suffixe',
  'position',
  'x',
  'y',
  'long',
  'lat',
  'cad_parcelles',
  'source',
  'date_der_maj',
  'certification_commune',
]

const IDS = ['id_ban_commune', 'id_ban_toponyme', 'id_ban_adresse']

const FIELDS: Readonly<Record<BalVersion, readonly string[]>> = {
  '1.3': ['uid_adresse', 'cle_interop', ...COMMON('voie_nom')],
  '1.4': [...IDS, 'cle_interop', ...COMMON('voie_nom')],
  '1.5': [...IDS, ...COMMON('toponyme')],
}

/** A file of the addresses of the village, in a version of the format. */
export function balCsv(addresses: readonly Address[], version: BalVersion): string {
  const data = addresses.map((address) => {
    const { street, numero, suffixe, position, place } = address
    return [
      ...identifiers(address, version),
      PONTGRISOU.insee,
      PONTGRISOU.nom,
      '',
      '',
      street.nom,
      '',
      numero,
      suffixe,
      position,
      place.x,
      place.y,
      place.long,
      place.lat,
      address.parcel,
      'Commune de Pontgrisou-les-Saules',
      address.updated,
      address.certified ? 1 : 0,
    ]
  })
  const fields = [...FIELDS[version]]
  return `${Papa.unparse({ fields, data }, { delimiter: ';', newline: '\n' })}\n`
}

/** One key that says where an address is, as the village writes it. */
export function interopKey({ street, numero, suffixe }: Address): string {
  const number = String(numero).padStart(5, '0')
  return [PONTGRISOU.insee, street.code.toLowerCase(), number, suffixe].filter(Boolean).join('_')
}

function identifiers(address: Address, version: BalVersion): readonly string[] {
  const { street, serial } = address
  const commune = inventedUuid('commune', PONTGRISOU.insee)
  const toponyme = inventedUuid('toponyme', street.code)
  const adresse = serial === null ? '' : inventedUuid('adresse', String(serial))
  const key = interopKey(address)
  if (version === '1.3') {
    const ids = [...(adresse === '' ? [] : [`@a:${adresse}`]), `@v:${toponyme}`, `@c:${commune}`]
    return [ids.join(' '), key]
  }
  return [commune, toponyme, adresse, ...(version === '1.4' ? [key] : [])]
}
