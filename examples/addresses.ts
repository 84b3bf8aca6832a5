import { changed, without } from './edits.ts'
import { type Place, placeAt } from './places.ts'

/** One line of a file of addresses, before it is written. */
export interface Address {
  readonly street: Street
  readonly numero: number
  readonly suffixe: string
  /** Serial of its identifier; none for a street or hamlet without numbers. */
  readonly serial: number | null
  readonly position: string
  readonly place: Place
  readonly parcel: string
  /** AAAA-MM-JJ */
  readonly updated: string
  readonly certified: boolean
}

/** A street or a hamlet. */
export interface Street {
  readonly code: string
  readonly nom: string
}

/** The number of a line that names a place without numbers. */
const NO_NUMBER = 99_999

const FIRST_DAY = '2022-05-02'

const LAVOIR: Street = { code: '0010', nom: 'Place du Lavoir' }
const SAULES: Street = { code: '0020', nom: 'Rue des Saules' }
const PUITS: Street = { code: '0030', nom: 'Rue du Puits' }
const MOULIN: Street = { code: '0040', nom: 'Chemin du Moulin' }
const DETOUR: Street = { code: 'B001', nom: 'Le Grand Détour' }

/** The same street, once the council has renamed it. */
const LANTERNES: Street = { ...PUITS, nom: 'Rue des Lanternes' }

/**
 * The three files of the village, oldest first: a street is renamed, then a house is placed where it stands,
 * one is built and one is pulled down.
 */
export function addressVersions(): readonly (readonly Address[])[] {
  const first = [
    ...street(LAVOIR, 1, [0, 40], [12, 0], [1, 2, 3, 4]),
    ...street(SAULES, 11, [60, 20], [14, 6], [1, 2, 3, 4, 5, 6, 8, 10, 12, 14, 16]),
    ...street(PUITS, 31, [-50, -30], [-9, 15], [1, 2, 3, 5, 7]),
    ...street(MOULIN, 51, [200, -180], [45, -20], [2, 4, 6, 10, 14, 18, 22]),
    delivered(street(LAVOIR, 1, [0, 40], [12, 0], [1])),
    hamlet(DETOUR, [900, -700]),
  ]
  const renamed = first.map((address) =>
    address.street === PUITS ? { ...address, street: LANTERNES, updated: '2024-03-04' } : address,
  )
  const moved = changed(renamed, serialIs(53), {
    place: placeAt(312, -241),
    updated: '2025-09-15',
  })
  const built: Address = {
    street: SAULES,
    numero: 8,
    suffixe: 'bis',
    serial: 25,
    position: 'entrée',
    place: placeAt(149, 55),
    parcel: parcelOf(25),
    updated: '2025-09-15',
    certified: false,
  }
  return [first, renamed, [...without(moved, serialIs(57)), built]]
}

/** The houses of a street, one step after the other from its beginning. */
function street(
  street: Street,
  serial: number,
  [east, north]: readonly [number, number],
  [stepEast, stepNorth]: readonly [number, number],
  numbers: readonly number[],
): readonly Address[] {
  return numbers.map((numero, i) => ({
    street,
    numero,
    suffixe: '',
    serial: serial + i,
    position: 'entrée',
    place: placeAt(east + i * stepEast, north + i * stepNorth),
    parcel: parcelOf(serial + i),
    updated: FIRST_DAY,
    certified: i % 4 !== 3,
  }))
}

/** The second position of an address: where its letters are left. */
function delivered([address]: readonly Address[]): Address {
  if (address === undefined) throw new Error('no address to deliver to')
  return { ...address, position: 'délivrance postale', place: placeAt(4, 33) }
}

function hamlet(street: Street, [east, north]: readonly [number, number]): Address {
  return {
    street,
    numero: NO_NUMBER,
    suffixe: '',
    serial: null,
    position: 'segment',
    place: placeAt(east, north),
    parcel: '',
    updated: FIRST_DAY,
    certified: true,
  }
}

function parcelOf(serial: number): string {
  return `999020000AB${String(serial).padStart(4, '0')}`
}

function serialIs(serial: number): (address: Address) => boolean {
  return (address) => address.serial === serial
}
