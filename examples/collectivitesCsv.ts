import Papa from 'papaparse'
import { ABOVE, CODES, COMMUNES, type CommuneFacts, EDITIONS } from './territory.ts'

/** The columns of the reference, in its order. */
const FIELDS = [
  'siren',
  'type',
  'code',
  'nom',
  'population',
  'departement',
  'region',
  'epci',
  'natureEpci',
  'anciensSirens',
  'anciensCodes',
]

type Row = Readonly<Record<string, string | number | undefined>>

/** Each edition of the reference of the territory, oldest first. */
export function collectivitesFiles(): readonly string[] {
  return Array.from({ length: EDITIONS }, (_, edition) => {
    const data = [...communeRows(edition), ...rowsAbove(edition)]
    return `${Papa.unparse({ fields: FIELDS, data }, { newline: '\n' })}\n`
  })
}

function communeRows(edition: number): readonly Row[] {
  return present(edition).map(({ nom, insee, siren, absorbed, inhabitants }) => ({
    siren,
    type: 'commune',
    code: insee,
    nom,
    population: inhabitants[edition] ?? undefined,
    ...CODES,
    epci: ABOVE.epci.siren,
    ...(absorbed !== undefined && absorbed.since <= edition
      ? { anciensSirens: absorbed.siren, anciensCodes: absorbed.insee }
      : {}),
  }))
}

/** Populations are sums of those of the communes. */
function rowsAbove(edition: number): readonly Row[] {
  const population = present(edition).reduce(
    (sum, { inhabitants }) => sum + (inhabitants[edition] ?? 0),
    0,
  )
  const { departement, region } = CODES
  return [
    { ...ABOVE.departement, type: 'departement', code: departement, population, ...CODES },
    { ...ABOVE.epci, type: 'epci', population, ...CODES, natureEpci: 'CC' },
    { ...ABOVE.region, type: 'region', code: region, population, region },
  ]
}

function present(edition: number): readonly CommuneFacts[] {
  return COMMUNES.filter(({ inhabitants }) => inhabitants[edition] !== null)
}
