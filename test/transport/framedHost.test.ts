import { expect, test } from 'vitest'
import { createFramedHost, type FrameAnswer, type NoAnswer } from '../../src/transport/framedHost.ts'
import type { FrameListener } from '../../src/transport/hiddenFrame.ts'
import { virtualClock } from '../support/virtualClock.ts'

const patience = 5_000

const scene = () => {
  const clock = virtualClock()
  const posted: unknown[] = []
  const frames: FrameListener[] = []
  const host = createFramedHost({
    url: 'https://pool.contoso.com/xframe',
    open: (_, listener) => {
      frames.push(listener)
      return { post: (text) => posted.push(JSON.parse(text)), isThere: () => true, remove: () => undefined }
    },
    clock,
    patience,
  })
  const answers: (FrameAnswer | NoAnswer)[] = []
  const ask = () => host.ask({}, (answer) => answers.push(answer))
  const [frame] = frames
  return { clock, ask, answers, posted, load: () => frame?.loaded(), say: (data: unknown) => frame?.said(data) }
}

const empty = { status: 200, statusText: '', text: '', headers: new Map() }

test('reads headers however their lines are written', () => {
  const { ask, answers, load, say } = scene()
  ask()
  load()
  say({ messageId: '1', status: 200, headers: 'A:one\nB:  two: 2\r\n:status: 200\nC:\nnone\na: three' })
  expect(answers).toEqual([
    {
      ...empty,
      headers: new Map([
        ['a', 'one, three'],
        ['b', 'two: 2'],
        ['c', ''],
      ]),
    },
  ])
})

test('takes an answer without a status for one of status 0', () => {
  const { ask, answers, load, say } = scene()
  ask()
  load()
  say({ messageId: '1' })
  expect(answers).toEqual([{ ...empty, status: 0 }])
})

test('posts a message once, however often something loads', () => {
  const { ask, posted, load } = scene()
  ask()
  load()
  load()
  expect(posted).toEqual([{ messageId: '1' }])
})

test('takes the words of a page that knows no message for silence', async () => {
  const { ask, answers, clock, load, say } = scene()
  ask()
  load()
  say('Hello')
  await clock.advance(patience)
  expect(answers).toEqual(['silent'])
})

test('is patient with a page that speaks before it has loaded', async () => {
  const { ask, answers, clock, load, say } = scene()
  ask()
  say({ messageId: '1', status: 200 })
  load()
  ask()
  await clock.advance(patience)
  expect([answers, clock.pending()]).toEqual([[empty], 0])
})

test('waits for the first answer from the first message on', async () => {
  const { ask, answers, clock, load } = scene()
  ask()
  load()
  await clock.advance(patience - 1)
  ask()
  await clock.advance(1)
  expect(answers).toEqual(['silent', 'silent'])
})
