import type { Builder } from '../builder.ts'
import { fieldChanges } from '../lifeOf.ts'
import { keyOf, present } from './recordTypes.ts'
import type { FieldChange, Refs } from './refs.ts'

/** Changes of records, and the steps of a record's life. */
export function changeTypes(builder: Builder, refs: Refs): void {
  const fieldChange = builder.objectRef<FieldChange>('FieldChange').implement({
    description: 'Une cellule qui diffère.',
    fields: (t) => ({
      field: t.exposeString('field', { description: 'Champ de l’API.' }),
      column: t.exposeString('column', { description: 'Colonne, sous son nom publié.' }),
      before: t.field({
        type: 'JSON',
        nullable: true,
        description: 'Valeur avant ; vide s’il n’y en avait pas.',
        resolve: ({ before }) => before,
      }),
      after: t.field({
        type: 'JSON',
        nullable: true,
        description: 'Valeur après ; vide s’il n’y en a plus.',
        resolve: ({ after }) => after,
      }),
    }),
  })
  const kind = { type: refs.changeKind, description: 'Ce qui est arrivé.' } as const
  refs.revision.implement({
    description: 'Une étape de la vie d’un enregistrement.',
    fields: (t) => ({
      kind: t.field({ ...kind, resolve: ({ kind }) => kind }),
      version: t.field({
        type: refs.version,
        description: 'La version qui l’a fait.',
        resolve: async ({ tick, of }, _args, { loaders }) =>
          present(await loaders.versionByTick.load({ state: of.state, key: tick })),
      }),
      record: t.field({
        type: refs.record,
        nullable: true,
        description: 'L’enregistrement après cette étape ; vide s’il est retiré.',
        resolve: ({ record }) => record ?? null,
      }),
      fields: t.field({
        type: [fieldChange],
        description: 'Cellules qui ont changé.',
        resolve: ({ fields }) => [...fields],
      }),
    }),
  })
  refs.change.implement({
    description: 'Un enregistrement ajouté, retiré ou modifié entre deux états.',
    fields: (t) => ({
      kind: t.field({ ...kind, resolve: ({ kind }) => kind }),
      key: t.string({
        description: 'Ce qui distingue l’enregistrement dans son jeu, lisible.',
        resolve: ({ before, after }) => keyOf(present(after ?? before)),
      }),
      before: t.field({
        type: refs.record,
        nullable: true,
        description: 'L’enregistrement avant.',
        resolve: ({ before }) => before ?? null,
      }),
      after: t.field({
        type: refs.record,
        nullable: true,
        description: 'L’enregistrement après.',
        resolve: ({ after }) => after ?? null,
      }),
      fields: t.field({
        type: [fieldChange],
        description: 'Cellules qui diffèrent ; toutes, pour un ajout ou un retrait.',
        resolve: ({ before, after }) => [...fieldChanges(before, after)],
      }),
      entersSelection: t.boolean({
        description: 'S’il ne répond au filtre qu’après.',
        resolve: ({ matchesBefore, matchesAfter }) => matchesAfter && !matchesBefore,
      }),
      leavesSelection: t.boolean({
        description: 'S’il ne répond au filtre qu’avant.',
        resolve: ({ matchesBefore, matchesAfter }) => matchesBefore && !matchesAfter,
      }),
    }),
  })
}
