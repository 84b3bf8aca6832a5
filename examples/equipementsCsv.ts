import Papa from 'papaparse'
import { addressVersions } from './addresses.ts'
import { interopKey } from './balCsv.ts'
import { INTERCO, PONTGRISOU } from './bodies.ts'
import { type Facility, TYPES } from './facilities.ts'
import { COMMUNES } from './territory.ts'

/** The columns of scdl/equipements 0.1.5, in its order. */
const FIELDS = [
  'COLL_NOM',
  'COLL_SIRET',
  'EQUIP_UID',
  'EQUIP_THEME',
  'EQUIP_CODE',
  'EQUIP_TYPE',
  'EQUIP_NOM',
  'ADR_NUMERO',
  'ADR_NOMVOIE',
  'ADR_CODEPOSTAL',
  'ADR_COMMUNE',
  'ADR_CLE_INTEROP',
  'ERP_ID',
  'ERP_TYPE',
  'ERP_CATEGORIE',
  'EQUIP_LAT',
  'EQUIP_LONG',
  'EQUIP_OUVERTURE',
  'EQUIP_TEL',
  'EQUIP_EMAIL',
  'EQUIP_WEB',
]

/** A file of the facilities of the intercommunalité. */
export function equipementsCsv(facilities: readonly Facility[]): string {
  const data = facilities.map((facility) => {
    const { insee, type, nom, numero, voie, place } = facility
    const [term, theme, erp, category] = TYPES[type]
    const code = `${type}-001`
    const commune = COMMUNES.find((one) => one.insee === insee)?.nom ?? ''
    return [
      INTERCO.nom,
      INTERCO.siret,
      `${insee}-${code}`,
      theme,
      code,
      term,
      nom,
      numero,
      voie,
      `${insee.slice(0, 3)}${insee.slice(4)}0`,
      commune,
      keyOf(facility),
      '',
      erp,
      category ?? '',
      place.lat,
      place.long,
      facility.hours,
      facility.phone,
      '',
      'https://trois-brumes.example/equipements',
    ]
  })
  return `${Papa.unparse({ fields: FIELDS, data }, { newline: '\n' })}\n`
}

/** The key of the address among those of the village; the others have not published theirs. */
function keyOf({ insee, numero, voie }: Facility): string {
  if (insee !== PONTGRISOU.insee) return ''
  const [addresses = []] = addressVersions()
  const found = addresses.find((one) => one.street.nom === voie && String(one.numero) === numero)
  return found === undefined ? '' : interopKey(found)
}
