import { createServer } from 'node:http'
import postgres from 'postgres'
import { serveParent } from './serveParent.ts'

// The least a server can do for the same answer: node:http, one prepared statement, JSON.stringify.

const [url = ''] = process.argv.slice(2)
const sql = postgres(url, { max: 8, connection: { search_path: 'lecture', jit: false } })

interface Asked {
  readonly siret: string
  readonly least: string
}

const server = createServer(async (request, response) => {
  const pieces: Buffer[] = []
  for await (const piece of request) pieces.push(piece)
  // Our own load sends nothing else.
  const { siret, least } = JSON.parse(Buffer.concat(pieces).toString()) as Asked
  const rows = await sql`
    select id, "nomAttribuant", "dateConvention"::text, "nomBeneficiaire", "idBeneficiaire", objet, montant,
      nature, annee
    from subvention_current where "idBeneficiaire" = ${siret} and montant >= ${least}
    order by montant desc, id desc limit 21`
  const body = JSON.stringify({ nodes: rows.slice(0, 20), hasNextPage: rows.length > 20 })
  response.writeHead(200, { 'content-type': 'application/json' }).end(body)
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  serveParent(`http://127.0.0.1:${address.port}`)
})
