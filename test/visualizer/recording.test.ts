import { describe, expect, it } from 'vitest'
import { linesOf, readRecording } from '../../src/visualizer/recording/recording.ts'
import { recorderOf, watchedDoor } from './doors.ts'

const recorded = async (bounds?: { readonly entries: number }) => {
  const { actor, watchable } = watchedDoor()
  actor.start()
  const { recorder, log } = recorderOf(bounds)
  recorder.watch(watchable, 'Tosh')
  await Promise.resolve()
  actor.send({ type: 'door.open' })
  actor.send({ type: 'door.close' })
  return { log, text: `${linesOf('r1', log).join('\n')}\n` }
}

const reading = (text: string) => {
  const result = readRecording(text)
  return 'refused' in result ? result.refused : result.read
}

it('is read as it was written', async () => {
  const { log, text } = await recorded()
  expect(reading(text)).toEqual({
    header: { format: 'rx-ucwa recording', version: 1, id: 'r1', dropped: 0 },
    entries: log.since(0),
    warnings: [],
  })
})

it('announces who lived before its first entry, with the chart', async () => {
  const { log, text } = await recorded({ entries: 2 })
  const read = reading(text)
  expect(typeof read === 'string' ? read : read.entries.map(({ n, kind }) => [n, kind])).toEqual([
    [0, 'chart'],
    [4, 'actor'],
    [4, 'snapshot'],
    [5, 'event'],
    [6, 'snapshot'],
  ])
  expect(typeof read === 'string' ? read : read.warnings).toEqual([`${log.dropped} older entries had been dropped.`])
})

it('is read as far as it goes where it was cut off', async () => {
  const { log, text } = await recorded()
  const read = reading(text.slice(0, -20))
  expect(read).toMatchObject({
    entries: log.since(0).slice(0, -1),
    warnings: ['The recording is cut off: its last line is not whole.'],
  })
})

describe('is refused in words', () => {
  it.each([
    ['that is empty', '', 'This is no recording of this visualizer.'],
    ['of another kind', '{"log":{"version":"1.2"}}\n', 'This is no recording of this visualizer.'],
    ['that is no text at all', '\u0000\u0001PNG', 'This is no recording of this visualizer.'],
    [
      'of another version',
      '{"format":"rx-ucwa recording","version":9}\n',
      'This recording is of version 9; version 1 can be read.',
    ],
  ])('a file %s', (_, text, words) => {
    expect(reading(text)).toBe(words)
  })
})

it('leaves out lines that are no entries, and says how many', async () => {
  const { log, text } = await recorded()
  const [header, ...rest] = text.split('\n')
  const spoilt = [header, '{"kind":"snapshot","n":1}', '{"kind":"toString","n":0,"at":0}', 'null', '[', ...rest].join(
    '\n',
  )
  expect(reading(spoilt)).toMatchObject({
    entries: log.since(0),
    warnings: ['4 lines could not be read and were left out.'],
  })
})
