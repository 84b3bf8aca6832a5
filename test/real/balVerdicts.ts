/**
 * How the codes of `@ban-team/validateur-bal` and ours correspond, and why they differ where they do. Theirs is
 * `column.problem`, `row.problem`…, `*` being any column; ours is a code on the same column, or on the one before
 * its dot. The tables of docs/bal-validator.md are written from these.
 */
export type Table<Said> = Readonly<Record<string, Said>>

const KEY = ['format_invalide'] as const

/** Codes of theirs, and what we say of the same cell or row. */
export const AGREED: Table<readonly string[]> = {
  '*.valeur_manquante': ['valeur_manquante'],
  '*.espaces_debut_fin': ['espaces'],
  '*.trop_court': ['trop_court'],
  '*.casse_incorrecte': ['tout_en_majuscules'],
  '*.contient_tiret_bas': ['format_invalide'],
  '*.separateur_decimal_invalide': ['nombre'],
  'cle_interop.casse_invalide': KEY,
  'cle_interop.voie_invalide': KEY,
  'cle_interop.voie_non_renseignee': KEY,
  'cle_interop.numero_prefixe_manquant': KEY,
  'cle_interop.commune_invalide': [...KEY, 'cle_incoherente'],
  'uid_adresse.type_invalide': ['format_invalide'],
  'id_ban_commune.type_invalide': ['format_invalide'],
  'id_ban_toponyme.type_invalide': ['format_invalide'],
  'id_ban_adresse.type_invalide': ['format_invalide'],
  'numero.type_invalide': ['entier_illisible', 'nombre'],
  'numero.not_to_be_zero': ['trop_petit'],
  'numero.trop_grand': ['trop_grand'],
  'position.enum_fuzzy': ['casse'],
  'position.valeur_invalide': ['hors_liste', 'casse'],
  'cad_parcelles.valeur_invalide': ['format_invalide'],
  'date_der_maj.date_invalide': ['date', 'siecle', 'date_de_tableur', 'date_inexistante'],
  'certification_commune.valeur_invalide': ['booleen', 'booleen_illisible'],
  'row.incoherence_numero': ['cleInterop.cle_incoherente'],
  'row.position_manquante': ['position.remplies_ensemble'],
  'row.longlat_vides': [
    'long.valeur_manquante',
    'lat.valeur_manquante',
    'long.lambert',
    'lat.lambert',
  ],
  'row.longlat_invalides': ['long.hors_territoire'],
  'row.longlat_xy_incoherents': ['x.points_differents'],
  'row.adresse_incomplete': [
    'numero.entier_illisible',
    'numero.trop_grand',
    'numero.nombre',
    'numero.valeur_manquante',
    'toponyme.trop_court',
    'toponyme.colonne_absente',
  ],
  'row.lack_of_id_ban': [
    'idBanCommune.remplies_ensemble',
    'idBanCommune.format_invalide',
    'idBanToponyme.format_invalide',
    'idBanAdresse.format_invalide',
  ],
  'row.different_voie_nom_with_same_id_ban_toponyme': ['idBanToponyme.identifiant_contradictoire'],
  'row.different_adresse_with_same_id_ban_adresse': ['idBanAdresse.identifiant_contradictoire'],
  'row.different_id_ban_adresses_with_same_adresse': ['idBanAdresse.identifiant_contradictoire'],
  'rows.multi_id_ban_commune': ['idBanCommune.identifiant_contradictoire'],
  'field.*.missing': ['colonne_absente', 'alias'],
  'file.encoding.non_standard': ['encoding'],
}

const REFERENCE =
  'Which communes exist changes each year: a code is compared with the reference when it is read, at the state asked for (`collectivite` is null where there is none), and not when the file is published.'
const CLOCK =
  'What a file says does not depend on the day when it is read, nor on the age of a street: we tell the years before 1900 and after 2100.'
const VERSION =
  'They compare every file with 1.3 or later; we, with the nearest version, and the older ones do not have this column.'
const NAMES =
  'They know no other name of a column; we read aliases, and the names cut to ten characters of a Shapefile.'

