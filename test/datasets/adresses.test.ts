import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { adresses } from '../../src/datasets/adresses.ts'
import {
  type Cells,
  candidateKeys,
  columnsAt,
  factsAt,
  type SchemaVersion,
} from '../../src/datasets/index.ts'
import { sharedFolder, testShared } from '../shared.ts'

function shared(path: string): string {
  return readFileSync(join(sharedFolder ?? '', path)).toString()
}

function headerOf(file: string): readonly string[] {
  const [line = ''] = shared(`data/bal/${file}`)
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
  return line.split(';')
}

function version(name: string): SchemaVersion {
  const schema = adresses.schemas.find((one) => one.version === name)
  if (schema === undefined) throw new Error(`no version ${name}`)
  return schema
}

function namesOf(schema: SchemaVersion): readonly string[] {
  return schema.columns.map((column) => factsAt(adresses, schema, column).published)
}

/** The rows of the table of columns in a text of the specification: name, and an X if it is required. */
function tableOf(text: string): readonly (readonly [name: string, required: boolean])[] {
  const [, after = ''] = text.split(/^ +attribut +(?:obligatoire +)?description.*$/m)
  const [table = ''] = after.split('* exemple fictif')
  return [...table.matchAll(/^ {3}([a-z_]+)(?: +(X)\b)?/gm)].map(([, name = '', x]) => [
    name,
    x !== undefined,
  ])
}

describe('the versions of the Base adresse locale', () => {
  for (const name of ['1.1', '1.2']) {
    testShared(`${name} is the text that we read, and the columns of its table`, async () => {
      const text = shared(`schemas/base-adresse-locale-${name}-aitf-spec.txt`)
      expect(createHash('sha256').update(text).digest('hex')).toBe(version(name).sha256)
      expect(namesOf(version(name))).toEqual(tableOf(text).map(([column]) => column))
    })
  }

  testShared('1.2 requires the columns that its table marks, and no other', async () => {
    const schema = version('1.2')
    const ours = schema.columns.map((column) => {
      const { published, required = false } = factsAt(adresses, schema, column)
      return [published, required]
    })
    expect(ours).toEqual(tableOf(shared('schemas/base-adresse-locale-1.2-aitf-spec.txt')))
  })

  testShared('name the columns of real files', async () => {
    expect(namesOf(version('1.1'))).toEqual(headerOf('validateur-sample.csv'))
    expect(namesOf(version('1.3'))).toEqual(headerOf('aitf-bal_simple_v1.3.csv'))
    expect(namesOf(version('1.4'))).toEqual(headerOf('aitf-bal_simple_v1.4.csv'))
    expect(namesOf(version('1.4')).toSorted()).toEqual(
      headerOf('ban-plateforme-adresses-21286_cocorico.1.4.csv').toSorted(),
    )
  })

  test.each(adresses.schemas)('$version differs only by columns that it has', (schema) => {
    for (const column of schema.columns) {
      expect(factsAt(adresses, schema, column).title, column).not.toBe('')
    }
    expect(schema.columns).toEqual(expect.arrayContaining([...Object.keys(schema.differs ?? {})]))
    expect(new Set(schema.columns).size).toBe(schema.columns.length)
  })

  test.each(['1.1', '1.2'])('%s takes the keys that its text gives as examples', (name) => {
    const { pattern = '' } = factsAt(adresses, version(name), 'cleInterop')
    const form = new RegExp(`^(?:${pattern})$`)
    for (const key of [
      '35250_1658_00021',
      '35250_1658_00021_bis_a',
      '78456_4562_00123_a_a',
      '35250_x042_00020',
      '2a004_7896_00012',
    ]) {
      expect(key).toMatch(form)
    }
    for (const key of [
      '2A004_7896_00012',
      '67482_4765_195',
      '67482_5740_00008_BIS',
      '3525_1658_00021',
    ]) {
      expect(key).not.toMatch(form)
    }
  })

  test('ask for a place since 1.2, and for identifiers since 1.5', () => {
    const required = ['x', 'position', 'cleInterop', 'certificationCommune', 'idBanToponyme']
    const asked = adresses.schemas.map((schema) => {
      const columns = columnsAt(adresses, schema)
      return [schema.version, ...required.filter((name) => columns[name]?.required)]
    })
    expect(asked).toEqual([
      ['1.1', 'cleInterop'],
      ['1.2', 'x', 'position', 'cleInterop'],
      ['1.3', 'x', 'cleInterop', 'certificationCommune'],
      ['1.4', 'x', 'cleInterop', 'certificationCommune'],
      ['1.5', 'x', 'certificationCommune', 'idBanToponyme'],
    ])
  })
})

