import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { describe, expect, test } from 'vitest'
import { fromPs, processAt } from '../../../src/db/embedded/processAt.ts'

// The parent is a shell that becomes another program: nobody waits for its child, which stays a zombie.
const ZOMBIE = 'sleep 0 & echo $!; exec sleep 60'

describe.each([
  ['processAt', processAt],
  ['fromPs', fromPs],
])('%s', (_, find) => {
  test('shows a running process, the same each time', async () => {
    const found = await find(process.pid)
    expect(found).toMatchObject({ zombie: false, command: expect.stringContaining('node') })
    expect(found?.startedAt).not.toBe('')
    expect(await find(process.pid)).toEqual(found)
  })

  test('finds nothing behind a pid that nobody has', async () => {
    expect(await find(999_999_999)).toBeUndefined()
  })

  test('tells a zombie', async () => {
    const parent = spawn('sh', ['-c', ZOMBIE])
    const [line] = await once(parent.stdout, 'data')
    await expect.poll(async () => (await find(Number(line)))?.zombie).toBe(true)
    parent.kill('SIGKILL')
  })
})
