import { describe, expect } from 'vitest'
import { json, test } from './served.ts'

/** One wrong SIRET and three repaired amounts, under a header that the model writes otherwise. */
const GRANTS = [
  'nomAttribuant;Identification de l’attributaire (SIRET);dateConvention;nomBeneficiaire;idBeneficiaire;objet;montant;nature;conditionsVersement;datesPeriodeVersement;notificationUE;pourcentageSubvention;ville',
  ...['38047555800058', '38047555800059', '38047555800059'].map(
    (siret, i) =>
      `Val-de-Brume;29990001900017;2024-01-0${i + 1};Foyer;${siret};Aide;1 00${i},00;aide en nature;unique;2024-02-01;non;1;Aubrelune`,
  ),
].join('\n')

describe('the report of a file', () => {
  test('says what to correct first, then how it was read, then each problem and repair', async ({
    place,
  }) => {
    const { code, stdout } = await place.cli('validate', await place.file('s.csv', GRANTS))
    expect(code).toBe(0)
    const lines = stdout.split('\n')
    expect(lines.slice(0, 2)).toEqual([
      'Fichier publiable.',
      '2 avertissements. À corriger d’abord, idBeneficiaire (2 fois) : Ce n’est pas un SIRET : quatorze chiffres dont la clé est juste.',
    ])
    expect(stdout).toMatch(/^Colonnes rapprochées : « Identification .* » → idAttribuant\.$/m)
    expect(stdout).toMatch(/^Colonnes inconnues du modèle, .* : .*« ville »\.$/m)
    expect(stdout).toContain(
      '[avertissement] idBeneficiaire : Ce n’est pas un SIRET : quatorze chiffres dont la clé est juste. (siret_invalide, 2 fois, lignes 3, 4)\n    ligne 3 : « 38047555800059 »',
    )
    expect(stdout).toMatch(/^\[réparé\] montant .*3 fois, lignes 2, 3, 4\)$/m)
    expect(stdout).toContain('    ligne 2 : « 1 000,00 » → « 1000 »')
  })

  test('in JSON quotes each repair, and names a column as the file and the model do', async ({
    place,
  }) => {
    const file = await place.file('s.csv', GRANTS.replace(';montant;', ';Montant;'))
    const { stdout } = await place.cli('validate', file, '--json')
    expect(json(stdout)).toMatchObject({
      summary: expect.stringContaining('À corriger d’abord, idBeneficiaire'),
      kind: 'subventions',
      repairs: {
        groups: [
          {
            rule: 'nombre',
            column: 'montant',
            published: 'montant',
            headers: ['Montant'],
            count: 3,
            lines: [2, 3, 4],
            examples: expect.arrayContaining([{ line: 2, value: '1 000,00', repaired: '1000' }]),
          },
        ],
      },
      problems: {
        groups: [{ code: 'siret_invalide', severity: 'avertissement', lines: [3, 4] }],
      },
    })
  })
})
