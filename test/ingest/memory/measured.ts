import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'

const MILLESIME = join(import.meta.dirname, '../../../bin/millesime')

/** What `millesime validate` said of a file and what it took. */
export interface Measured {
  readonly isRefused: boolean
  readonly rowsRead: number
  readonly codes: readonly string[]
  /** Of the processor: what other processes do at the same time takes none of it. */
  readonly seconds: number
  /** Bytes that the process ever had in memory at once. */
  readonly peak: number
}

/** What the command prints, as far as it is looked at here. */
interface Printed {
  readonly outcome: string
  readonly rowsRead: number
  readonly problems: {
    readonly groups: readonly { readonly code: string }[]
  }
}

/** Validates a file as a person does, in a process of its own whose memory Linux tells. */
export async function validated(path: string): Promise<Measured> {
  const { PATH, HOME } = process.env
  const child = spawn(MILLESIME, ['validate', '--json', path], {
    env: { PATH, HOME },
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: 180_000,
  })
  const exited = once(child, 'exit')
  const said = text(child.stdout)
  let taken = { peak: 0, seconds: 0 }
  while (child.exitCode === null && child.signalCode === null) {
    taken = takenBy(child.pid ?? 0) ?? taken
    await sleep(10)
  }
  await exited
  // Printed by the command.
  const { outcome, rowsRead, problems } = JSON.parse(await said) as Printed
  const codes = problems.groups.map(({ code }) => code)
  return { isRefused: outcome === 'refused', rowsRead, codes, ...taken }
}

/** What the kernel counts of a process, which misses nothing between two looks; undefined once it has ended. */
function takenBy(pid: number): Pick<Measured, 'peak' | 'seconds'> | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    const [, kilobytes] = /^VmHWM:\s*(\d+) kB$/m.exec(status) ?? []
    if (kilobytes === undefined) return undefined
    // Fields 14 and 15 of proc(5), in hundredths; the second, a name in parentheses, may have spaces.
    const [, fields = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')
    const [user, system] = fields.split(' ').slice(11, 13).map(Number)
    return { peak: Number(kilobytes) * 1024, seconds: ((user ?? 0) + (system ?? 0)) / 100 }
  } catch {
    return undefined
  }
}
