import { systemClock } from '../../src/index.ts'
import { createCharts } from '../../src/visualizer/charts.ts'
import { Log } from '../../src/visualizer/recording/log.ts'
import { Recorder } from '../../src/visualizer/recording/recorder.ts'
import { createFeed } from './feed.ts'
import type { Measured } from './goals.ts'
import { createPages } from './pages.ts'
import { agree, libraryReader } from './readers.ts'
import { asReceived, fastest } from './rounds.ts'

const conversations = 1_000

/** P10. The same client, not watched, watched no more, and watched. */
export const measureWatching = async (rounds: number): Promise<Measured> => {
  const pages = createPages({ seed: 10, conversations })
  const feeds = [createFeed(), createFeed(), createFeed()] as const
  const [plain, left, watched] = await Promise.all([
    libraryReader(feeds[0].http, feeds[0].origin),
    libraryReader(feeds[1].http, feeds[1].origin),
    libraryReader(feeds[2].http, feeds[2].origin),
  ])
  for (const texts of [pages.begun(0, conversations), pages.peopled(0, conversations)]) {
    for (const feed of feeds) await feed.play(texts)
  }
  const recorder = new Recorder({
    ...{ log: new Log(), clock: systemClock, texts: false, charts: createCharts(), added: () => undefined },
  })
  const leave = recorder.watch(left.client, 'left')
  leave()
  const end = recorder.watch(watched.client, 'watched')
  const [alone = NaN, after = NaN, during = NaN] = await fastest(
    rounds,
    () => asReceived(pages.stream(50, 10).texts),
    feeds.map((feed) => (texts: readonly string[]) => feed.play(texts)),
  )
  end()
  agree(plain, left)
  agree(plain, watched)
  for (const reader of [plain, left, watched]) reader.close()
  return { 'P10/detached': after / alone, 'P10/attached': during / alone }
}
