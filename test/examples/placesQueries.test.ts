import { describe, expect } from 'vitest'
import { demonstration as test } from '../graphql/api.ts'
import { answer, NOW } from './asked.ts'
import { onlineAt, readHistory } from './published.ts'

describe('what the queries about places and people show is what the files say', () => {
  test('of deliberations by subject', async ({ api }) => {
    type List = { readonly totalCount: number }
    const data = await answer<{ finances: List; urbanisme: List; disputees: List }>(
      api,
      'par-matiere',
    )
    const lines = onlineAt('299900035/deliberations', NOW)
    const of = (code: string) =>
      lines.filter((line) => line['DELIB_MATIERE_CODE']?.startsWith(code)).length
    const disputed = lines.filter((line) => Number(line['VOTE_CONTRE']) > 0).length
    expect([
      data.finances.totalCount,
      data.urbanisme.totalCount,
      data.disputees.totalCount,
    ]).toEqual([of('7.'), of('2.'), disputed])
  })

  test('of a street that changed its name: the same addresses', async ({ api }) => {
    type List = { readonly nodes: readonly { idBanAdresse: string; recordId: string }[] }
    const { avant, apres } = await answer<{ avant: List; apres: List }>(api, 'une-rue')
    const identified = ({ nodes }: List) =>
      nodes.map(({ idBanAdresse, recordId }) => [idBanAdresse, recordId])
    expect(identified(apres)).toEqual(identified(avant))
    const lines = onlineAt('299900043/adresses', NOW)
    const street = lines.filter((line) => line['toponyme'] === 'Rue des Lanternes')
    expect(identified(apres).map(([id]) => id)).toEqual(
      street.map((line) => line['id_ban_adresse']),
    )
  })

  test('of facilities, and the hours of the pool', async ({ api }) => {
    const { equipements, piscine } = await answer<{
      equipements: { totalCount: number }
      piscine: { nodes: readonly { history: readonly { fields: readonly object[] }[] }[] }
    }>(api, 'equipements')
    const themes = ['Equipement culturel', 'Equipement sportif et de loisirs']
    const lines = onlineAt('299900027/equipements', NOW)
    expect(equipements.totalCount).toBe(
      lines.filter((line) => themes.includes(line['EQUIP_THEME'] ?? '')).length,
    )
    expect(piscine.nodes[0]?.history.at(-1)?.fields).toEqual([
      {
        column: 'EQUIP_OUVERTURE',
        before: 'Tu-Su 10:00-19:00',
        after: 'Tu-Fr 07:30-19:00; Sa-Su 10:00-19:00',
      },
    ])
  })

  test('of the first names given most', async ({ api }) => {
    const { prenoms } = await answer<{
      prenoms: {
        aggregates: { nombreOccurrences: { sum: string } }
        nodes: readonly { nombreOccurrences: number }[]
      }
    }>(api, 'plus-donnes')
    const counts = onlineAt('299900035/prenoms', NOW)
      .filter((line) => line['ANNEE'] === '2022')
      .map((line) => Number(line['NOMBRE_OCCURRENCES']))
      .toSorted((a, b) => b - a)
    expect(prenoms.nodes.map((node) => node.nombreOccurrences)).toEqual(counts.slice(0, 10))
    expect(Number(prenoms.aggregates.nombreOccurrences.sum)).toBe(
      counts.reduce((sum, count) => sum + count, 0),
    )
  })

  test('of a merged commune: the datasets of the one that it is part of', async ({ api }) => {
    const { collectivite } = await answer<{
      collectivite: { nom: string; datasets: readonly { path: string }[] }
    }>(api, 'une-collectivite')
    const paths = readHistory()
      .datasets.filter(({ siren }) => siren === '299900035')
      .map(({ siren, slug }) => `${siren}/${slug}`)
    expect([collectivite.nom, collectivite.datasets.map(({ path }) => path)]).toEqual([
      'Aubrelune',
      paths,
    ])
  })

  test('of the duty to publish, from 3 500 inhabitants on', async ({ api }) => {
    type List = {
      readonly nodes: readonly { code: string; publicationDuty: { status: string } }[]
    }
    const data = await answer<{ en2023: List; maintenant: List }>(api, 'de-publier')
    const duties = (instant: string) =>
      onlineAt('000000000/collectivites', instant)
        .filter((line) => line['type'] === 'commune')
        .map((line) => [
          line['code'],
          Number(line['population']) < 3500 ? 'NOT_CONCERNED' : 'POPULATION_REACHED',
        ])
    const found = [data.en2023, data.maintenant].map(({ nodes }) =>
      nodes
        .map(({ code, publicationDuty }) => [code, publicationDuty.status])
        .toSorted(([a = ''], [b = '']) => (a < b ? -1 : 1)),
    )
    expect(found).toEqual([duties('2023-06-01T00:00:00+02:00'), duties(NOW)])
    expect(found[0]).not.toEqual(found[1])
  })

  test('of likely amendments', async ({ api }) => {
    interface Contract {
      readonly idMarche: string
      readonly avenantsProbables: readonly { readonly idMarche: string }[]
    }
    const { marches } = await answer<{ marches: { nodes: readonly Contract[] } }>(
      api,
      'avenants-probables',
    )
    expect(
      marches.nodes.map(({ idMarche, avenantsProbables }) => [
        idMarche,
        ...avenantsProbables.map((one) => one.idMarche),
      ]),
    ).toEqual([
      ['2023CC3B0100', '2023CC3B0101'],
      ['2023CC3B0101', '2023CC3B0100'],
    ])
  })

  test('of rows of a dataset of its own form', async ({ api }) => {
    const { lignes } = await answer<{
      lignes: { nodes: readonly { values: Readonly<Record<string, unknown>> }[] }
    }>(api, 'jeu-libre')
    const lines = onlineAt('299900027/composteurs', NOW).filter(
      (line) => line['commune'] === 'Aubrelune' && line['etat'] === 'en service',
    )
    const known = (text = '') => (text === 'NC' ? null : text)
    const expected = lines.map((line) => ({
      nom: line['nom'],
      bacs: Number(line['bacs']),
      volume_m3: known(line['volume_m3']),
      mise_en_service: known(line['mise_en_service']),
      acces_libre: line['acces_libre'] === 'oui',
    }))
    const found = lignes.nodes.map(({ values }) => values)
    expect(found).toEqual(expect.arrayContaining(expected))
    expect(found).toHaveLength(expected.length)
    const bins = found.map((values) => Number(values['bacs']))
    expect(bins).toEqual(bins.toSorted((a, b) => b - a))
  })
})
