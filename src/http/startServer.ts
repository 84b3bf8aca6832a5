import { createServer } from 'node:http'
import { answerDirectly, plainMediaType } from './answerDirectly.ts'
import { createYogaServer, DEMONSTRATION, type YogaOptions } from './createYogaServer.ts'

/** A server that listens. */
export interface RunningServer {
  /** Its address, without a slash at the end. */
  readonly url: string
  /** Lets requests at work end, and takes no other. */
  readonly close: () => Promise<void>
}

/**
 * Starts the HTTP server.
 *
 * @param at port 0 takes any free one
 */
export async function startServer(
  options: YogaOptions,
  at: { readonly host: string; readonly port: number },
): Promise<RunningServer> {
  const yoga = createYogaServer(options)
  const headers = {
    'Access-Control-Allow-Origin': '*',
    ...(options.isDemonstration ? DEMONSTRATION : {}),
  }
  const server = createServer((request, response) => {
    // A connection kept alive by the last request at work would keep a closed server open, and ask again.
    response.once('close', () => {
      if (!server.listening) server.closeIdleConnections()
    })
    if (request.method === 'GET' && request.url === '/') {
      response.writeHead(302, { location: '/graphql' }).end()
      return
    }
    const mediaType = plainMediaType(request)
    if (mediaType === undefined) {
      void yoga(request, response)
      return
    }
    answerDirectly(yoga, request, response, mediaType, headers).catch((error: unknown) => {
      // A client that left in the middle of its question is no error.
      if (!request.destroyed) options.log.error({ err: error }, 'unexpected error')
      response.destroy()
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(at.port, at.host, resolve)
  })
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : at.port
  const host = at.host.includes(':') ? `[${at.host}]` : at.host
  return {
    url: `http://${host === '127.0.0.1' ? 'localhost' : host}:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeIdleConnections()
      }),
  }
}
