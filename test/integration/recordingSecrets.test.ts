import { expect, test } from 'vitest'
import { createCharts } from '../../src/visualizer/charts.ts'
import { Log } from '../../src/visualizer/recording/log.ts'
import { Recorder } from '../../src/visualizer/recording/recorder.ts'
import { linesOf } from '../../src/visualizer/recording/recording.ts'
import { cast, richSession } from './richSession.ts'
import { secret, virtualWorld } from './world.ts'

const words = {
  plain: 'PlainCoreQz2',
  html: '<b title="x">HtmlCoreQz3</b>',
  custom: 'v=0 o=CustomCoreQz4',
  note: 'back at NoteCoreQz5',
}
const cores = ['PlainCoreQz2', 'HtmlCoreQz3', 'CustomCoreQz4', 'NoteCoreQz5']

/** What is left of a text in base64, wherever in it the text begins. */
const inBase64 = (text: string): readonly string[] =>
  ['', ' ', '  '].map((before) => btoa(before + text).slice(before.length === 0 ? 0 : 4, -4))

const found = (secrets: readonly string[], recording: string): readonly string[] =>
  secrets.filter((one) => [one, ...inBase64(one)].some((form) => recording.includes(form)))

/** The recording of a session in which everything is said, and what is secret in it. */
const recorded = async (texts: boolean) => {
  const world = virtualWorld({ users: cast })
  const tosh = world.client('tosh')
  const log = new Log()
  const recorder = new Recorder({
    ...{ log, clock: world.clock, texts, charts: createCharts(), added: () => undefined },
  })
  recorder.watch(tosh, 'Tosh')
  await richSession(world, tosh, words)
  const tokens = world.http.requests.flatMap(({ headers }) => headers['Authorization']?.split('=')[1] ?? [])
  return { recording: linesOf('secrets', log).join('\n'), tokens: [secret, ...new Set(tokens)] }
}

test('a recording of a session in which everything is said tells none of it, and no token', async () => {
  const { recording, tokens } = await recorded(false)
  expect([found([...cores, ...tokens], recording), tokens.length > 1, recording.length > 100_000]).toEqual([
    [],
    true,
    true,
  ])
})

test('a recording that may tell what is said tells it, and no token all the same', async () => {
  const { recording, tokens } = await recorded(true)
  expect([found(tokens, recording), found(cores, recording).length > 0]).toEqual([[], true])
})
