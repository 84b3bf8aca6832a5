import type { Base, Bench } from './bench.ts'
import { interleaveValues } from './measure.ts'
import { load, type Server, startServer } from './server.ts'

// The query that all servers answer: the 20 largest subventions of a beneficiary, from some amount.

const COLUMNS =
  'nomAttribuant dateConvention nomBeneficiaire idBeneficiaire objet montant nature annee'

/** What each server is sent for a beneficiary, and where its rows are in the answer. */
const ASKED = {
  millesime: {
    path: '/graphql',
    body: (siret: string) => ({
      query: `query ($siret: String!, $least: Decimal!) {
        subventions(where: { idBeneficiaire: { eq: $siret }, montant: { gte: $least } },
          orderBy: [{ field: MONTANT, direction: DESC }], first: 20) {
          nodes { id ${COLUMNS} } pageInfo { hasNextPage endCursor } } }`,
      variables: { siret, least: LEAST },
    }),
  },
  postgraphile: {
    path: '/graphql',
    body: (siret: string) => ({
      query: `query ($siret: String!, $least: BigFloat!) {
        allSubventionCurrents(filter: { idBeneficiaire: { equalTo: $siret },
            montant: { greaterThanOrEqualTo: $least } }, orderBy: [MONTANT_DESC, ROW_ID_DESC], first: 20) {
          nodes { rowId ${COLUMNS} } pageInfo { hasNextPage endCursor } } }`,
      variables: { siret, least: LEAST },
    }),
  },
  bare: { path: '/', body: (siret: string) => ({ siret, least: LEAST }) },
} as const

export type Name = keyof typeof ASKED

const LEAST = '500'

/** A request of each of some beneficiaries, taken all along the list of them. */
export async function bodies({ client }: Base, name: Name): Promise<readonly string[]> {
  const rows = await client<{ siret: string }[]>`
    select "idBeneficiaire" as siret from subvention_current where "idBeneficiaire" is not null
    group by 1 having count(*) between 2 and 60 order by md5("idBeneficiaire") limit 400`
  return rows.map(({ siret }) => JSON.stringify(ASKED[name].body(siret)))
}

/** What one load of a server was. */
export interface Round {
  readonly perSecond: number
  readonly cpuMsPerRequest: number
}

/**
 * Loads servers in turn, all of them up at once, after checking that they answer the same rows.
 */
export async function loadRounds(
  { size }: Bench,
  base: Base,
  names: readonly Name[],
): Promise<Readonly<Record<Name, readonly Round[]>>> {
  const rounds: Record<Name, Round[]> = { millesime: [], postgraphile: [], bare: [] }
  const servers = new Map<Name, Server>()
  try {
    for (const name of names) servers.set(name, await startServer(name, base.url))
    await compareAnswers(base, servers)
    const works = [...servers].map(([name, server]) => [
      name,
      async () => {
        const round = await loadOnce(server, name, await bodies(base, name), size.seconds)
        rounds[name].push(round)
        return round.perSecond
      },
    ])
    await interleaveValues(size.rounds, Object.fromEntries(works))
  } finally {
    for (const server of servers.values()) await server.stop()
  }
  // The first round warms up, and does not count.
  return {
    millesime: rounds.millesime.slice(1),
    postgraphile: rounds.postgraphile.slice(1),
    bare: rounds.bare.slice(1),
  }
}

/** One side of one round. */
export async function loadOnce(
  server: Server,
  name: Name,
  sent: readonly string[],
  seconds: number,
): Promise<Round> {
  const before = await server.usage()
  const start = performance.now()
  const { requests } = await load(`${server.url}${ASKED[name].path}`, sent, { seconds })
  const elapsed = (performance.now() - start) / 1_000
  const after = await server.usage()
  return {
    perSecond: requests / Math.min(elapsed, seconds),
    cpuMsPerRequest: (after.cpuMs - before.cpuMs) / requests,
  }
}

/** One answer. */
export async function ask(server: Server, name: Name, body: string): Promise<string> {
  const response = await fetch(`${server.url}${ASKED[name].path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  })
  return await response.text()
}

/** @throws Error when two servers do not answer the same rows in the same order */
async function compareAnswers(base: Base, servers: ReadonlyMap<Name, Server>): Promise<void> {
  let expected: string | undefined
  for (const [name, server] of servers) {
    const answers: string[] = []
    for (const body of (await bodies(base, name)).slice(0, 4)) {
      answers.push(amounts(await ask(server, name, body)))
    }
    expected ??= answers.join()
    if (answers.join() !== expected || !expected.includes('"')) {
      throw new Error(`${name} answers ${answers.join()}, another ${expected}`)
    }
  }
}

/** What tells rows and their order: amounts as decimals. */
function amounts(text: string): string {
  return [...text.matchAll(/"montant":("[\d.]+")/g)]
    .map(([, amount = '']) => JSON.stringify(Number(JSON.parse(amount)).toFixed(2)))
    .join()
}
