import { onTestFinished, vi } from 'vitest'
import { createServer, defaultUsers, type UcwaServer } from '../../src/server/index.ts'
import { blocksIn } from './programs.ts'
import { run, type Surroundings } from './running.ts'

const password = 'pass@word1'
export const environment = { UCWA_PASSWORD: password }

/** The one block of a page that says this. */
export const blockWith = (page: string, words: string): string => {
  const found = blocksIn(page).filter(({ text }) => text.includes(words))
  if (found.length !== 1 || found[0] === undefined) throw new Error(`${found.length} blocks of ${page} say ${words}`)
  return found[0].text
}

export const tenLines = blockWith('README.md', 'await client.signOut()')

/** `client` and `conversation`, with which the pages go on. */
export const goingOn = tenLines
  .replace(/^await client\.signOut\(\)\nclient\.close\(\)$/m, '')
  .replace(/^.*messages\$.*\n/m, '')

export interface Scene {
  readonly server: UcwaServer
  readonly rootUrl: string
  /** Runs lines until this comes true. */
  readonly runs: (
    code: string,
    until: (printed: string) => unknown,
    more?: Pick<Surroundings, 'modules'>,
  ) => Promise<void>
}

export const adam = { uri: 'sip:adam@contoso.com', name: 'Adam Barr', password }

/** A server on which everybody but Tosh answers by herself. */
export const scene = async (users = [...defaultUsers, adam]): Promise<Scene> => {
  const server = createServer({ users })
  onTestFinished(() => server.close())
  const { url } = await server.listen()
  const rootUrl = `${url}/`
  for (const { uri } of users) if (uri !== 'sip:tosh@contoso.com') server.control.user(uri).answers()
  return {
    server,
    rootUrl,
    runs: async (code, until, more = {}) => {
      const meanwhile = async (printed: () => string): Promise<void> => {
        await vi.waitFor(() => until(printed()), { timeout: 10_000 })
      }
      await run({ code, place: 'documentation' }, environment, { rootUrl, meanwhile, ...more })
    },
  }
}
