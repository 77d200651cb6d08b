import type { Invariant } from './invariant.ts'

/** What the library asks by itself. All else is what a user asks, as often as she likes. */
const ownPosts: ReadonlySet<string> = new Set(['applications', 'makeMeAvailable', 'reportMyActivity', 'token', 'batch'])

const isOwn = ({ method, operation }: { readonly method: string; readonly operation: string }): boolean =>
  method === 'GET' || ownPosts.has(operation)

/** What is read first for what a user does: messaging that nobody has told of, where to say how she appears, .... */
const readsFor: Readonly<Record<string, readonly string[]>> = {
  addMessaging: ['messaging'],
  setPresence: ['me'],
  setNote: ['me'],
  keepHistory: ['communication'],
  search: ['search', 'myContacts', 'contact'],
  readLogs: ['conversationLogs', 'conversationLog'],
  readTranscripts: ['conversationLogTranscripts'],
}

const isReadFor = ({ operation }: { readonly operation: string }, what: string | undefined): boolean =>
  readsFor[what ?? '']?.includes(operation) ?? false

/** A refusal of one resource is an answer of a server that works. */
const isFailure = (outcome: number | string): boolean =>
  typeof outcome === 'string' || outcome >= 500 || [401, 403, 408, 429].includes(outcome)

const together = 500
const failingFor = 60_000
const mostWhileFailing = 20

/**
 * No client makes the same request twice within 500 ms without an answer
 * between, or more than 20 in 60 s in which every answer is a failure. What is
 * read for a user may go out once more at a time for each time that she asked,
 * since each is repeated by itself.
 */
export const calmRequests: Invariant = {
  name: 'calmRequests',
  watch: (violated) => {
    let now = 0
    /** What each user did at this very moment. */
    const did = new Map<string, string>()
    /** How often each user has asked for something for which this is read first. */
    const wanted = new Map<string, number>()
    const open = new Map<number, { readonly line: string; readonly at: number; readonly isHers: boolean }>()
    /** Of each client, when it asked what has failed since the last answer that was no failure. */
    const failed = new Map<string, number[]>()
    return {
      tick: (at) => {
        if (at > now) did.clear()
        now = at
      },
      hear: (happening) => {
        if (happening.kind === 'did') {
          did.set(happening.party, happening.what)
          for (const operation of readsFor[happening.what] ?? []) {
            const key = `${happening.party} ${operation}`
            wanted.set(key, (wanted.get(key) ?? 0) + 1)
          }
        }
        if (happening.kind === 'asked') {
          const { party, id, request } = happening
          if (!isOwn(request)) return
          const parts = [...(request.body ?? '').matchAll(/^GET (\S+) HTTP/gm)].map(([, path]) => path)
          const line = `${party} ${request.method} ${request.url} ${parts.join(' ')}`
          const others = [...open.values()].filter((other) => other.line === line && now - other.at < together)
          const [first] = others
          if (first !== undefined && others.length > (wanted.get(`${party} ${request.operation}`) ?? 0))
            violated(`${line} within ${now - first.at} ms`)
          open.set(id, { line, at: now, isHers: isReadFor(request, did.get(party)) })
        }
        if (happening.kind === 'answered') {
          const { id, party, outcome } = happening
          const request = open.get(id)
          open.delete(id)
          if (request === undefined || request.isHers || outcome === 'Aborted') return
          if (!isFailure(outcome)) return void failed.delete(party)
          const recent = (failed.get(party) ?? []).filter((at) => now - at < failingFor)
          recent.push(request.at)
          failed.set(party, recent)
          if (recent.length > mostWhileFailing) {
            violated(`${party} makes ${recent.length} requests in 60 s that all fail`)
          }
        }
      },
    }
  },
}
