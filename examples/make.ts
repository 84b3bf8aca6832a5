import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { examples } from './datasets.ts'
import { utf8 } from './encode.ts'
import type { Example } from './example.ts'
import type { History } from './history.ts'

const FOLDER = import.meta.dirname

const NOTICE =
  'Données inventées pour la démonstration : le Val-de-Brume, ses communes, leurs associations, leurs ' +
  'entreprises, leurs subventions, leurs marchés, leurs délibérations, leurs adresses, leurs équipements et ' +
  'leurs naissances n’existent pas, et aucun fichier réel n’a été repris.'

/** The history of the demonstration, ready to be declared and published. */
export function history(): History {
  return {
    notice: NOTICE,
    datasets: examples().map((example) => ({
      siren: example.publisher.siren,
      nom: example.publisher.nom,
      ...(example.publisher.insee === undefined ? {} : { insee: example.publisher.insee }),
      slug: example.slug ?? example.kind,
      kind: example.kind,
      title: example.title,
      licence: 'Licence Ouverte 2.0',
      ...(example.tableSchema === undefined ? {} : { tableSchema: example.tableSchema }),
      versions: example.told.map(([publishedAt, note, scope], i) => ({
        file: fileName(example, i),
        publishedAt,
        scope: scope ?? 'complet',
        note,
      })),
    })),
  }
}

/** Every file of the demonstration, by its path from this folder. The same bytes each time. */
export function filesOf(): ReadonlyMap<string, Buffer> {
  const data = examples().flatMap((example) =>
    example.files.map((bytes, i) => [fileName(example, i), bytes] as const),
  )
  const schemas = examples().flatMap(({ prefix, tableSchema }) =>
    tableSchema === undefined ? [] : [[`files/${prefix}-schema.json`, json(tableSchema)] as const],
  )
  return new Map([...data, ...schemas, ['history.json', json(history())] as const])
}

function json(value: unknown): Buffer {
  return utf8(`${JSON.stringify(value, null, 2)}\n`)
}

function fileName({ prefix, extension = 'csv' }: Example, index: number): string {
  return `files/${prefix}-${index + 1}.${extension}`
}

/** Paths that are missing, that differ from what the script makes, or that it does not make. */
function strays(): readonly string[] {
  const made = filesOf()
  const present = readdirSync(FOLDER, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(csv|json|xml)$/.test(entry.name))
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(FOLDER.length + 1)
        .replaceAll('\\', '/'),
    )
  const wrong = [...made].filter(
    ([path, bytes]) => !present.includes(path) || !readFileSync(join(FOLDER, path)).equals(bytes),
  )
  return [...wrong.map(([path]) => path), ...present.filter((path) => !made.has(path))]
}

function writeAll(): void {
  mkdirSync(join(FOLDER, 'files'), { recursive: true })
  for (const [path, bytes] of filesOf()) writeFileSync(join(FOLDER, path), bytes)
}

// node examples/make.ts writes the files; with --check it only says which ones are not as it would write.
if (import.meta.main) {
  if (process.argv.includes('--check')) {
    const paths = strays()
    for (const path of paths) console.error(`examples/${path} is not what examples/make.ts makes`)
    process.exitCode = paths.length > 0 ? 1 : 0
  } else {
    writeAll()
  }
}
