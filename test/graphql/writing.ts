import { sql } from 'kysely'
import { expect } from 'vitest'
import { createToken } from '../../src/access/index.ts'
import type { Db } from '../../src/db/index.ts'
import { prenomsCsv } from '../given.ts'
import type { Answer, Api } from './api.ts'

/** Publisher of the datasets that tests write to. */
export const SIREN = '299900019'
/** A file, and what may follow it. */
export const FIRST = prenomsCsv([
  ['F', 'Jade', 3, 2020],
  ['M', 'Basile', 2, 2020],
])
export const SECOND = prenomsCsv([
  ['F', 'Jade', 4, 2020],
  ['F', 'Mila', 1, 2020],
])

/** A token of some scopes: its secret and its opaque id. */
export async function givenToken(db: Db, ...scopes: readonly string[]) {
  return await createToken(db, { label: 'essai', scopes })
}

const PUBLISH = `mutation ($dataset: String!, $file: File!, $sheet: String, $dryRun: Boolean, $scope: Scope,
    $expectedVersion: Int, $publishedAt: DateTime, $note: String, $idempotencyKey: String) {
  publishVersion(dataset: $dataset, file: $file, sheet: $sheet, dryRun: $dryRun, scope: $scope, note: $note,
      expectedVersion: $expectedVersion, publishedAt: $publishedAt, idempotencyKey: $idempotencyKey) {
    __typename
    ... on VersionPublished { version {
      number scope note added removed changed recordCount publishedAt diff { summary { sentence } }
      dataset { path current { number } } } }
    ... on VersionUnchanged { version { number } }
    ... on DepositPreviewed {
      preview { added removed changed unchanged } reading { schema delimiter }
      report { summary problems { code column headers lines count examples { line value } } } }
    ... on DepositRefused {
      reading { schema }
      report { problems { code severity column lines count explanation examples { line value } } } }
    ... on VersionConflict { current }
  } }`

interface Upload {
  readonly dataset: string
  readonly [option: string]: unknown
}

/** Sends a file as the GraphQL multipart request specification says, and gives the whole answer. */
export async function upload(
  api: Api,
  token: string | undefined,
  variables: Upload,
  file: string | Uint8Array<ArrayBuffer>,
) {
  const form = new FormData()
  form.set(
    'operations',
    JSON.stringify({ query: PUBLISH, variables: { ...variables, file: null } }),
  )
  form.set('map', JSON.stringify({ 0: ['variables.file'] }))
  form.set('0', new File([file], 'prenoms.csv', { type: 'text/csv' }))
  const response = await api.fetch('http://yoga/graphql', {
    method: 'POST',
    headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    body: form,
  })
  const answer: Answer = await response.json()
  return answer
}

/** The outcome of a file; an error fails the test. */
export async function outcomeOf(
  api: Api,
  token: string,
  variables: Upload,
  file: string | Uint8Array<ArrayBuffer>,
) {
  const { data, errors } = await upload(api, token, variables, file)
  expect(errors).toBeUndefined()
  // The mutation above has one field.
  return (data as { publishVersion: { __typename: string } | undefined }).publishVersion
}

/** Declares a dataset of prénoms. */
export const DECLARE = `mutation ($siren: SIREN!, $slug: String, $title: String = "Prénoms") {
  declareDataset(input: { publisher: { siren: $siren, nom: "Aubrelune", insee: "99901" },
      slug: $slug, kind: PRENOMS, title: $title, licence: "lov2", contact: "mairie@aubrelune.example" }) {
    path kind title licence contact publisher { siren nom insee } current { number } } }`

/** How many rows each table of the log and of what derives from it has. */
export async function rowCounts(db: Db): Promise<unknown> {
  const { rows } = await sql<{ name: string; count: string }>`
    select format('%I.%I', schemaname, tablename) as name,
      (xpath('/row/c/text()', query_to_xml(
        format('select count(*) as c from %I.%I', schemaname, tablename), false, true, '')))[1]::text as count
    from pg_tables where schemaname in ('public', 'lecture') order by 1`.execute(db)
  return rows
}
