import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readXml } from '../../../src/ingest/read/readXml.ts'
import { sharedFolder, testShared } from '../../shared.ts'
import { documents } from './pieces.ts'

const ELEMENTS = new Set(['marche', 'contrat-concession'])

const { read, readAnyhow } = documents(readXml, ELEMENTS)

/** The tree of a record of this content. */
async function treeOf(content: string) {
  const found = await readAnyhow(`<marches><marche>${content}</marche></marches>`)
  expect(found).toHaveLength(1)
  return found.map((one) => ('tree' in one ? one.tree : one))[0]
}

describe('readXml', () => {
  test('finds the records, under any number of elements and with any prefix', async () => {
    const text = `<?xml version="1.0" encoding="UTF-8"?>
      <!-- <marche><id>0</id></marche> -->
      <d:marches xmlns:d="urn:decp"><version>2</version>hors marché<lot>
        <marche><id>1</id></marche><d:contrat-concession><d:id>2</d:id></d:contrat-concession>
      </lot><?php x ?><marche numero="3"><id>3</id></marche></d:marches>
    `
    expect(await readAnyhow(text)).toEqual([
      { rank: 1, element: 'marche', tree: { id: '1' } },
      { rank: 2, element: 'contrat-concession', tree: { id: '2' } },
      { rank: 3, element: 'marche', tree: { id: '3' } },
    ])
    expect(await readAnyhow('<marche><id>1</id></marche>')).toMatchObject([{ rank: 1 }])
    expect(await readAnyhow('<marches/>')).toEqual([])
  })

  test.each([
    ['<id> 1\n</id>', { id: '1' }],
    ['<montant>25.0</montant><taux>0.1</taux>', { montant: '25.0', taux: '0.1' }],
    ['<a/><b></b><c> \n</c><d x="1"/>', { a: null, b: null, c: null, d: null }],
    ['<a>1</a><b>2</b><a>3</a><a/>', { a: ['1', '3', null], b: '2' }],
    ['<o><t><id>1</id></t><t><id>2</id></t></o>', { o: { t: [{ id: '1' }, { id: '2' }] } }],
    [
      '<tarifs><tarif><tarif>14.29</tarif></tarif></tarifs>',
      { tarifs: { tarif: { tarif: '14.29' } } },
    ],
    ['<marche>1</marche>', { marche: '1' }],
    [
      '<objet>&lt;b&gt; &amp;amp; &quot;l&apos;eau&quot; &#233;&#xE9;&#x1F600;</objet>',
      { objet: '<b> &amp; "l\'eau" éé😀' },
    ],
    ['<objet>a<![CDATA[ <b> &amp; ]] ]>]]>c</objet>', { objet: 'a <b> &amp; ]] ]>c' }],
    ['<objet>a<!-- rien -->b<?x y?>c</objet>', { objet: 'abc' }],
    [
      '<a xmlns:xsi="urn:x" xsi:nil="true">1</a><b xsi:nil="1"/><c xsi:nil="false">1</c>',
      { a: null, b: null, c: '1' },
    ],
    ['avant<a>1</a> après ', { '#text': 'avant après', a: '1' }],
    ['<o>texte <b>gras</b></o>', { o: { '#text': 'texte', b: 'gras' } }],
    ['texte', { '#text': 'texte' }],
    ['', {}],
    ['<constructor>1</constructor><toString/>', { constructor: '1', toString: null }],
  ])('reads %s', async (content, tree) => {
    expect(await treeOf(content)).toEqual(tree)
  })

  test('reads an element of any name as a value of the record', async () => {
    const tree = await treeOf('<__proto__><a>1</a></__proto__>')
    expect(Object.entries(tree ?? {})).toEqual([['__proto__', { a: '1' }]])
    expect(await readAnyhow('<l><marche xsi:nil="true"/><marche/></l>')).toEqual([
      { rank: 1, element: 'marche', tree: {} },
      { rank: 2, element: 'marche', tree: {} },
    ])
  })

  const one = '<l><marche><id>1</id></marche>'
  test.each([
    [one, 1, 'ligne 1 : document coupé avant sa fin'],
    [`${one}<marche>`, 1, 'ligne 1 : document coupé avant sa fin'],
    [`${one}\n<marche><id>2</id></mar`, 1, 'ligne 2 : document coupé avant sa fin'],
    [
      `${one}\n<marche><id>2</id>\n</marches></l>`,
      1,
      'ligne 3 : balise fermante sans rapport avec la balise ouverte',
    ],
    [
      `${one}<marche><id>2</marche></l>`,
      1,
      'ligne 1 : balise fermante sans rapport avec la balise ouverte',
    ],
    [`${one}</l></l>`, 1, 'ligne 1 : balise fermante sans balise ouvrante'],
    [`${one}</l><l/>`, 1, 'ligne 1 : plusieurs éléments à la racine'],
    [`${one}</l> x`, 1, 'ligne 1 : texte hors de l’élément racine'],
    ['x', 0, 'ligne 1 : texte hors de l’élément racine'],
    ['', 0, 'ligne 1 : document sans élément'],
    [`${one}<marche><id>&eacute;</id></marche></l>`, 1, 'ligne 1 : entité inconnue'],
    [`${one}<marche><id>\u0002</id></marche></l>`, 1, 'ligne 1 : caractère interdit en XML'],
    [`${one}<marche><id>\uFFFE</id></marche></l>`, 1, 'ligne 1 : caractère interdit en XML'],
    [
      `${one}<marche><id>&#2;</id></marche></l>`,
      1,
      'ligne 1 : référence à un caractère interdit en XML',
    ],
    [
      `<?xml version="1.1"?>${one}<marche><id>&#2;</id></marche></l>`,
      1,
      'ligne 1 : référence à un caractère interdit en XML',
    ],
    [`${one}<marche><id>1 < 2</id></marche></l>`, 1, 'ligne 1 : balise mal écrite'],
    [`${one}<marche n=2/></l>`, 1, 'ligne 1 : attribut mal écrit'],
    [`\n<?xml version="1.0"?>${one}</l>`, 0, 'ligne 2 : déclaration XML mal écrite ou mal placée'],
    ['<!DOCTYPE marches><marches/>', 0, 'ligne 1 : déclaration DOCTYPE refusée'],
    [
      '<!DOCTYPE l [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>\n<l><marche>&b;</marche></l>',
      0,
      'ligne 1 : déclaration DOCTYPE refusée',
    ],
    [
      '<!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/passwd">]><l/>',
      0,
      'ligne 1 : déclaration DOCTYPE refusée',
    ],
    [`${one}<!DOCTYPE l></l>`, 1, 'ligne 1 : déclaration DOCTYPE refusée'],
    [`${one}<!ENTITY a "b"></l>`, 1, 'ligne 1 : XML mal formé'],
  ])('gives what comes before the error of %j', async (text, brokenAfter, reason) => {
    const found = await readAnyhow(text)
    expect(found.at(-1)).toEqual({ brokenAfter, reason })
    const before = [{ rank: 1, element: 'marche', tree: { id: '1' } }]
    expect(found.slice(0, -1)).toEqual(brokenAfter === 0 ? [] : before)
  })

  test.each([
    ['<id>a\nb & c</id></marche></l>', 4],
    ['<id>a\nb & c</id></marche>\n<marche><id>&lt;</id></marche></l>', 4],
    ['<id>\n&amp; &b</id></marche></l>', 4],
    ['<id\nn="a & b"/></marche></l>', 4],
    ['<id>1</id><!-- rien & rien -->\n<nom>\na && b</nom></marche></l>', 5],
    [`<id>${'a '.repeat(9000)}\n&</id>${'\n<o>b</o>'.repeat(300_000)};`, 4],
  ])('tells where a lone « & » is, in %.60j', async (content, line) => {
    const reason = `ligne ${line} : « & » isolé, qui s’écrit « &amp; »`
    const text = `${one}\n\n<marche>${content}`
    const found = text.length < 1000 ? await readAnyhow(text) : await read(text)
    expect(found.slice(1)).toEqual([{ brokenAfter: 1, reason }])
  })

  test.each([
    ['<id>a &am', 'document coupé avant sa fin'],
    ['<id>a &', 'document coupé avant sa fin'],
    ['<!-- a & b', 'document coupé avant sa fin'],
    ['<![CDATA[a & b', 'document coupé avant sa fin'],
    ['<id>a & b;c</id>', '« & » isolé, qui s’écrit « &amp; »'],
    ['<id>\u0002</id><nom>a & b</nom>', 'caractère interdit en XML'],
    ['<id>&nbsp; &</id>', 'entité inconnue'],
  ])('does not take another error for a lone « & », in %j', async (content, reason) => {
    expect((await readAnyhow(`${one}<marche>${content}`)).slice(1)).toEqual([
      { brokenAfter: 1, reason: `ligne 1 : ${reason}` },
    ])
  })

  test('does not give a record that another tag closes', async () => {
    expect(await readAnyhow('<l><marche><id>1</id></l>')).toEqual([
      { brokenAfter: 0, reason: 'ligne 1 : balise fermante sans rapport avec la balise ouverte' },
    ])
  })

  test('reads a hundred levels and no more', async () => {
    const levels = (inside: number) => `${'<l>'.repeat(inside)}<marche/>${'</l>'.repeat(inside)}`
    expect(await readAnyhow(levels(99))).toEqual([{ rank: 1, element: 'marche', tree: {} }])
    const broken = [{ brokenAfter: 0, reason: 'ligne 1 : plus de 100 niveaux d’imbrication' }]
    expect(await readAnyhow(levels(100))).toEqual(broken)
    expect(await readAnyhow(`<marche>${levels(99)}</marche>`)).toEqual(broken)
  })

  test('gives up on a text of millions of characters, and on a record of millions of values', async () => {
    const text = [{ brokenAfter: 1, reason: 'ligne 1 : un texte de plus de 2 Mio' }]
    const longest = 'a'.repeat(2 * 1024 * 1024 - 1)
    expect(await read(`<l><marche/><marche>${longest}</marche></l>`)).toMatchObject([
      { rank: 1 },
      { rank: 2 },
    ])
    expect((await read(`<l><marche/><marche>${longest}aa</marche></l>`)).slice(1)).toEqual(text)
    expect((await read(`<l><marche/><marche x="${longest}"/></l>`)).slice(1)).toEqual(text)

    // Several records may weigh more together.
    const heavy = `<marche>${`<a>${longest}</a>`.repeat(3)}</marche>`
    expect(await read(`<l>${heavy}${heavy}</l>`)).toMatchObject([{ rank: 1 }, { rank: 2 }])

    async function* endless(head: string, again: string) {
      yield head
      for (let given = 0; given < 32 * 1024 * 1024; given += 16_384 * again.length)
        yield again.repeat(16_384)
    }
    const readOn = async (head: string, again: string) =>
      (await Array.fromAsync(readXml(endless(head, again), ELEMENTS))).flat().slice(1)
    expect(await readOn('<l><marche/><marche>', 'abc ')).toEqual(text)
    expect(await readOn('<l><marche/><marche><![CDATA[', 'abc ')).toEqual(text)
    expect(await readOn('<l><marche/><!--', 'abc ')).toEqual(text)
    expect(await readOn('<l><marche/><marche ', 'a="" ')).toEqual(text)
    const record = [{ brokenAfter: 1, reason: 'ligne 1 : un enregistrement de plus de 8 Mio' }]
    expect(await readOn('<l><marche/><marche>', '<a/>')).toEqual(record)
    expect(await readOn('<l><marche/><marche>', `${'a'.repeat(99)}<!-- -->`)).toEqual(record)
  })

  test('asks for no more text than what was read so far', async () => {
    let given = 0
    async function* text() {
      for (;;) {
        given += 1
        yield given === 1 ? '<l><marche/>' : '<marche/>'
      }
    }
    let taken = 0
    for await (const batch of readXml(text(), ELEMENTS)) {
      taken += batch.length
      expect(given).toBe(taken)
      if (taken === 5) break
    }
    expect(given).toBe(5)
  })

  test('reads any texts, however they are written and cut', async () => {
    const character = fc.constantFrom(...'aé&<>"\']-\t\n ', '😀')
    const written = character.chain((it) =>
      fc
        .constantFrom(
          `&#${it.codePointAt(0)};`,
          `&#x${it.codePointAt(0)?.toString(16)};`,
          `<![CDATA[${it}]]>`,
          it.replace('&', '&amp;').replace('<', '&lt;').replace('>', '&gt;'),
        )
        .map((as) => ({ it, as })),
    )
    const texts = fc.array(fc.array(written, { minLength: 1, maxLength: 8 }), {
      minLength: 2,
      maxLength: 6,
    })
    const places = fc.array(fc.nat({ max: 300 }), { maxLength: 6 })
    const property = fc.asyncProperty(texts, places, async (all, cuts) => {
      const document = `<marche>${all.map((text) => `<a>${text.map(({ as }) => as).join('')}</a>`).join('\n')}</marche>`
      const within = cuts.filter((cut) => cut <= Buffer.byteLength(document))
      const a = all.map(
        (text) =>
          text
            .map(({ it }) => it)
            .join('')
            .trim() || null,
      )
      expect(await read(document, within)).toEqual([{ rank: 1, element: 'marche', tree: { a } }])
    })
    await fc.assert(property, { seed: 1, numRuns: 1000 })
  })

  testShared('reads the marchés and concessions of the official examples', async () => {
    const recordsOf = async (name: string) => {
      const found = await read(await readFile(join(sharedFolder ?? '', 'data/marches', name)))
      return found.map((one) => ('tree' in one ? { element: one.element, ...one.tree } : one))
    }
    expect(await recordsOf('format-cp-2.0.2-Marche.xml')).toMatchObject([
      {
        element: 'marche',
        id: 'TEST2022',
        marcheInnovant: 'oui',
        origineUE: '0.1',
        considerationsSociales: { considerationSociale: ['Clause sociale', 'Critère social'] },
        techniques: { technique: ['Concours', 'Accord-cadre'] },
        titulaires: { titulaire: { id: '55204599900869', typeIdentifiant: 'SIRET' } },
        montant: '575000',
      },
      { element: 'marche', lieuExecution: { code: '75000', typeCode: 'Code postal' } },
    ])
    const concession = {
      element: 'contrat-concession',
      valeurGlobale: '10.3',
      donneesExecution: {
        donneesAnnuelles: {
          datePublicationDonneesExecution: '2024-04-18',
          depensesInvestissement: '15.3',
          tarifs: { tarif: { intituleTarif: 'Intitulé du tarif', tarif: '14.29' } },
        },
      },
      concessionnaires: {
        concessionnaire: [
          { typeIdentifiant: 'SIRET', id: '38103128500491' },
          { typeIdentifiant: 'SIRET', id: '38103128500574' },
        ],
      },
      modifications: { modification: { id: '1', dureeMois: '14', valeurGlobale: '25.0' } },
    }
    expect(await recordsOf('format-cp-2.0.2-Contrat-concession-modification.xml')).toMatchObject([
      concession,
      concession,
    ])
  })
})
