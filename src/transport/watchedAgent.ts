import { member } from './member.ts'

interface NodeResponse {
  readonly complete: boolean
  readonly once: (event: 'close', listener: () => void) => unknown
}

interface NodeRequest {
  readonly once: (event: 'response', listener: (response: NodeResponse) => void) => unknown
}

interface NodeAgent {
  readonly addRequest: (request: NodeRequest, ...rest: readonly unknown[]) => unknown
}

const isNodeAgent = (agent: unknown): agent is NodeAgent => typeof member(agent, 'addRequest') === 'function'

/** The agent that Node takes where none is given; undefined in browsers. */
const defaultAgent = (url: string): unknown => {
  const { process }: { process?: unknown } = globalThis
  const builtin = member(process, 'getBuiltinModule')
  if (typeof builtin !== 'function') return undefined
  const name = url.startsWith('https:') ? 'node:https' : 'node:http'
  return member(Reflect.apply(builtin, process, [name]), 'globalAgent')
}

/**
 * The same agent for one request, which tells when the connection breaks inside
 * the body. node-fetch 2 does not: short of its Content-Length a body hangs for
 * ever.
 */
export const watchedAgent = (given: object | undefined, url: string, onBroken: () => void): unknown => {
  const agent = given ?? defaultAgent(url)
  if (!isNodeAgent(agent)) return given
  const addRequest: NodeAgent['addRequest'] = (request, ...rest) => {
    request.once('response', (response) => {
      response.once('close', () => {
        if (!response.complete) onBroken()
      })
    })
    return agent.addRequest(request, ...rest)
  }
  return Object.create(agent, { addRequest: { value: addRequest } })
}
