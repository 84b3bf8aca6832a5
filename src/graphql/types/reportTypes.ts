import { type Kind, PROBLEMS, publishedName, REPAIRS } from '../../datasets/index.ts'
import type {
  ProblemGroup,
  ReadColumn,
  ReadConstant,
  Reading,
  RepairGroup,
  Report,
} from '../../events/index.ts'
import type { QuotedValue } from '../../history/index.ts'
import { examplesOf, otherHeaders, summaryOf } from '../../ingest/index.ts'
import type { Builder } from '../builder.ts'
import type { Refs } from './refs.ts'

type Examples = () => Promise<readonly QuotedValue[]>

const HEADERS =
  'En-têtes du fichier lus comme cette colonne, quand ils sont écrits autrement que dans le modèle.'

/** A report, with the values it quotes, which are kept apart. */
export interface ReportNode {
  /** The kind it was read as, which names its columns. */
  readonly kind: Kind | undefined
  readonly columns: readonly ReadColumn[]
  readonly report: Report
  readonly examples: Examples
}

type WithExamples<Group> = Omit<ReportNode, 'report'> & { readonly group: Group }

/** How a file was read, and what was found in it. */
export function createReportTypes(builder: Builder, refs: Refs) {
  const rule = builder.enumType('ColumnRule', {
    description: 'Comment un en-tête a été rapproché d’une colonne du modèle.',
    values: {
      DECLARED: { value: 'declaree', description: 'Le jeu le déclare.' },
      EXACT: { value: 'exact', description: 'Même nom.' },
      CASE_OR_ACCENTS: { value: 'casse', description: 'Même nom, à la casse et aux accents près.' },
      KNOWN_ALIAS: { value: 'alias', description: 'Autre nom connu de cette colonne.' },
      OLDER_MODEL: {
        value: 'decoupee',
        description: 'Colonne d’un modèle plus ancien, lue dans celles qui l’ont remplacée.',
      },
      IGNORED: {
        value: 'ignoree',
        description: 'Inconnue du modèle : gardée dans l’original seulement.',
      },
    } as const,
  })
  const column = builder.objectRef<ReadColumn>('ReadColumn').implement({
    description: 'Une colonne du fichier.',
    fields: (t) => ({
      source: t.exposeString('source', { description: 'En-tête tel que publié.' }),
      target: t.string({
        nullable: true,
        description: 'Champ de l’API où elle se retrouve ; vide si le modèle ne l’a pas.',
        resolve: ({ target }) => target,
      }),
      rule: t.field({ type: rule, description: 'Règle appliquée.', resolve: ({ rule }) => rule }),
    }),
  })
  const constant = builder.objectRef<ReadConstant>('ReadConstant').implement({
    description: 'Une valeur que le jeu déclare, là où ses fichiers ne disent rien.',
    fields: (t) => ({
      column: t.exposeString('column', { description: 'Champ de l’API.' }),
      value: t.exposeString('value', { description: 'Valeur, telle que déclarée.' }),
    }),
  })
  const reading = builder.objectRef<Reading>('Reading').implement({
    description: 'Comment un fichier a été compris.',
    fields: (t) => ({
      format: t.exposeString('format', {
        description: 'Format : csv, json, xml, xlsx, xls ou ods.',
      }),
      encoding: t.string({
        nullable: true,
        description: 'Encodage des caractères ; vide pour un tableur.',
        resolve: ({ encoding }) => encoding ?? null,
      }),
      container: t.string({
        nullable: true,
        description: 'Archive dont le contenu est lu, s’il y a lieu : gzip ou zip.',
        resolve: ({ container }) => container ?? null,
      }),
      sheet: t.string({
        nullable: true,
        description: 'Feuille lue d’un tableur.',
        resolve: ({ sheet }) => sheet ?? null,
      }),
      delimiter: t.string({
        nullable: true,
        description: 'Séparateur des colonnes ; vide pour un document.',
        resolve: ({ delimiter }) => delimiter ?? null,
      }),
      wrapper: t.string({
        nullable: true,
        description:
          'Séparateur du tableau dont une seule colonne contenait les lignes de celui-ci, s’il y a lieu.',
        resolve: ({ wrapper }) => wrapper ?? null,
      }),
      schema: t.exposeString('schema', { description: 'Modèle officiel suivi.' }),
      schemaVersion: t.exposeString('schemaVersion', { description: 'Sa version la plus proche.' }),
      columns: t.field({
        type: [column],
        description: 'Colonnes, dans l’ordre du fichier.',
        resolve: ({ columns }) => [...columns],
      }),
      constants: t.field({
        type: [constant],
        description: 'Valeurs déclarées.',
        resolve: ({ constants = [] }) => [...constants],
      }),
    }),
  })
  const example = builder.objectRef<QuotedValue>('ReportExample').implement({
    description: 'Une valeur citée par un rapport.',
    fields: (t) => ({
      line: t.exposeInt('line', {
        description:
          'Ligne du fichier, l’en-tête étant la ligne 1 ; rang de l’enregistrement dans un document.',
      }),
      value: t.exposeString('value', { nullable: true, description: 'Valeur telle que publiée.' }),
      repaired: t.exposeString('repaired', {
        nullable: true,
        description: 'Ce qu’une réparation en a fait.',
      }),
    }),
  })
  const problems = builder.objectRef<WithExamples<ProblemGroup>>('ProblemGroup').implement({
    description: 'Problèmes de même nature dans une même colonne.',
    fields: (t) => ({
      code: t.string({ description: 'Code stable.', resolve: ({ group }) => group.code }),
      severity: t.field({
        type: refs.severity,
        description: 'Gravité.',
        resolve: ({ group }) => group.severity,
      }),
      column: t.string({
        nullable: true,
        description: 'Colonne concernée, sous son nom publié.',
        resolve: ({ group, kind }) => publishedName(kind, group.column),
      }),
      headers: t.stringList({ description: HEADERS, resolve: headersOf }),
      count: t.int({ description: 'Nombre.', resolve: ({ group }) => group.count }),
      lines: t.field({
        type: ['Int'],
        description: 'Premières lignes concernées.',
        resolve: ({ group }) => [...group.lines],
      }),
      explanation: t.string({
        description: 'Ce que cela veut dire.',
        resolve: ({ group }) => PROBLEMS[group.code][1],
      }),
      examples: t.field({
        type: [example],
        description: 'Quelques valeurs.',
        resolve: async ({ group, examples }) =>
          examplesOf(await examples(), group.code, group.column),
      }),
    }),
  })
  const repairs = builder.objectRef<WithExamples<RepairGroup>>('RepairGroup').implement({
    description: 'Réparations de même nature dans une même colonne.',
    fields: (t) => ({
      rule: t.string({ description: 'Code stable.', resolve: ({ group }) => group.rule }),
      column: t.string({
        nullable: true,
        description: 'Colonne concernée, sous son nom publié.',
        resolve: ({ group, kind }) => publishedName(kind, group.column),
      }),
      headers: t.stringList({ description: HEADERS, resolve: headersOf }),
      count: t.int({ description: 'Nombre.', resolve: ({ group }) => group.count }),
      lines: t.field({
        type: ['Int'],
        description: 'Premières lignes concernées.',
        resolve: ({ group }) => [...group.lines],
      }),
      explanation: t.string({
        description: 'Ce qui a été fait.',
        resolve: ({ group }) => REPAIRS[group.rule],
      }),
      examples: t.field({
        type: [example],
        description: 'Quelques valeurs, avant et après.',
        resolve: async ({ group, examples }) =>
          examplesOf(await examples(), group.rule, group.column),
      }),
    }),
  })
  const report = builder.objectRef<ReportNode>('Report').implement({
    description: 'Ce qui n’allait pas dans un fichier, et ce qui a été réparé.',
    fields: (t) => ({
      summary: t.string({
        description: 'En une phrase : combien de problèmes, et lequel corriger d’abord.',
        resolve: ({ kind, report }) => summaryOf(kind, report),
      }),
      problems: t.field({
        type: [problems],
        description: 'Problèmes, les plus graves d’abord, puis les plus fréquents.',
        resolve: ({ report, ...rest }) => report.problems.map((group) => ({ group, ...rest })),
      }),
      rowsRead: t.int({
        nullable: true,
        description:
          'Lignes du fichier sans son en-tête, ou enregistrements d’un document ; celles qui font des enregistrements sont les autres que `titles`, `empty`, `refused`, `superseded` et `merged`. Vide pour une version d’avant ce compte.',
        resolve: ({ report }) => report.rows?.read ?? null,
      }),
      titles: t.int({
        description: 'Lignes de titre au-dessus de l’en-tête, et en-têtes répétés.',
        resolve: ({ report }) => report.rows?.titles ?? 0,
      }),
      refused: t.int({
        description: 'Lignes qui ne peuvent pas être lues : le fichier est alors refusé.',
        resolve: ({ report }) => report.rows?.refused ?? 0,
      }),
      empty: t.int({
        description: 'Lignes vides du fichier.',
        resolve: ({ report }) => report.rows?.empty ?? 0,
      }),
      merged: t.int({
        description: 'Lignes réunies avec une autre en un seul enregistrement.',
        resolve: ({ report }) => report.rows?.merged ?? 0,
      }),
      superseded: t.int({
        description: 'Lignes qu’une publication plus récente remplace dans le même fichier.',
        resolve: ({ report }) => report.rows?.superseded ?? 0,
      }),
      repairs: t.field({
        type: [repairs],
        description: 'Réparations, les plus fréquentes d’abord.',
        resolve: ({ report, ...rest }) => report.repairs.map((group) => ({ group, ...rest })),
      }),
    }),
  })
  return { reading, report }
}

function headersOf({
  group,
  kind,
  columns,
}: WithExamples<{ readonly column: string | null }>): string[] {
  return [...otherHeaders(kind, columns, group.column)]
}