describe('uid_adresse', () => {
  const a = 'fe09df05-3da5-4799-9e3a-0a5709657e4a'
  const v = 'c082ad89-cf14-4944-8f6f-e1d0947b92c8'
  const c = '3647a1f3-8909-4aee-b7a4-ed1a8598302f'

  function read(text: string): readonly (string | undefined)[] {
    const { idBanAdresse, idBanToponyme, idBanCommune } = adresses.upcasts.uidAdresse.into
    return [idBanAdresse, idBanToponyme, idBanCommune].map((one) => text.match(one)?.[1])
  }

  test('gives its three identifiers in any order', () => {
    for (const text of [`@a:${a} @v:${v} @c:${c}`, `@c:${c} @a:${a} @v:${v}`]) {
      expect(read(text)).toEqual([a, v, c])
    }
    expect(read(`@v:${v} @c:${c}`)).toEqual([undefined, v, c])
  })

  test('gives nothing of an identifier that is not whole', () => {
    expect(read(`@a:${a}0 @v:${v.slice(1)} @c:${c},`)).toEqual([undefined, undefined, undefined])
    expect(read('00000045813697')).toEqual([undefined, undefined, undefined])
  })
})

describe('candidateKeys of an address', () => {
  const words: Cells = {
    communeInsee: '99901',
    toponyme: 'Rue de l’École',
    numero: 12,
    suffixe: 'bis',
  }
  const named: Cells = { ...words, cleInterop: '99901_0042_00012_bis' }
  const identified: Cells = { ...named, idBanAdresse: '0b9c1d2e-4f50-4a61-8b72-93a4b5c6d7e8' }

  test('are its identifier, then its interoperability key, then its words', () => {
    const folded = ['99901', "rue de l'ecole", 12, 'bis']
    const interop = ['99901_0042_00012_bis']
    expect(candidateKeys(adresses, identified)).toEqual([
      ['0b9c1d2e-4f50-4a61-8b72-93a4b5c6d7e8'],
      interop,
      folded,
    ])
    expect(candidateKeys(adresses, named)).toEqual([undefined, interop, folded])
    expect(candidateKeys(adresses, words)).toEqual([undefined, undefined, folded])
  })

  test('are the same when an accent or a capital is corrected', () => {
    const shouted = { ...words, toponyme: "RUE DE L'ECOLE", suffixe: 'BIS' }
    expect(candidateKeys(adresses, shouted)).toEqual(candidateKeys(adresses, words))
  })

  test('do not need the commune, which 1.1 does not give, nor a suffix', () => {
    expect(candidateKeys(adresses, { toponyme: 'Le Pré', numero: 99999 })).toEqual([
      undefined,
      undefined,
      [null, 'le pre', 99999, null],
    ])
  })

  test('are none without a number or a name', () => {
    for (const cells of [{ communeInsee: '99901', numero: 12 }, { toponyme: 'Le Pré' }]) {
      expect(candidateKeys(adresses, cells)).toEqual([undefined, undefined, undefined])
    }
  })

  test('are those of all its positions, which their place orders', () => {
    const parcel = { ...identified, position: 'parcelle', long: '-1.5', lat: '48', x: '1', y: '2' }
    expect(candidateKeys(adresses, parcel)).toEqual(candidateKeys(adresses, identified))
    expect(adresses.tie).toEqual(['position', 'long', 'lat', 'x', 'y'])
  })
})
