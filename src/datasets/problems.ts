/**
 * How serious a problem is. `bloquant` refuses the whole file; `erreur` and `avertissement` are
 * published with the record that has them.
 */
export type Severity = 'bloquant' | 'erreur' | 'avertissement'

/** Every problem a file can have, with what it means for the person who published it. */
export const PROBLEMS = {
  // of a file
  fichier_vide: ['bloquant', 'Le fichier ne contient aucune ligne de données.'],
  fichier_binaire: ['bloquant', 'Le fichier n’est pas du texte : exporter le tableau en CSV.'],
  fichier_html: ['bloquant', 'Le fichier est une page web et non des données.'],
  fichier_sans_tableau: ['bloquant', 'Le fichier est un texte sans colonnes.'],
  archive_illisible: [
    'bloquant',
    'L’archive est abîmée, chiffrée ou d’une forme inconnue : envoyer le fichier qu’elle contient.',
  ],
  archive_excessive: [
    'bloquant',
    'L’archive se décompresse en beaucoup plus qu’un fichier de données : elle est refusée.',
  ],
  archive_vide: ['bloquant', 'L’archive ne contient aucun fichier de données.'],
  archive_de_plusieurs_fichiers: [
    'bloquant',
    'L’archive contient plusieurs fichiers de données : les publier un par un.',
  ],
  tableur_illisible: [
    'bloquant',
    'Le tableur est abîmé, protégé ou d’une forme inconnue : l’exporter en CSV.',
  ],
  tableur_trop_lourd: ['bloquant', 'Le tableur est trop lourd pour être lu : l’exporter en CSV.'],
  feuille_inconnue: [
    'bloquant',
    'Le tableur n’a aucune feuille de ce nom : choisir parmi les siennes.',
  ],
  feuille_sans_tableur: [
    'bloquant',
    'Une feuille est demandée et le fichier n’est pas un tableur : ne pas la demander.',
  ],
  autres_feuilles: [
    'avertissement',
    'Le tableur a d’autres feuilles remplies : elles ne sont pas lues.',
  ],
  document_illisible: [
    'bloquant',
    'Le document JSON ou XML est mal formé : rien après cet endroit ne peut être lu.',
  ],
  modele_inconnu: [
    'bloquant',
    'Aucun modèle connu n’a ces colonnes : dire lequel est le bon (--kind) et ce que sont ses colonnes (--map).',
  ],
  modele_ambigu: [
    'bloquant',
    'Plusieurs modèles ont ces colonnes : dire lequel est le bon (--kind).',
  ],
  colonne_absente: ['erreur', 'Le modèle demande cette colonne et le fichier ne l’a pas.'],
  colonne_de_cle_absente: [
    'bloquant',
    'Il manque une colonne sans laquelle rien n’identifie les lignes.',
  ],
  colonne_en_double: [
    'bloquant',
    'Plusieurs en-têtes désignent la même colonne du modèle : dire lequel est le bon (--map).',
  ],
  en_tete_ecarte: [
    'avertissement',
    'Un autre en-tête est le nom officiel de cette colonne : celui-ci n’est gardé que dans l’original.',
  ],
  en_tete_declare_absent: [
    'avertissement',
    'Le jeu déclare la colonne de cet en-tête et le fichier ne l’a pas.',
  ],
  aucune_cle: ['bloquant', 'Aucune ligne n’a de quoi être identifiée.'],
  // of a row
  largeur_de_ligne: ['bloquant', 'La ligne n’a pas autant de cellules que l’en-tête.'],
  guillemet_ouvert: ['bloquant', 'Un guillemet ouvert n’est jamais refermé.'],
  cellule_sans_en_tete: [
    'avertissement',
    'La ligne continue au-delà du dernier en-tête : ce qui dépasse n’est gardé que dans l’original.',
  ],
  un_de_requis: ['erreur', 'Au moins une de ces colonnes doit être remplie.'],
  ligne_sans_cle: [
    'avertissement',
    'La ligne n’a pas de quoi être suivie d’une version à l’autre.',
  ],
  sommes_differentes: ['avertissement', 'Le total n’est pas la somme des autres colonnes.'],
  ordre_inverse: [
    'avertissement',
    'La valeur est plus petite qu’une autre qu’elle devrait couvrir.',
  ],
  remplies_ensemble: ['avertissement', 'Ces colonnes se remplissent ensemble ou pas du tout.'],
  cle_incoherente: [
    'avertissement',
    'La clé n’est pas faite de la commune, du numéro et du suffixe de sa ligne.',
  ],
  tout_en_majuscules: [
    'avertissement',
    'Le nom est tout en majuscules : le modèle le veut en majuscules et minuscules accentuées.',
  ],
  points_differents: [
    'avertissement',
    'Les coordonnées en mètres et en degrés désignent deux points à plus de dix mètres l’un de l’autre.',
  ],
  hors_territoire: ['avertissement', 'Le point n’est dans aucun territoire français.'],
  identifiant_contradictoire: [
    'avertissement',
    'Une autre ligne du fichier donne cet identifiant à autre chose, ou un autre identifiant à la même chose.',
  ],
  ligne_remplacee: [
    'avertissement',
    'Une autre ligne du fichier a la même clé et une publication plus récente : elle est gardée à sa place.',
  ],
  etape_incomplete: [
    'avertissement',
    'La ligne est une étape d’un autre enregistrement : ce qu’elle dit autrement de cette colonne n’est gardé que dans l’original.',
  ],
  // of a cell
  cellule_en_erreur: [
    'erreur',
    'La cellule du tableur contient une erreur de calcul : la valeur est laissée vide.',
  ],
  valeur_manquante: ['erreur', 'La valeur est obligatoire.'],
  nombre_illisible: ['erreur', 'Ce n’est pas un nombre : la valeur est laissée vide.'],
  nombre_ambigu: [
    'erreur',
    'La virgule peut séparer des milliers ou des décimales : la valeur est laissée vide.',
  ],
  date_illisible: [
    'erreur',
    'Ce n’est pas une date AAAA-MM-JJ ou JJ/MM/AAAA : la valeur est laissée vide.',
  ],
  date_inexistante: ['erreur', 'Ce jour n’existe pas : la valeur est laissée vide.'],
  date_incomplete: ['erreur', 'Il manque le jour ou le mois : la valeur est laissée vide.'],
  date_improbable: ['avertissement', 'L’année est avant 1900 ou après 2100.'],
  valeurs_multiples: [
    'erreur',
    'Plusieurs valeurs là où le modèle en veut une seule : elle est laissée vide.',
  ],
  objets_illisibles: ['erreur', 'Ce n’est pas une liste d’objets : la valeur est laissée vide.'],
  objets_en_double: [
    'avertissement',
    'Le même objet est plusieurs fois dans la liste, comme un titulaire répété : tous sont gardés.',
  ],
  booleen_illisible: ['erreur', 'Ce n’est ni oui ni non : la valeur est laissée vide.'],
  entier_illisible: ['erreur', 'Ce n’est pas un nombre entier : la valeur est laissée vide.'],
  code_illisible: ['erreur', 'La valeur est trop longue pour un code : elle est laissée vide.'],
  caractere_invalide: [
    'erreur',
    'La valeur contient un caractère impossible à conserver : elle est laissée vide.',
  ],
  caractere_perdu: [
    'avertissement',
    'Un caractère a été perdu avant la publication : « � » tient sa place.',
  ],
  format_invalide: ['avertissement', 'La valeur n’a pas la forme attendue.'],
  siret_invalide: [
    'avertissement',
    'Ce n’est pas un SIRET : quatorze chiffres dont la clé est juste.',
  ],
  siren_seul: ['avertissement', 'C’est un SIREN : il manque les cinq chiffres de l’établissement.'],
  siret_notation_scientifique: [
    'erreur',
    'Le tableur a perdu les derniers chiffres du SIRET : la valeur est laissée vide.',
  ],
  annees_invalides: ['avertissement', 'Ce n’est ni une année, ni deux années qui se suivent.'],
  hors_nomenclature: ['avertissement', 'La matière n’est pas de la nomenclature ACTES.'],
  valeur_en_double: ['avertissement', 'Le modèle veut une valeur différente à chaque ligne.'],
  trop_court: ['avertissement', 'La valeur est plus courte que le modèle ne le permet.'],
  hors_liste: ['avertissement', 'La valeur n’est pas dans la liste du modèle.'],
  trop_long: ['avertissement', 'La valeur est plus longue que le modèle ne le permet.'],
  trop_petit: ['avertissement', 'La valeur est plus petite que le modèle ne le permet.'],
  trop_grand: ['avertissement', 'La valeur est plus grande que le modèle ne le permet.'],
} as const satisfies Readonly<Record<string, readonly [Severity, string]>>

