import { existsSync } from 'node:fs'
import { describe, expect } from 'vitest'
import { example, MILLESIME, type Place } from './processes.ts'
import { alone as test } from './served.ts'

const FILE = example('aubrelune-prenoms-1.csv')

const VERBS = {
  serve: 'Sert le journal réel par HTTP.',
  declare: 'Déclare un jeu de données.',
  publish: 'Publie un fichier comme version suivante de son jeu',
  validate: 'Lit et vérifie un fichier sans rien écrire',
  diff: 'Ce qui change d’une version d’un jeu à une autre',
  log: 'Les événements du journal',
  show: 'Un jeu et ses versions',
  export: 'Les enregistrements harmonisés',
  token: 'Les jetons qui permettent d’écrire',
}

/** Runs what must be refused before anything is opened: nothing on stdout, exit 2. */
async function refusal({ cli, home }: Place, ...args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await cli(...args)
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(existsSync(home)).toBe(false)
  return stderr.trim()
}

describe('help', () => {
  test('lists every verb in French on stdout', async ({ place }) => {
    const { code, stdout, stderr } = await place.cli('--help')
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    for (const [verb, description] of Object.entries(VERBS)) {
      expect(stdout).toMatch(new RegExp(`^ +${verb}\\b.*${description}`, 'm'))
    }
    expect(stdout).toContain('Commandes :')
    expect(stdout).not.toMatch(/Usage:|Commands:|Options:|display help/)
  })

  test('of a verb tells its arguments, of a verb of a verb too', async ({ place }) => {
    const [publish, create] = await Promise.all([
      place.cli('help', 'publish'),
      place.cli('token', 'create', '--help'),
    ])
    expect(publish.code).toBe(0)
    expect(publish.stdout).toMatch(/--expected-version <n> +version qui doit être en vigueur/)
    expect(create.code).toBe(0)
    expect(create.stdout).toContain('Options :')
    expect(create.stdout).toMatch(/--help +cette aide/)
  })

  test('comes on stderr, as a misuse, when no verb is given', async ({ place }) => {
    expect(await refusal(place)).toContain('Commandes :')
  })
})

describe('a misuse is told in French on stderr and exits with 2', () => {
  test('an unknown verb, with the nearest one', async ({ place }) => {
    const told = await refusal(place, 'publis', FILE)
    expect(told).toBe('la commande « publis » n’existe pas.\n(Vouliez-vous dire publish ?)')
  })

  test('an unknown verb of a verb', async ({ place }) => {
    expect(await refusal(place, 'token', 'steal')).toBe('la commande « steal » n’existe pas.')
  })

  test('an unknown option, of any verb', async ({ place }) => {
    const verbs = [['log'], ['serve'], ['token', 'list']]
    const told = await Promise.all(verbs.map((verb) => refusal(place, ...verb, '--nope')))
    expect(told).toEqual(verbs.map(() => 'l’option « --nope » n’existe pas.'))
  })

  test('a missing option', async ({ place }) => {
    expect(await refusal(place, 'publish', FILE)).toBe(
      'il manque l’option « --dataset <siren/slug> ».',
    )
    expect(await refusal(place, 'token', 'create', '--scope', 'admin')).toBe(
      'il manque l’option « --label <texte> ».',
    )
  })

  test('a missing or superfluous argument', async ({ place }) => {
    expect(await refusal(place, 'diff', '299900035/prenoms', '1')).toBe(
      'il manque l’argument « b ».',
    )
    expect(await refusal(place, 'token', 'revoke')).toBe('il manque l’argument « id ».')
    expect(await refusal(place, 'log', 'a/b', 'c')).toBe('il y a trop d’arguments.')
  })

  test('an option without its value', async ({ place }) => {
    expect(await refusal(place, 'publish', FILE, '--dataset')).toBe(
      'l’option « --dataset <siren/slug> » demande une valeur.',
    )
  })

  test('a choice that does not exist, with those that do', async ({ place }) => {
    expect(await refusal(place, 'export', 'prenoms', '--format', 'xml')).toBe(
      '« xml » ne convient pas pour « --format <format> » : choix possibles : csv, ndjson.',
    )
    expect(await refusal(place, 'validate', FILE, '--kind', 'budget')).toMatch(
      /^« budget » ne convient pas pour « --kind <kind> » : choix possibles : .*prenoms/,
    )
  })

  test('a file that is missing, or is a folder', async ({ place }) => {
    expect(await refusal(place, 'publish', '/nulle/part.csv', '--dataset', '299900035/x')).toBe(
      '« /nulle/part.csv » ne convient pas pour « file » : ce fichier n’existe pas ou ne peut pas être lu.',
    )
    expect(await refusal(place, 'validate', '/')).toContain('ce n’est pas un fichier.')
  })

  test('a number or a date that is none', async ({ place }) => {
    const publish = ['publish', FILE, '--dataset', '299900035/x']
    expect(await refusal(place, ...publish, '--expected-version', '-1')).toContain('nombre entier')
    expect(await refusal(place, ...publish, '--published-at', '2024-02-30')).toContain(
      'ce jour n’existe pas.',
    )
    expect(await refusal(place, ...publish, '--published-at', '2024-02-28T10:00:00')).toContain(
      'avec son fuseau',
    )
  })

  test('an environment that makes no sense, all of it at once', async ({ place }) => {
    const env = { PORT: 'quatre', DATABASE_URL: 'mysql://localhost' }
    const { code, stdout, stderr } = await place.run([MILLESIME, 'log'], env)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain('PORT doit être un numéro de port, pas « quatre »')
    expect(stderr).toContain('DATABASE_URL doit commencer par postgres://')
    expect(existsSync(place.home)).toBe(false)
  })
})
