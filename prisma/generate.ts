import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { lexicographicSortSchema, printSchema } from 'graphql'
import { allTablesOf, KINDS, kindOf } from '../src/datasets/index.ts'
import { buildSchema } from '../src/graphql/index.ts'
import { prismaModel, tableSql } from './kindTables.ts'

// `npm run generate` writes what derives from the kinds; `-- --check` only compares; `-- --draft KIND` prints
// the SQL that a migration for a new kind starts from.

const ROOT = join(import.meta.dirname, '..')

/** Prisma models of every kind: `prisma/schema/kinds.prisma`. */
function kindModels(): string {
  return KINDS.flatMap((kind) => allTablesOf(kind).map((table) => prismaModel(kind, table))).join(
    '\n',
  )
}

/** The public schema, sorted so that its differences read well: `schema.graphql`. */
function publicSchema(): string {
  return `${printSchema(lexicographicSortSchema(buildSchema()))}\n`
}

/** Types of the tables, by prisma-kysely. Prisma's engine is not needed, and may not be downloadable. */
function tableTypes(): string {
  const path = join(ROOT, 'src/db/generated.ts')
  const before = readFileSync(path, 'utf8')
  const env = { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: '/bin/false' }
  execFileSync(join(ROOT, 'node_modules/.bin/prisma'), ['generate'], { cwd: ROOT, env })
  const after = readFileSync(path, 'utf8')
  if (isCheck) writeFileSync(path, before)
  return after
}

function write(path: string, made: string, before: string): void {
  if (made === before) return
  if (isCheck) {
    console.error(`${path} is not up to date: run \`npm run generate\` and commit it.`)
    process.exitCode = 1
    return
  }
  writeFileSync(join(ROOT, path), made)
  console.error(`${path} written`)
}

function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8')
}

const [option, name = ''] = process.argv.slice(2)
const isCheck = option === '--check'
if (option === '--draft') {
  console.log(allTablesOf(kindOf(name)).map(tableSql).join('\n'))
} else {
  write('prisma/schema/kinds.prisma', kindModels(), read('prisma/schema/kinds.prisma'))
  const types = read('src/db/generated.ts')
  write('src/db/generated.ts', tableTypes(), types)
  write('schema.graphql', publicSchema(), read('schema.graphql'))
}
