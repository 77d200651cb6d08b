import { decodeEventPage } from '../../src/protocol/event/eventPage.ts'
import { createFeed, type Feed } from './feed.ts'
import type { Measured } from './goals.ts'
import { createPages, type Pages } from './pages.ts'
import { agree, handWrittenReader, libraryReader, type Reader } from './readers.ts'
import { asReceived, fastest } from './rounds.ts'

interface Playing {
  readonly pages: Pages
  readonly library: { readonly feed: Feed; readonly reader: Reader }
  readonly handWritten: { readonly feed: Feed; readonly reader: Reader }
}

/** Both readers in the middle of as many conversations. */
const playing = async (conversations: number, seed: number): Promise<Playing> => {
  const pages = createPages({ seed, conversations })
  const [one, other] = [createFeed(), createFeed()]
  const library = { feed: one, reader: await libraryReader(one.http, one.origin) }
  const handWritten = { feed: other, reader: handWrittenReader(other.get, other.origin) }
  for (const texts of [pages.begun(0, conversations), pages.peopled(0, conversations)]) {
    for (const { feed } of [library, handWritten]) await feed.play(texts)
  }
  return { pages, library, handWritten }
}

const close = ({ library, handWritten }: Playing): void => {
  agree(library.reader, handWritten.reader)
  library.reader.close()
  handWritten.reader.close()
}

/** P3. Through the whole client but the network: sign-in, exchange, event channel, router, charts. */
export const measureCallbacks = async (rounds: number): Promise<Measured> => {
  const both = await playing(1_000, 3)
  const [library = NaN, handWritten = NaN] = await fastest(rounds, () => asReceived(both.pages.stream(50, 10).texts), [
    (texts) => both.library.feed.play(texts),
    (texts) => both.handWritten.feed.play(texts),
  ])
  close(both)
  return { P3: library / handWritten }
}

/** P4. */
export const measureValidation = async (rounds: number): Promise<Measured> => {
  const pages = createPages({ seed: 4, conversations: 1_000 })
  const parse = (texts: readonly string[]): readonly unknown[] => texts.map((text): unknown => JSON.parse(text))
  const prepare = () => {
    const texts = asReceived(pages.stream(50, 10).texts)
    return { texts, structures: parse(texts) }
  }
  const [parsing = NaN, validating = NaN] = await fastest(rounds, prepare, [
    ({ texts }) => void parse(texts),
    ({ structures }) => {
      for (const structure of structures) {
        const page = decodeEventPage(structure)
        if (page._tag === 'Left' || page.right.undecodable.length > 0) throw new Error('a page is at fault')
      }
    },
  ])
  return { P4: validating / parsing }
}

const many = 50_000
const few = 10

/** P6 and P9: what it costs that there are many others. */
export const measureGrowth = async (rounds: number): Promise<Measured> => {
  const [small, large] = [await playing(few, 6), await playing(many, 6)]
  const [librarySmall = NaN, libraryLarge = NaN, handSmall = NaN, handLarge = NaN] = await fastest(
    rounds,
    () => ({
      few: asReceived(small.pages.stream(50, 10).texts),
      many: asReceived(large.pages.stream(50, 10).texts),
    }),
    [
      (texts) => small.library.feed.play(texts.few),
      (texts) => large.library.feed.play(texts.many),
      (texts) => small.handWritten.feed.play(texts.few),
      (texts) => large.handWritten.feed.play(texts.many),
    ],
  )
  const created = 100
  const [creationSmall = NaN, creationLarge = NaN] = await fastest(rounds, async () => {
    // Those of the round before go, untimed.
    await small.library.feed.play(small.pages.ended(many, many + created))
    await large.library.feed.play(large.pages.ended(many, many + created))
    return {
      few: asReceived(small.pages.begun(many, many + created)),
      many: asReceived(large.pages.begun(many, many + created)),
    }
  }, [(texts) => small.library.feed.play(texts.few), (texts) => large.library.feed.play(texts.many)])
  for (const { library, handWritten } of [small, large]) {
    library.reader.close()
    handWritten.reader.close()
  }
  return { P6: libraryLarge / librarySmall / (handLarge / handSmall), P9: creationLarge / creationSmall }
}
