import { filter } from 'rxjs'
import { createVisualizer } from '../../src/visualizer/index.ts'
import { buildPage } from '../browser/builtPage.ts'
import { launch } from '../browser/page.ts'
import { createFeed } from './feed.ts'
import type { Measured } from './goals.ts'
import { createPages } from './pages.ts'
import { connectClient } from './readers.ts'

/** Each has two charts. */
const conversations = 1_000
/** Events that were there before anybody looks: enough that the log is full. */
const before = 100_000
const perPage = 10
const perSecond = 1_000

const pause = (ms: number): Promise<void> => new Promise((resolve) => void setTimeout(resolve, ms))

const watchFrames = `(() => {
  const frames = []
  let last = performance.now()
  const note = (now) => {
    frames.push(now - last)
    last = now
    requestAnimationFrame(note)
  }
  requestAnimationFrame(note)
  globalThis.frames = frames
})()`

interface Trace {
  readonly traceEvents: readonly {
    readonly name: string
    readonly pid: number
    readonly tid: number
    readonly args?: { readonly name?: string }
    /** Microseconds of the thread, whatever else the machine does. */
    readonly tdur?: number
  }[]
}

/** Milliseconds of work, for each task of the page's main thread that is no trifle, the longest last. */
const tasksIn = (trace: Buffer): readonly number[] => {
  const { traceEvents } = JSON.parse(trace.toString()) as Trace
  const mains = new Set(
    traceEvents.flatMap(({ name, pid, tid, args }) =>
      args?.name === 'CrRendererMain' && name === 'thread_name' ? `${pid}/${tid}` : [],
    ),
  )
  return traceEvents
    .filter(({ name, pid, tid }) => name === 'RunTask' && mains.has(`${pid}/${tid}`))
    .map(({ tdur = 0 }) => tdur / 1_000)
    .filter((length) => length > 1)
    .toSorted((one, other) => one - other)
}

const at = (sorted: readonly number[], part: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? NaN

/**
 * P11. How long the page of the visualizer takes for a frame: 2,000 actors, a full log of 50,000
 * entries, and then for some seconds 1,000 events a second, with the pages that brought them.
 */
export const measureFrames = async (seconds: number): Promise<Measured> => {
  await buildPage()
  const feed = createFeed()
  const client = await connectClient(feed.http, feed.origin)
  const pages = createPages({ seed: 11, conversations })
  await feed.play(pages.begun(0, conversations))
  let isBurst = false
  const visualizer = await createVisualizer({
    inspect: (observer) => client.inspect(observer),
    streams: client.streams,
    traffic$: client.traffic$.pipe(filter(() => isBurst)),
  })
  await feed.play(pages.stream(before / 100, 100).texts)
  const browser = await launch()
  try {
    const page = await browser.newPage({ viewport: { width: 1400, height: 900 } })
    await page.goto(visualizer.url)
    await page.getByText(/ of 50,000 entries, .* older dropped/).waitFor({ timeout: 60_000 })
    await page.locator('.tree .row', { hasText: 'messaging' }).first().click()
    await page.locator('.stage > svg .is-active').first().waitFor()
    isBurst = true
    const burst = pages.stream((seconds * perSecond) / perPage, perPage).texts
    await browser.startTracing(page, {
      categories: ['disabled-by-default-devtools.timeline', 'toplevel', 'devtools.timeline'],
    })
    await page.evaluate(watchFrames)
    const start = performance.now()
    for (const [place, text] of burst.entries()) {
      await feed.play([text])
      const due = start + ((place + 1) * perPage * 1_000) / perSecond
      if (due > performance.now()) await pause(due - performance.now())
    }
    const frames = (await page.evaluate<readonly number[]>('frames.slice(1)')).toSorted((one, other) => one - other)
    const tasks = tasksIn(await browser.stopTracing())
    return { 'P11/frame': at(frames, 0.99), 'P11/task': at(tasks, 1) }
  } finally {
    await browser.close()
    await visualizer.close()
    client.close()
  }
}
