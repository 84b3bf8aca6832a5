import { beneficiaryNamed } from './beneficiaries.ts'
import { TOWN } from './bodies.ts'
import { changed, without } from './edits.ts'
import { type Grant, granted, meeting, plain } from './grants.ts'
import { mulberry32 } from './random.ts'

/** Two identical lines in the first file: two deliveries, or one typed twice? The second file has one. */
const COMPOSTEURS: Grant = {
  ...plain(TOWN, '2024-05-16', beneficiaryNamed('Les Jardins partagés de la Vasme')),
  objet: 'Fourniture de composteurs de quartier',
  cents: 350_00,
}

/** No SIRET, which the standard allows when the RNA number is there. */
const KERMESSE: Grant = {
  ...plain(TOWN, '2024-05-16', beneficiaryNamed("Amicale laïque d'Aubrelune")),
  siret: '',
  objet: 'Kermesse et fête des écoles',
  cents: 1_234_50,
}

/** Neither SIRET nor RNA, which the standard forbids. */
const BANCS: Grant = {
  ...plain(TOWN, '2024-05-16', beneficiaryNamed('Chorale À mi-brume')),
  nom: 'Collectif Les Bancs publics',
  siret: '',
  rna: '',
  objet: "Peinture des bancs de l'allée du Tilleul",
  cents: 480_00,
}

const ENCOMBRANTS = granted(TOWN, '2024-04-11', 'Ressourcerie du Grand Détour')

/** The four files of the town about its own grants, oldest first. */
export function townGrantVersions(): readonly (readonly Grant[])[] {
  const random = mulberry32(20240715)
  const votes = (day: string, count: number) =>
    meeting(random, TOWN, day, count).map((grant, i) => (i % 4 === 1 ? capitalised(grant) : grant))

  const early = [...votes('2024-02-08', 16), ...votes('2024-04-11', 16)]
  const late = [KERMESSE, BANCS, ...votes('2024-06-20', 12)]
  const first = [...changed(early, ENCOMBRANTS, { cents: null }), COMPOSTEURS, COMPOSTEURS, ...late]
  const second = [...changed(early, ENCOMBRANTS, { cents: 4_750_00 }), COMPOSTEURS, ...late]

  const lanternes = granted(TOWN, '2024-06-20', 'Compagnie des Lanternes sourdes')
  const radio = granted(TOWN, '2024-02-08', 'Radio Brouillard')
  const amended = changed(changed(second, lanternes, { cents: 5_300_00 }), radio, {
    conditions: 'échelonné',
    periode: '2024-03-06/2024-10-31',
  })
  const third = [...amended, ...votes('2025-03-13', 11)]

  const cinema = granted(TOWN, '2025-03-13', 'Cinéma associatif Le Phare éteint')
  const canoe = granted(TOWN, '2024-06-20', 'Club de canoë de la Vasme')
  const festival = granted(TOWN, '2025-03-13', 'Festival Les Brumes sonores')
  const kept = changed(without(without(third, cinema), canoe), festival, { cents: 4_860_00 })
  return [first, second, third, [...kept, ...votes('2026-02-12', 4)]]
}

/** One of the clerks begins every cell with a capital. */
function capitalised(grant: Grant): Grant {
  return { ...grant, nature: grant.nature.replace(/^a/, 'A') }
}
