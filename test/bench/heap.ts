import { createFeed } from './feed.ts'
import type { Measured } from './goals.ts'
import { createPages } from './pages.ts'
import { connectClient, libraryReader } from './readers.ts'

const many = 50_000
/** Made before anything is weighed: the first ones bring compiled code along. */
const first = 1_000

const collectGarbage = (): void => {
  if (globalThis.gc === undefined) throw new Error('run with --expose-gc')
  for (let time = 0; time < 3; time++) globalThis.gc()
}

const heapNow = (): number => {
  collectGarbage()
  return process.memoryUsage().heapUsed
}

interface Page {
  readonly sender: readonly { readonly events: readonly { readonly _embedded?: Readonly<Record<string, unknown>> }[] }[]
}

/** Bytes of the bodies that a conversation keeps: as it is decoded, so it stands in memory. */
const bytesOfBodies = (conversations: number): number => {
  const bodies: unknown[] = []
  const before = heapNow()
  for (const text of createPages({ seed: 8, conversations }).begun(0, conversations)) {
    const page = JSON.parse(text) as Page
    for (const { events } of page.sender) {
      for (const { _embedded } of events) bodies.push(...Object.values(_embedded ?? {}))
    }
  }
  const bytes = heapNow() - before
  return bodies.length === 0 ? NaN : bytes
}

/** P8, beyond the decoded bodies kept. */
export const measureHeap = async (conversations = many): Promise<Measured> => {
  const pages = createPages({ seed: 8, conversations })

  const quiet = createFeed()
  const client = await connectClient(quiet.http, quiet.origin)
  await quiet.play(pages.listed(0, first))
  await quiet.play([])
  const before = heapNow()
  await quiet.play(pages.listed(first, conversations))
  await quiet.play([])
  const listed = heapNow() - before
  client.close()

  const busy = createFeed()
  const reader = await libraryReader(busy.http, busy.origin)
  await busy.play(pages.begun(0, first))
  await busy.play([])
  const beforeBusy = heapNow()
  await busy.play(pages.begun(first, conversations))
  await busy.play([])
  const connected = heapNow() - beforeBusy
  reader.close()

  return {
    'P8/listed': listed / (conversations - first),
    'P8/connected': connected / (conversations - first) - bytesOfBodies(conversations) / conversations,
  }
}
