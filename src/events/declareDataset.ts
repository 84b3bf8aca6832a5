import { randomBytes } from 'node:crypto'
import {
  collectivites,
  isStorableJson,
  KINDS,
  type Kind,
  kindOf,
  kindOfDataset,
  libre,
  pathNamed,
  REFERENCE,
} from '../datasets/index.ts'
import type { Db } from '../db/index.ts'
import { MillesimeError } from '../errors.ts'
import { appendEvent, takeSlot } from './append.ts'
import { canonicalBytes, envelope } from './leaf.ts'
import type { Declaration } from './types.ts'

/**
 * Declares a dataset: the first event of its stream. Its id is the rank of its declaration in the log, so
 * that a replay gives the same.
 *
 * @throws MillesimeError `DATASET_INVALID`, `KIND_UNKNOWN`, or `DATASET_EXISTS` with its id in the details
 */
export async function declareDataset(
  db: Db,
  declaration: Declaration,
  token: string,
  kinds: readonly Kind[] = KINDS,
): Promise<{ readonly datasetId: number; readonly position: number }> {
  checkDeclaration(declaration, kinds)
  const seed = randomBytes(32)
  const detail = canonicalBytes(declaration)
  return await db.transaction().execute(async (tx) => {
    const slot = await takeSlot(tx)
    const existing = await tx
      .selectFrom('dataset')
      .select('id')
      .where('siren', '=', declaration.siren)
      .where('slug', '=', declaration.slug)
      .executeTakeFirst()
    if (existing !== undefined) {
      const path = `${declaration.siren}/${declaration.slug}`
      throw new MillesimeError('DATASET_EXISTS', `Le jeu ${path} est déjà déclaré.`, { path })
    }
    const { declared } = await tx
      .selectFrom('dataset')
      .select((eb) => eb.fn.countAll<bigint>().as('declared'))
      .executeTakeFirstOrThrow()
    const stream = { datasetId: Number(declared) + 1, streamVersion: 1 }
    await tx
      .insertInto('public.dataset_secret')
      .values({ dataset_id: stream.datasetId, secret: randomBytes(32) })
      .execute()
    const leaf = {
      ...envelope(slot, stream, token, seed, detail),
      type: 'DatasetDeclared',
    } as const
    await appendEvent(tx, slot, leaf, detail, seed)
    return { datasetId: stream.datasetId, position: slot.position }
  })
}

const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/
const INSEE = /^([013-9]\d|2[AB1-9])\d{3}$/

function checkDeclaration(declaration: Declaration, kinds: readonly Kind[]): void {
  const { siren, slug, kind, title, nom, insee, tableSchema } = declaration
  kindOf(kind, kinds)
  const isReference = siren === REFERENCE.siren && slug === REFERENCE.slug
  const wrong = [
    /^\d{9}$/.test(siren) ? [] : ['le SIREN a neuf chiffres'],
    SLUG.test(slug) && slug.length <= 80
      ? []
      : ['le nom court (slug) s’écrit en minuscules, chiffres et tirets, 80 au plus'],
    title.trim() === '' ? ['le titre est vide'] : [],
    isStorableJson(declaration) ? [] : ['un texte contient un caractère impossible à conserver'],
    nom.trim() === '' ? ['le nom du publieur est vide'] : [],
    insee === undefined || INSEE.test(insee) ? [] : ['le code INSEE a cinq caractères'],
    kind !== collectivites.name || isReference
      ? []
      : ['le modèle « collectivites » est celui du référentiel, que le serveur publie lui-même'],
    kind !== libre.name || tableSchema !== undefined
      ? []
      : ['un jeu libre se déclare avec son schéma de table (Table Schema)'],
    kind === libre.name || tableSchema === undefined
      ? []
      : ['seul un jeu libre a son propre schéma de table'],
    wrongColumns(declaration, kinds),
  ].flat()
  if (wrong.length > 0) {
    throw new MillesimeError('DATASET_INVALID', `Déclaration refusée : ${wrong.join(' ; ')}.`, {
      wrong,
    })
  }
}

/** What is wrong with the columns that a declaration names. */
function wrongColumns(declaration: Declaration, kinds: readonly Kind[]): readonly string[] {
  const { kind: name, tableSchema = null, mapping = {}, constants = {} } = declaration
  const kind = kindOfDataset({ kind: name, tableSchema }, kinds)
  const mapped = Object.entries(mapping)
  const designated = mapped.map(([, column]) => pathNamed(kind, column))
  const named = [...Object.values(mapping), ...Object.keys(constants)]
  return [
    ...[...new Set(named)]
      .filter((column) => pathNamed(kind, column) === undefined)
      .map((column) => `le modèle n’a pas de colonne « ${column} »`),
    ...mapped
      .filter(([source]) => source.trim() === '')
      .map(([, column]) => `la colonne « ${column} » est rapprochée d’un en-tête vide`),
    ...mapped
      .filter((_, i) => designated[i] !== undefined && designated.indexOf(designated[i]) < i)
      .map(([source, column]) => `« ${source} » désigne « ${column} » comme un autre en-tête`),
    ...Object.entries(constants)
      .filter(([column, value]) => value.trim() === '' || pathNamed(kind, column)?.includes('.'))
      .map(([column, value]) =>
        value.trim() === ''
          ? `la constante « ${column} » est vide`
          : `« ${column} » est dans une liste d’objets et ne peut pas être une constante`,
      ),
  ]
}
