import { ask, bodies, loadOnce, type Name } from '../listQuery.ts'
import { interleaveValues, type Measure, type Series } from '../measure.ts'
import { startServer } from '../server.ts'

/** From the start of the process to its first answer; memory then, and after some load. */
export const footprint: Measure = {
  name: 'cold-start-and-memory',
  title: 'cold start of the server, and its memory',
  reference: 'node:http, one prepared statement, JSON.stringify',
  better: 'low',
  quick: false,
  async run({ size, filled }): Promise<readonly Series[]> {
    const base = await filled(size.data)
    const memory: Record<'idle' | 'loaded', Record<Name, number[]>> = {
      idle: { millesime: [], bare: [], postgraphile: [] },
      loaded: { millesime: [], bare: [], postgraphile: [] },
    }
    const start = async (name: Name) => {
      const sent = await bodies(base, name)
      const began = performance.now()
      const server = await startServer(name, base.url)
      try {
        await ask(server, name, sent[0] ?? '')
        const took = performance.now() - began
        memory.idle[name].push((await server.usage()).rssMb)
        await loadOnce(server, name, sent, size.seconds)
        memory.loaded[name].push((await server.usage()).rssMb)
        return took
      } finally {
        await server.stop()
      }
    }
    const times = await interleaveValues(size.rounds, {
      millesime: () => start('millesime'),
      bare: () => start('bare'),
      postgraphile: () => start('postgraphile'),
    })
    return [
      {
        label: 'first answer after the start of the process',
        unit: 'ms',
        measured: times.millesime,
        reference: times.bare,
      },
      {
        label: 'the same, against PostGraphile',
        unit: 'ms',
        measured: times.millesime,
        reference: times.postgraphile,
      },
      ...(['idle', 'loaded'] as const).map((when) => ({
        label: `resident memory, ${when === 'idle' ? 'after one answer' : 'after load'}`,
        unit: 'MB',
        measured: memory[when].millesime.slice(1),
        reference: memory[when].bare.slice(1),
      })),
    ]
  },
}
