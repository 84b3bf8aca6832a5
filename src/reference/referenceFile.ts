import Papa from 'papaparse'
import { kindOf } from '../datasets/index.ts'
import { DEPARTEMENTS, REGIONS } from './departements.ts'
import { formerSirens } from './formerSirens.ts'
import { isCommune, oldCodes } from './oldCodes.ts'
import { type Commune, type Decoupage, type Groupement, readDecoupage } from './readDecoupage.ts'

/** A row of the file, by column of the kind; what it does not have is empty. */
interface Row {
  readonly siren: string | undefined
  readonly type: 'commune' | 'departement' | 'epci' | 'ept' | 'region'
  readonly code?: string
  readonly nom: string
  readonly population: number | undefined
  readonly departement?: string | undefined
  readonly region: string | undefined
  readonly epci?: string | undefined
  readonly natureEpci?: string
  readonly anciensSirens?: string | undefined
  readonly anciensCodes?: string | undefined
}

/** The reference as a file to publish. */
export interface ReferenceFile {
  /** Version of the package it was made from. */
  readonly edition: string
  readonly bytes: Buffer<ArrayBuffer>
}

/**
 * Makes the CSV file of the installed edition, the same bytes each time: one row for each commune, EPCI à
 * fiscalité propre, EPT, département and région, by type, then code or SIREN.
 *
 * A body that administers several territories has its SIREN in as many rows. Every population is a sum of
 * those of communes: the ones that the package gives its EPCI are those of the year before.
 */
export function referenceFile(): ReferenceFile {
  const decoupage = readDecoupage()
  const rows = [
    ...communeRows(decoupage),
    ...groupementRows(decoupage),
    ...territoryRows(decoupage),
  ].toSorted((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1))
  const fields = Object.keys(kindOf('collectivites').columns)
  const text = Papa.unparse({ fields, data: rows }, { newline: '\n' })
  return { edition: decoupage.edition, bytes: Buffer.from(`${text}\n`) }
}

function communeRows(decoupage: Decoupage): readonly Row[] {
  const epciOf = new Map(
    decoupage.epci.flatMap(({ code: siren, membres }) => membres.map(({ code }) => [code, siren])),
  )
  const codes = oldCodes(decoupage)
  const sirens = formerSirens()
  return decoupage.communes
    .filter(isCommune)
    .map(({ code, nom, siren, population, departement, region }) => ({
      siren,
      type: 'commune',
      code,
      nom,
      population,
      departement,
      region,
      epci: epciOf.get(code),
      anciensSirens: sirens.get(code)?.join(';'),
      anciensCodes: codes.get(code)?.join(';'),
    }))
}

function groupementRows({ communes, epci, ept }: Decoupage): readonly Row[] {
  const byCode = new Map(communes.filter(isCommune).map((commune) => [commune.code, commune]))
  const rowOf =
    (type: 'epci' | 'ept') =>
    ({ code: siren, nom, type: natureEpci, membres }: Groupement): Row => {
      const members = membres.flatMap(({ code }) => byCode.get(code) ?? [])
      return {
        siren,
        type,
        nom,
        population: populationOf(members),
        departement: sharedBy(members.map(({ departement }) => departement)),
        region: sharedBy(members.map(({ region }) => region)),
        natureEpci,
      }
    }
  return [...epci.map(rowOf('epci')), ...ept.map(rowOf('ept'))]
}

function territoryRows({ communes, departements, regions }: Decoupage): readonly Row[] {
  const present = communes.filter(isCommune)
  const byDepartement = Map.groupBy(present, ({ departement }) => departement)
  const byRegion = Map.groupBy(present, ({ region }) => region)
  return [
    ...DEPARTEMENTS.map(([code, siren]): Row => {
      const { nom, region } = find(departements, code)
      const population = populationOf(byDepartement.get(code) ?? [])
      return { siren, type: 'departement', code, nom, population, departement: code, region }
    }),
    ...REGIONS.map(([code, siren]): Row => {
      const population = populationOf(byRegion.get(code) ?? [])
      return { siren, type: 'region', code, nom: find(regions, code).nom, population, region: code }
    }),
  ]
}

/** The sum of the known ones; undefined where none is. */
function populationOf(communes: readonly Commune[]): number | undefined {
  const known = communes.flatMap(({ population }) => population ?? [])
  return known.length === 0 ? undefined : known.reduce((sum, one) => sum + one, 0)
}

/** What they all are, if they are one. */
function sharedBy(values: readonly string[]): string | undefined {
  return new Set(values).size === 1 ? values[0] : undefined
}

function find<T extends { readonly code: string }>(all: readonly T[], code: string): T {
  const found = all.find((one) => one.code === code)
  if (found === undefined) throw new Error(`the package has no territory ${code}`)
  return found
}

/** No two rows have the same. */
function placeOf({ type, code, siren }: Row): string {
  return `${type} ${code ?? siren}`
}
