import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'

/** A process as the system shows it, enough to tell it from a later one with the same pid. */
export interface RunningProcess {
  /** Compared for equality only: clock ticks on Linux, a date elsewhere, '' where neither is told. */
  readonly startedAt: string
  /** Dead, but its parent has not taken note: the pid answers to signals and does nothing. */
  readonly zombie: boolean
  /** The command line; undefined where the system does not tell. */
  readonly command: string | undefined
}

const run = promisify(execFile)

/** Finds the process with this pid; undefined when there is none. */
export async function processAt(pid: number): Promise<RunningProcess | undefined> {
  if (process.platform === 'win32') return bareProcess(pid)
  return process.platform === 'linux' ? fromProc(pid) : fromPs(pid)
}

async function fromProc(pid: number): Promise<RunningProcess | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined)
  if (stat === undefined) return undefined
  // The name in parentheses may hold anything, spaces and parentheses too: count from its end.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const commandLine = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
  return {
    startedAt: fields[19] ?? '',
    zombie: fields[0] === 'Z' || fields[0] === 'X',
    command: commandLine.replaceAll('\0', ' '),
  }
}

/** The same from `ps`, for systems without /proc. */
export async function fromPs(pid: number): Promise<RunningProcess | undefined> {
  const format = ['-ww', '-o', 'stat=', '-o', 'lstart=', '-o', 'command=', '-p', String(pid)]
  const shown = await run('ps', format, { env: { LC_ALL: 'C', PATH: '/bin:/usr/bin' } }).catch(
    () => undefined,
  )
  // lstart has a fixed form: "Tue Nov 24 09:41:00 2026"
  const parts = shown?.stdout.match(/^\s*(\S+)\s+(\w+ +\w+ +\d+ +[\d:]+ +\d+)\s*(.*)$/s)
  if (parts === null || parts === undefined) return undefined
  const [, state = '', startedAt = '', command = ''] = parts
  return { startedAt, zombie: state.startsWith('Z'), command: command.trim() }
}

function bareProcess(pid: number): RunningProcess | undefined {
  try {
    process.kill(pid, 0)
    return { startedAt: '', zombie: false, command: undefined }
  } catch {
    return undefined
  }
}
