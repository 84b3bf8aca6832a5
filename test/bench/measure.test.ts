import { expect, test } from 'vitest'
import { interleaveValues, type Measure, ratiosOf, spreadOf } from '../../bench/measure.ts'
import { rowOf } from '../../bench/results.ts'

const time: Measure = {
  name: 'time',
  title: 'time',
  reference: 'another',
  better: 'low',
  must: 2,
  goal: 1,
  quick: false,
  run: async () => [],
}

test('the median of an even number of values is halfway between the two of the middle', () => {
  expect(spreadOf([4, 1, 3, 10])).toEqual({ median: 3.5, min: 1, max: 10 })
  expect(spreadOf([4, 1, 3])).toEqual({ median: 3, min: 1, max: 4 })
})

test('a ratio is that of one round, so that a slow round weighs on both sides', () => {
  const series = { label: '', unit: 'ms', measured: [20, 200, 30], reference: [10, 100, 10] }
  expect(ratiosOf(series)).toEqual([2, 2, 3])
  expect(rowOf(time, series).ratio).toEqual({ median: 2, min: 2, max: 3 })
})

test.for([
  ['low', 1, 'goal'],
  ['low', 2, 'must'],
  ['low', 2.1, 'missed'],
  ['high', 2.1, 'goal'],
  ['high', 1.5, 'must'],
  ['high', 0.9, 'missed'],
] as const)('where %s is better, a ratio of %d is: %s', ([better, ratio, verdict]) => {
  const bounds = better === 'low' ? { must: 2, goal: 1 } : { must: 1, goal: 2 }
  const series = { label: '', unit: '', measured: [ratio], reference: [1] }
  expect(rowOf({ ...time, better, ...bounds }, series).verdict).toBe(verdict)
})

test('each round runs every work, another one first, and the first round is not counted', async () => {
  const order: string[] = []
  const work = (name: string) => async () => order.push(name)
  const values = await interleaveValues(2, { a: work('a'), b: work('b') })
  expect(order.join('')).toBe('abbaab')
  expect(values).toEqual({ a: [4, 5], b: [3, 6] })
})
