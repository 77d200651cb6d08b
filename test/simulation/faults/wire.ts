import { dropped, isDropped } from '../../../src/server/http.ts'
import type { Reached, Trouble } from '../road.ts'

const never = (): Promise<Reached> => new Promise(() => undefined)

const isRead: Trouble['concerns'] = ({ method }) => method === 'GET'

const second = 1000

const lostBefore: Trouble = { name: 'lostBefore', pass: () => Promise.resolve(dropped) }

const lostAfter: Trouble = {
  name: 'lostAfter',
  pass: async ({ arrive }) => {
    await arrive()
    return dropped
  },
}

const delay: Trouble = {
  name: 'delay',
  pass: async ({ arrive, pause, chance }) => {
    await pause(chance.between(0, 10 * second))
    const answer = await arrive()
    await pause(chance.between(0, 10 * second))
    return answer
  },
}

/** What repeats a request below HTTP's eyes repeats reads alone. */
const duplicate: Trouble = {
  name: 'duplicate',
  concerns: isRead,
  pass: async ({ arrive, pause, chance }) => {
    const first = arrive()
    await pause(chance.between(0, second))
    const again = arrive()
    return chance.happens(0.5) ? first : again
  },
}

/** Neither side hears of it: what waits at the server goes on waiting. */
const hangBefore: Trouble = { name: 'hangBefore', hangs: true, pass: never }

const hangAfter: Trouble = {
  name: 'hangAfter',
  hangs: true,
  pass: async ({ arrive }) => {
    await arrive(new AbortController().signal)
    return never()
  },
}

const unavailable = (status: number, headers: Readonly<Record<string, string>> = {}): Reached => ({
  status,
  headers: { 'Content-Type': 'text/html', ...headers },
  body: '<html>try again</html>',
})

/** A proxy has no time; the server never hears of the request. */
const busy: Trouble = {
  name: 'busy',
  pass: ({ chance }) => Promise.resolve(unavailable(chance.pick([408, 429, 500, 502, 503, 504]))),
}

const retryAfter: Trouble = {
  name: 'retryAfter',
  pass: ({ chance }) =>
    Promise.resolve(unavailable(chance.pick([429, 503]), { 'Retry-After': String(chance.pick([0, 1, 20, 3600])) })),
}

/** The server acts; a proxy has lost patience meanwhile. */
const badGateway: Trouble = {
  name: 'badGateway',
  pass: async ({ arrive, chance }) => {
    await arrive()
    return unavailable(chance.pick([500, 502, 503, 504]))
  },
}

/** The server acts; half of its answer arrives. */
const cutOff: Trouble = {
  name: 'cutOff',
  pass: async ({ arrive }) => {
    const answer = await arrive()
    return isDropped(answer) ? answer : { ...answer, body: answer.body.slice(0, answer.body.length / 2) }
  },
}

/** A host that is not the server's and asks for a token. */
export const foreignHost = 'elsewhere.example'

const redirected: Trouble = {
  name: 'redirected',
  pass: ({ chance }) =>
    Promise.resolve({
      status: chance.pick([302, 307, 308]),
      headers: { Location: `http://${foreignHost}/ucwa` },
      body: '',
    }),
}

/** One of those that share a batch fails by itself. */
const memberFails: Trouble = {
  name: 'memberFails',
  concerns: ({ operation }) => operation === 'batch',
  pass: async ({ arrive, chance }) => {
    const answer = await arrive()
    if (isDropped(answer)) return answer
    const members = [...answer.body.matchAll(/^HTTP\/1\.1 .*$/gm)]
    const at = chance.oneOf(members)?.index
    if (at === undefined) return answer
    const rest = answer.body
      .slice(at)
      .replace(/^HTTP\/1\.1 .*$/m, `HTTP/1.1 ${chance.pick([401, 429, 500, 503])} Not now`)
    return { ...answer, body: answer.body.slice(0, at) + rest }
  },
}

/** Those of wide worlds. */
export const wideTroubles: readonly Trouble[] = [memberFails]

/** What happens to single requests on their way. */
export const troubles: readonly Trouble[] = [
  lostBefore,
  lostAfter,
  delay,
  duplicate,
  hangBefore,
  hangAfter,
  busy,
  retryAfter,
  badGateway,
  cutOff,
  redirected,
]
