import type { Kind } from '../../src/datasets/index.ts'

/** A kind of two candidate keys, as a kind file would write it. */
export const toyKind: Kind = {
  name: 'lieux',
  table: 'lieu',
  typeName: 'Lieu',
  title: 'Lieux',
  description: 'Lieu d’essai.',
  noun: { one: 'lieu', many: 'lieux', feminine: false },
  schemas: [
    {
      name: 'essai/lieux',
      version: '1',
      source: 'https://exemple.fr',
      sha256: '',
      columns: ['uid', 'nom'],
    },
  ],
  columns: {
    uid: text('uid', 'code'),
    ancien: text('ancien', 'code'),
    nom: text('nom', 'texte'),
    ouvert: { ...text('ouvert', 'code'), type: 'booleen' },
    siret: text('siret', 'siret'),
  },
  derived: {
    siren: { of: 'siret', as: 'siren', title: 'SIREN', description: 'SIREN du lieu.' },
  },
  keys: [
    [{ of: ['uid', 'ancien'], necessary: true }],
    [{ of: ['nom'], folded: true, necessary: true }, { of: ['ouvert'] }],
  ],
  tie: [],
  about: { siren: 'siren' },
  rules: [],
  measures: [],
}

function text(name: string, type: 'texte' | 'code' | 'siret') {
  return {
    type,
    published: name.toUpperCase(),
    title: name,
    description: `${name}.`,
    personal: 'never' as const,
  }
}
