import type { HelpConfiguration, OutputConfiguration } from 'commander'

// Commander speaks English; the people who publish speak French.

const TITLES: Readonly<Record<string, string>> = {
  'Usage:': 'Usage :',
  'Arguments:': 'Arguments :',
  'Options:': 'Options :',
  'Commands:': 'Commandes :',
}

const ERRORS: readonly (readonly [RegExp, string])[] = [
  [/^error: missing required argument '(.+)'/, 'il manque l’argument « $1 ».'],
  [/^error: required option '(.+)' not specified/, 'il manque l’option « $1 ».'],
  [/^error: option '(.+)' argument missing/, 'l’option « $1 » demande une valeur.'],
  [/^error: unknown option '(.+)'/, 'l’option « $1 » n’existe pas.'],
  [/^error: unknown command '(.+)'/, 'la commande « $1 » n’existe pas.'],
  [/^error: too many arguments.*/, 'il y a trop d’arguments.'],
  [
    /^error: command-argument value '(.*)' is invalid for argument '(.+)'\. ?/,
    '« $1 » ne convient pas pour « $2 » : ',
  ],
  [/^error: option '(.+)' argument '(.*)' is invalid\. ?/, '« $2 » ne convient pas pour « $1 » : '],
  [/Allowed choices are (.+)\./, 'choix possibles : $1.'],
  [/\(Did you mean (.+)\?\)/, '(Vouliez-vous dire $1 ?)'],
]

/** Help in French. */
export const frenchHelp: HelpConfiguration = {
  styleTitle: (title) => TITLES[title] ?? title,
}

/** Usage errors in French. */
export const frenchErrors: OutputConfiguration = {
  outputError(text, write) {
    write(ERRORS.reduce((told, [pattern, french]) => told.replace(pattern, french), text))
  },
}