export type ProblemCode = keyof typeof PROBLEMS

/** Every repair made to a cell: the value changes its form and keeps its meaning. */
export const REPAIRS = {
  // of a row
  ligne_completee: 'Cellules vides remises au bout d’une ligne trop courte.',
  decimale_non_protegee: 'Montant recollé : sa virgule l’avait coupé en deux cellules.',
  separateur_non_protege: 'Texte recollé : une virgule ou un point-virgule l’avait coupé.',
  guillemet_orphelin: 'Guillemet sans pareil, lu comme un caractère.',
  // of a cell
  espaces: 'Espaces retirés au début ou à la fin.',
  unicode: 'Caractères accentués recomposés (forme NFC).',
  mojibake: 'Accents remis : le texte UTF-8 avait été lu comme du windows-1252.',
  date: 'Date écrite AAAA-MM-JJ.',
  siecle: 'Siècle ajouté à une année de deux chiffres : de 1969 à 2068.',
  date_de_tableur: 'Date écrite à la place du numéro de jour d’un tableur.',
  nombre: 'Nombre écrit avec un point décimal, sans espaces ni monnaie.',
  pourcentage: 'Pourcentage écrit comme une part de 1.',
  siret: 'Espaces, apostrophe ou décimales retirées du SIRET.',
  siret_complete: 'Zéro remis au début du SIRET.',
  code: 'Code écrit comme dans son répertoire : ni espaces, ni décimales, en majuscules.',
  insee: 'Zéro remis au début du code INSEE.',
  casse: 'Valeur écrite comme dans la liste du modèle.',
  synonyme: 'Valeur de la liste du modèle à la place d’une autre façon de la dire.',
  booleen: 'Oui ou non reconnu.',
  sans_objet: 'La question ne se pose pas : la valeur est laissée vide.',
  arrondi: 'Coordonnée arrondie à sept décimales.',
  lambert: 'Longitude et latitude calculées des coordonnées Lambert 93.',
  periode: 'Période écrite AAAA-MM-JJ/AAAA-MM-JJ.',
} as const

export type RepairCode = keyof typeof REPAIRS

/** A problem of one row or cell, kept with the revision that has it. */
export type CellProblem = {
  readonly code: ProblemCode
  /** Our name of the column; absent when the whole row is meant. */
  readonly column?: string
  /** Line of the file, the header being line 1; rank of the record in a document. */
  readonly line: number
  /** The value as published. */
  readonly value?: string
}
