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
  readonly milliseconds: number
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
  const start = performance.now()
  const child = spawn(MILLESIME, ['validate', '--json', path], {
    env: { PATH, HOME },
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: 180_000,
  })
  const exited = once(child, 'exit')
  const said = text(child.stdout)
  let peak = 0
  while (child.exitCode === null && child.signalCode === null) {
    peak = Math.max(peak, highWater(child.pid ?? 0))
    await sleep(10)
  }
  const milliseconds = performance.now() - start
  await exited
  // Printed by the command.
  const { outcome, rowsRead, problems } = JSON.parse(await said) as Printed
  const codes = problems.groups.map(({ code }) => code)
  return { isRefused: outcome === 'refused', rowsRead, codes, milliseconds, peak }
}

/** The kernel's own mark, which misses nothing between two looks; 0 once the process has ended. */
function highWater(pid: number): number {
  try {
    const [, kilobytes = 0] =
      /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
    return Number(kilobytes) * 1024
  } catch {
    return 0
  }
}
