import { closeSync, openSync, writeSync } from 'node:fs'
import { randomFrom } from '../../../bench/generate.ts'

/** A form in which a file of any size is invented: its text around records, and each record. */
interface Form {
  readonly encoding: 'latin1' | 'utf8'
  readonly start: string
  readonly between: string
  readonly end: string
  readonly record: (i: number, pick: (count: number) => number) => string
}

const WORDS =
  'réfection toiture école fête théâtre forêt rivière fonctionnement lecture jardin été façade'.split(
    ' ',
  )

/** Invented buyers and firms have SIRET of the demonstration, whose control digits are right. */
const [BODY, FIRM] = ['29990001900017', '29990101700010']

const words = (pick: (count: number) => number) =>
  Array.from({ length: 8 }, () => WORDS[pick(WORDS.length)]).join(' ')

const day = (pick: (count: number) => number) => `${2015 + pick(10)}-0${1 + pick(9)}-1${pick(10)}`

const COLUMNS =
  'nomAttribuant;idAttribuant;dateConvention;referenceDecision;nomBeneficiaire;idBeneficiaire;rnaBeneficiaire;objet;montant;nature;conditionsVersement;datesPeriodeVersement;idRAE;notificationUE;pourcentageSubvention;dispositifAide'

/** A contract as format 2.0 of DECP writes it, and with `isOld` as 1.5 did: its objects without an envelope. */
function contract(i: number, pick: (count: number) => number, isOld: boolean) {
  const within = (name: string, one: object) => (isOld ? one : { [name]: one })
  return {
    id: `2024M${i}`,
    acheteur: { id: BODY },
    nature: 'Marché',
    objet: words(pick),
    codeCPV: '45261210-9',
    procedure: 'Procédure adaptée',
    lieuExecution: { code: '34172', typeCode: 'Code commune' },
    dureeMois: 1 + pick(48),
    dateNotification: day(pick),
    datePublicationDonnees: day(pick),
    montant: pick(90_000_000) / 100,
    formePrix: isOld ? 'Ferme' : 'Forfaitaire',
    titulaires: [within('titulaire', { id: FIRM, typeIdentifiant: 'SIRET' })],
    modifications: [
      within('modification', {
        id: 1,
        dureeMois: 1 + pick(48),
        montant: pick(90_000_000) / 100,
        dateNotificationModification: day(pick),
        datePublicationDonneesModification: day(pick),
      }),
    ],
  }
}

function xmlOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value)
  return Object.entries(value)
    .map(([name, one]) => {
      const items: readonly unknown[] = Array.isArray(one) ? one : [one]
      return `<${name}>${items.map(xmlOf).join('')}</${name}>`
    })
    .join('')
}

export const FORMS = {
  csv: {
    encoding: 'latin1',
    start: `${COLUMNS}\n`,
    between: '\n',
    end: '\n',
    record(i, pick) {
      const cells = ['Département du Val-de-Brume', BODY, day(pick), `D-${i}`]
      const association = [`Association nº ${pick(20_000)}`, FIRM, '', words(pick)]
      const money = [`${pick(5_000_000) / 100}`.replace('.', ','), 'aide en numéraire', 'unique']
      return [...cells, ...association, ...money, day(pick), '', 'non', '1', ''].join(';')
    },
  },
  json: {
    encoding: 'utf8',
    start: '{"marches":{"marche":[',
    between: ',\n',
    end: ']}}',
    record: (i, pick) => JSON.stringify(contract(i, pick, false)),
  },
  oldJson: {
    encoding: 'utf8',
    start: '{"marches":[',
    between: ',',
    end: ']}',
    record: (i, pick) => JSON.stringify(contract(i, pick, true)),
  },
  xml: {
    encoding: 'utf8',
    start: '<?xml version="1.0" encoding="UTF-8"?>\n<marches>',
    between: '\n',
    end: '</marches>',
    record: (i, pick) => `<marche>${xmlOf(contract(i, pick, false))}</marche>`,
  },
  geojson: {
    encoding: 'utf8',
    start: '{"type":"FeatureCollection","features":[',
    between: ',\n',
    end: ']}',
    record: (i, pick) =>
      JSON.stringify({
        type: 'Feature',
        geometry: { type: 'Point', coordinates: [3 + pick(9999) / 1e4, 43 + pick(9999) / 1e4] },
        properties: {
          COLL_NOM: 'Aubrelune',
          COLL_SIRET: BODY,
          EQUIP_UID: `E${i}`,
          EQUIP_THEME: 'Sport',
          EQUIP_CODE: '3000',
          EQUIP_TYPE: 'Stade',
          EQUIP_NOM: words(pick),
          ADR_COMMUNE: 'Aubrelune',
        },
      }),
  },
} as const satisfies Readonly<Record<string, Form>>

export type FormName = keyof typeof FORMS

/** Writes a file of at least so many bytes, the same at every run; gives the number of its records. */
export function writeLarge(path: string, name: FormName, bytes: number): number {
  const { encoding, start, between, end, record }: Form = FORMS[name]
  const random = randomFrom(1)
  const pick = (count: number) => Math.floor(random() * count)
  const file = openSync(path, 'w')
  let written = 0
  let records = 0
  try {
    while (written < bytes) {
      const batch = Array.from({ length: 1000 }, (_, i) => record(records + i, pick))
      const text = `${records === 0 ? start : between}${batch.join(between)}`
      written += writeSync(file, text, null, encoding)
      records += batch.length
    }
    writeSync(file, end, null, encoding)
  } finally {
    closeSync(file)
  }
  return records
}
