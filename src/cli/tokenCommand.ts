import { Command } from 'commander'
import { createToken, listTokens, revokeToken } from '../access/index.ts'
import { instant } from './arguments.ts'
import { print, tell, withLog } from './session.ts'

/** `millesime token create|list|revoke` */
export function tokenCommand(): Command {
  const command = new Command('token').description('Les jetons qui permettent d’écrire par l’API.')
  command
    .command('create')
    .description('Crée un jeton et le montre, cette seule fois.')
    .requiredOption('--label <texte>', 'à qui ou à quoi il sert')
    .requiredOption('--scope <portée...>', 'admin, declare, publish, declare:SIREN, publish:SIREN')
    .option('--expires <date>', 'jusqu’à quand', instant)
    .action(async (options: { label: string; scope: readonly string[]; expires?: Date }) => {
      const { label, scope, expires } = options
      const given = { label, scopes: scope, ...(expires ? { expiresAt: expires } : {}) }
      const { id, secret } = await withLog((db) => createToken(db, given))
      tell(`Jeton ${id}, à garder secret :`)
      await print(secret)
    })
  command
    .command('list')
    .description('Tous les jetons, du plus récent au plus ancien.')
    .action(async () => {
      for (const token of await withLog(listTokens)) {
        const { id, label, scopes, createdAt, expiresAt, revokedAt } = token
        const end = revokedAt ? 'révoqué' : expiresAt ? `expire ${expiresAt.toISOString()}` : ''
        await print([id, scopes.join(' '), createdAt.toISOString(), end, label].join('\t'))
      }
    })
  command
    .command('revoke')
    .description('Met fin à un jeton, tout de suite.')
    .argument('<id>', 'tok_…')
    .action(async (id: string) => {
      await withLog((db) => revokeToken(db, id))
      tell(`Jeton ${id} révoqué.`)
    })
  return command
}