/** Codes of theirs that we do not have, somewhere at least, and why. */
export const THEIRS_ALONE: Table<string> = {
  'cle_interop.casse_invalide':
    'The pattern of 1.3 and 1.4 takes capitals in the code of a street: we tell those that it refuses.',
  'cle_interop.commune_invalide': REFERENCE,
  'commune_insee.commune_invalide': REFERENCE,
  'commune_deleguee_insee.commune_invalide': REFERENCE,
  'row.commune_nom_invalide': REFERENCE,
  'row.commune_manquante':
    'They find no commune where its code is unknown to them, or its column has another name: see `commune_insee.commune_invalide` and `field.commune_insee.missing`.',
  'row.longlat_vides': NAMES,
  'field.commune_insee.missing': VERSION,
  'field.certification_commune.missing': VERSION,
  'field.suffixe.missing':
    'The column is optional in every version, and its cells may all be empty.',
  'field.voie_nom.missing': 'The name `toponyme` of 1.5 is read in the files of every version.',
  'row.lieudit_complement_nom_not_declared':
    'Neither the texts of 1.1 and 1.2 nor the schema files ask for a row numbered 99999 for each complementary name.',
  'row.voie_nom_have_same_lieudit_complement_nom':
    'Said here of two names that are missing, or too short for them: what is empty is the same as nothing. Two names that are the same lose nothing.',
  'row.cog_no_match_id_ban_commune':
    'It takes a request to the BAN: a verdict of ours never leaves the machine.',
  'row.different_id_ban_adresses_with_same_adresse':
    'Said also where one of the two rows has no identifier, which contradicts nothing.',
  'rows.every_line_required_id_ban':
    'In 1.4 identifiers are optional, row by row; in 1.5 each missing one is told on its row (`valeur_manquante`).',
  'certification_commune.valeur_invalide':
    'The schema file says « boolean », of which `true` is a word: it is read as `1` is.',
  'voie_nom.casse_incorrecte': 'A name made of digits alone, « 1914 », has no capitals.',
  'numero.type_invalide': '`2.0`, as spreadsheets write it, is the number 2, without any doubt.',
  'row.adresse_incomplete': 'Said where the number is `2.0`, which we read as 2.',
  'file.delimiter.non_standard':
    'A report says what separates the cells: a comma loses nothing, and is no fault of an address.',
  'numero.contient_prefixe': '`001` is the number 1, without any doubt.',
  'cad_parcelles.pipe_debut_fin': 'A list whose last item is empty is the list without it.',
  'date_der_maj.date_ancienne': CLOCK,
  'date_der_maj.date_future': CLOCK,
}

/** Codes of ours that they do not have, somewhere at least, and why. */
export const OURS_ALONE: Table<string> = {
  arrondi: 'We keep seven decimals, a centimetre, as the specification does, and tell what we cut.',
  'dateDerMaj.date': NAMES,
  'cleInterop.format_invalide':
    'The pattern refuses the codes of Corsica, which they take; a file may also have keys under a name they do not know, or in 1.5, which drops them.',
  'communeInsee.format_invalide':
    'The pattern of 1.3 and later refuses the codes of Corsica, which they take: it is official, and the value is kept.',
  'cleInterop.cle_incoherente':
    'They compare the number of the row only; a key without its suffix, or of another commune, gives two addresses one identity.',
  'cadParcelles.format_invalide':
    'The pattern has the fifteen characters of the specification; they also take the fourteen without the code of the direction.',
  'uidAdresse.format_invalide':
    'A cell from which no identifier is read is told; they say nothing of it.',
  'idBanCommune.remplies_ensemble':
    'One of three identifiers that is damaged leaves two; they then read none.',
  'uidAdresse.trop_court': 'The schema file of 1.3 states its length; they read no length.',
  'uidAdresse.trop_long': 'The schema file of 1.3 states its length; they read no length.',
  'certificationCommune.valeur_manquante': 'The schema file requires it in each row.',
  'long.format_invalide':
    'The pattern has two digits before the point, too few for the Pacific: it is official, and the value is kept.',
  'x.format_invalide': 'The pattern has two decimals, a centimetre; the value is kept as it is.',
  'y.format_invalide': 'The pattern has two decimals, a centimetre; the value is kept as it is.',
  'x.valeur_manquante': 'The schema requires the metres as it does the degrees.',
  'y.valeur_manquante': 'The schema requires the metres as it does the degrees.',
}

const HEAD = `# Verdicts on addresses, and those of the BAL validator

Written by \`test/real/validateurBal.test.ts\`, which reads the same files with both: those of \`../shared/data/bal\`, ours of
\`test/fixtures/adresses\` and those of \`@ban-team/validateur-bal\` itself, 3.5.2, with the profile that it chooses and its requests to the BAN
answered on the spot. Every error or warning of theirs has ours on the same line, or a row below; so has each problem and repair of ours. A file
that one side cannot read as addresses, the other cannot either. After a change that is meant: \`npm test -- test/real/validateurBal.test.ts -u\`.
`

/** The page that tells these tables. */
export function pageOfVerdicts(): string {
  const agreed = Object.entries(AGREED).map(([code, said]): readonly [string, string] => [
    `\`${code}\``,
    said.map((one) => `\`${one}\``).join(', '),
  ])
  const told = (table: Table<string>) =>
    Object.entries(table).map(([code, why]): readonly [string, string] => [`\`${code}\``, why])
  return [
    HEAD,
    '## Where they agree\n',
    'Ours is a code on their column, or on the one before its dot; `alias` is a column read under another name, `encoding` what a report says of it.\n',
    markdown(['theirs', 'ours, one of'], agreed),
    '## What they say and we do not, somewhere at least\n',
    markdown(['theirs', 'why'], told(THEIRS_ALONE)),
    '## What we say and they do not, somewhere at least\n',
    markdown(['ours', 'why'], told(OURS_ALONE)),
  ].join('\n')
}

function markdown(
  header: readonly [string, string],
  rows: readonly (readonly [string, string])[],
): string {
  const all = [header, ...rows]
  const widths = [0, 1].map((i) => Math.max(...all.map((row) => row[i === 0 ? 0 : 1].length)))
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |\n`
  return [header, widths.map((width) => '-'.repeat(width)), ...rows].map(line).join('')
}
