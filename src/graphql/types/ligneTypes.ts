import { type Column, libre, publicCells } from '../../datasets/index.ts'
import type { Builder } from '../builder.ts'
import { outputOf } from './columnFields.ts'
import { type Refs, recordOf } from './refs.ts'

/** Rows of a dataset described by its own Table Schema, and what a list says of its columns. */
export function ligneType(builder: Builder, refs: Refs) {
  recordOf(refs.records, libre).implement({
    description: libre.description,
    interfaces: [refs.node, refs.record],
    fields: (t) => ({
      values: t.field({
        type: 'JSON',
        description:
          'Valeurs par nom de colonne publié, typées comme « columns » le dit : décimaux et jours en texte, vide pour une cellule vide.',
        args: {
          columns: t.arg.stringList({ description: 'Ces colonnes seulement ; toutes par défaut.' }),
        },
        resolve: ({ kind, values }, { columns }) => {
          const all = publicCells(kind, values)
          if (columns == null) return all
          return Object.fromEntries(columns.map((name) => [name, all[name] ?? null]))
        },
      }),
    }),
  })
  return builder.objectRef<Column>('LigneColumn').implement({
    description: 'Une colonne d’un jeu, d’après son schéma de table.',
    fields: (t) => ({
      name: t.string({ description: 'Nom publié.', resolve: ({ published }) => published }),
      title: t.exposeString('title', { description: 'Titre.' }),
      description: t.exposeString('description', { description: 'Ce qu’elle contient.' }),
      type: t.string({
        description: 'Type de ses valeurs : String, Int, Boolean, Decimal ou LocalDate.',
        resolve: (column) => outputOf({ columns: { it: column }, derived: {} }, 'it') ?? 'String',
      }),
      required: t.boolean({
        description: 'Si le schéma la veut toujours remplie.',
        resolve: ({ required }) => required ?? false,
      }),
    }),
  })
}
