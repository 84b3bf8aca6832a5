/** What a server tells the benchmark that started it, by messages. */
export type ServerMessage =
  | { readonly url: string }
  | { readonly cpuMs: number; readonly rssMb: number }

/**
 * Tells the parent process where this server listens, then its CPU time and memory whenever asked; ends with
 * the parent.
 */
export function serveParent(url: string): void {
  const send = (message: ServerMessage) => process.send?.(message)
  process.on('message', () => {
    const { user, system } = process.cpuUsage()
    send({ cpuMs: (user + system) / 1_000, rssMb: process.memoryUsage.rss() / 1e6 })
  })
  process.once('disconnect', () => process.exit())
  send({ url })
}
