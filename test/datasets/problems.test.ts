import { expect, test } from 'vitest'
import { PROBLEMS } from '../../src/datasets/index.ts'

/** Why each problem that refuses a file may: the reasons that the design lists, and no other. */
const BLOCKING: Readonly<Record<string, readonly string[]>> = {
  'nothing can be read': [
    'fichier_vide',
    'fichier_binaire',
    'fichier_html',
    'fichier_sans_tableau',
    'archive_illisible',
    'archive_excessive',
    'archive_vide',
    'tableur_illisible',
    'tableur_trop_lourd',
    'document_illisible',
    'guillemet_ouvert',
  ],
  'what to read is not known': [
    'archive_de_plusieurs_fichiers',
    'feuille_inconnue',
    'feuille_sans_tableur',
    'modele_inconnu',
    'modele_ambigu',
    'colonne_en_double',
  ],
  'no row has a usable key': ['colonne_de_cle_absente', 'aucune_cle'],
  'a row has a wrong width': ['largeur_de_ligne'],
}

test('a file is refused for the reasons of the design alone', () => {
  const blocking = Object.entries(PROBLEMS).flatMap(([code, [severity]]) =>
    severity === 'bloquant' ? [code] : [],
  )
  expect(blocking.toSorted()).toEqual(Object.values(BLOCKING).flat().toSorted())
})
