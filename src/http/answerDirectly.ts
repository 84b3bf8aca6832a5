import type { IncomingMessage, ServerResponse } from 'node:http'
import { getOperationAST } from 'graphql'
import { processRegularResult } from 'graphql-yoga'
import type { YogaServer } from './createYogaServer.ts'

/** A query is short. What is longer is Yoga's, which has a limit of its own. */
const LARGEST_BODY = 1024 * 1024

/** What clients of GraphQL accept, and the type that they are given. */
const MEDIA_TYPE: Readonly<Record<string, string>> = {
  '': 'application/json',
  '*/*': 'application/json',
  'application/json': 'application/json',
  'application/graphql-response+json': 'application/graphql-response+json',
}

/**
 * The media type of the answer to a GraphQL operation posted as JSON, judged by the headers of the request;
 * undefined for any other request, which is Yoga's.
 */
export function plainMediaType({ method, url, headers }: IncomingMessage): string | undefined {
  const isJson = /^application\/json(;\s*charset=utf-8)?$/i.test(headers['content-type'] ?? '')
  const isShort = Number(headers['content-length'] ?? Number.NaN) <= LARGEST_BODY
  const isPlain = method === 'POST' && url === '/graphql' && isJson && isShort
  return isPlain && !headers['content-encoding'] ? MEDIA_TYPE[headers.accept ?? ''] : undefined
}

/**
 * Answers such a request through Yoga's own pipeline (parsing, validation, context, execution and masked errors, with
 * their caches and plugins), without the Fetch objects that Yoga makes of a request and of its answer (0026).
 * Whatever is refused before anything runs is asked again of Yoga, which tells why.
 *
 * @param headers what every answer of this server has
 */
export async function answerDirectly(
  yoga: YogaServer,
  request: IncomingMessage,
  response: ServerResponse,
  mediaType: string,
  headers: Readonly<Record<string, string>>,
): Promise<void> {
  const body = Buffer.concat(await request.toArray())
  const address = `http://${request.headers.host ?? 'localhost'}`
  const operation = await prepare(yoga, request, address, body.toString())
  if (operation === undefined) {
    const asked = { method: 'POST', headers: fetchHeaders(request), body }
    await send(response, await yoga.fetch(`${address}/graphql`, asked), {})
    return
  }
  const result = await operation()
  if (result.errors !== undefined) {
    await send(response, processRegularResult(result, yoga.fetchAPI, mediaType), headers)
    return
  }
  const text = JSON.stringify(result)
  response.writeHead(200, {
    ...headers,
    'content-type': `${mediaType}; charset=utf-8`,
    'content-length': Buffer.byteLength(text),
  })
  response.end(text)
}

/** The operation of a body, ready to run; undefined for one that cannot. */
async function prepare(
  yoga: YogaServer,
  { method, headers }: IncomingMessage,
  address: string,
  body: string,
) {
  try {
    const params = readParams(JSON.parse(body))
    if (params === undefined) return undefined
    const { origin } = new URL(address)
    const asked = { origin, authorization: headers.authorization ?? null }
    // Yoga writes in a fault of syntax, which it keeps, what it is over HTTP, if there was a request.
    const initial = { params, asked, request: { method } }
    const { parse, validate, contextFactory, execute, schema } = yoga.getEnveloped(initial)
    const document = parse(params.query)
    const type = getOperationAST(document, params.operationName)?.operation
    if (type !== 'query' && type !== 'mutation') return undefined
    if (validate(schema, document).length > 0) return undefined
    const { variables: variableValues, operationName } = params
    const contextValue = await contextFactory()
    return async () => execute({ schema, document, contextValue, variableValues, operationName })
  } catch {
    return undefined
  }
}

const NAMES = new Set(['query', 'variables', 'operationName'])

/** Parameters that need no second look; undefined for any others. */
function readParams(body: unknown) {
  if (typeof body !== 'object' || body === null) return undefined
  const { query, variables, operationName }: Readonly<Record<string, unknown>> = { ...body }
  const isKnown = Object.keys(body).every((name) => NAMES.has(name))
  if (!isKnown || typeof query !== 'string' || !isObjectOrNull(variables)) return undefined
  if (operationName != null && typeof operationName !== 'string') return undefined
  return { query, variables: variables ?? undefined, operationName: operationName ?? undefined }
}

function isObjectOrNull(value: unknown): value is Record<string, unknown> | null | undefined {
  return value == null || (typeof value === 'object' && !Array.isArray(value))
}

function fetchHeaders({ headers }: IncomingMessage): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, `${value}`]))
}

async function send(
  response: ServerResponse,
  told: Response,
  headers: Readonly<Record<string, string>>,
): Promise<void> {
  response.writeHead(told.status, { ...headers, ...Object.fromEntries(told.headers) })
  response.end(await told.text())
}
