import { either as E } from 'fp-ts'
import { attemptOf } from '../../src/transport/attempt.ts'
import type { Http, HttpFailure, HttpRequest, HttpResponse } from '../../src/transport/http.ts'
import { drain } from '../support/virtualClock.ts'

/** A request that waits before it goes out. */
export interface Detained {
  /** Whether it has come. */
  readonly isHere: () => boolean
  /** Lets it go to the server. */
  readonly letGo: () => void
}

/** A stop for every request of one kind. */
export interface Checkpoint {
  /** Whether one waits. */
  readonly isHere: () => boolean
  /** Lets the one that waits go to the server. */
  readonly letGo: () => void
}

/** The way from a client to its server, watched, and stopped where a test says so. What is deleted is named `DELETE …`. */
export interface Line {
  readonly http: Http
  /** Keeps back the next request for this. */
  readonly detain: (operation: string) => Detained
  /** Keeps back every request for this from now on. */
  readonly detainEach: (operation: string) => Checkpoint
  /** How many requests for this the client has made. */
  readonly asked: (operation: string) => number
  /** The body of the last of them. */
  readonly said: (operation: string) => string | undefined
  /** Where the last of them that had a Location in its answer said that something is. */
  readonly location: (operation: string) => string | undefined
  /** How many of them have no answer yet. */
  readonly open: (operation: string) => number
  /** Resolves when every request has its answer, but for those detained and those left out here. */
  readonly idle: (besides: ReadonlySet<string>) => Promise<void>
}

interface Gate extends Detained {
  readonly arrive: () => void
  readonly opened: Promise<void>
}

const createGate = (): Gate => {
  let isHere = false
  let open: () => void = () => undefined
  const opened = new Promise<void>((resolve) => (open = resolve))
  return { isHere: () => isHere, arrive: () => void (isHere = true), opened, letGo: () => open() }
}

const nameOf = ({ operation, method }: HttpRequest): string => (method === 'DELETE' ? `DELETE ${operation}` : operation)

/** Resolves when one of both has come about, and leaves nothing behind at the signal. */
const openedOrAborted = async (gate: Gate, signal: AbortSignal): Promise<void> => {
  let abort: () => void = () => undefined
  const aborted = new Promise<void>((resolve) => {
    abort = resolve
    signal.addEventListener('abort', abort)
  })
  await Promise.race([gate.opened, aborted])
  signal.removeEventListener('abort', abort)
}

const add = (counts: Map<string, number>, operation: string): void =>
  void counts.set(operation, (counts.get(operation) ?? 0) + 1)

export const createLine = (http: Http): Line => {
  const gates = new Map<string, Gate>()
  const checkpoints = new Map<string, Set<Gate>>()
  const asked = new Map<string, number>()
  const answered = new Map<string, number>()
  const bodies = new Map<string, string | undefined>()
  const locations = new Map<string, string>()
  const underWay = new Map<Promise<unknown>, string>()

  const send = async (request: HttpRequest, signal: AbortSignal): Promise<E.Either<HttpFailure, HttpResponse>> => {
    const name = nameOf(request)
    const checkpoint = checkpoints.get(name)
    const gate = checkpoint === undefined ? gates.get(name) : createGate()
    if (gate !== undefined) {
      if (checkpoint === undefined) gates.delete(name)
      else checkpoint.add(gate)
      gate.arrive()
      await openedOrAborted(gate, signal)
      checkpoint?.delete(gate)
      if (signal.aborted) return E.left({ name: 'Aborted', ...attemptOf(request) })
    }
    const answer = http(request, signal)()
    underWay.set(answer, name)
    try {
      return await answer
    } finally {
      underWay.delete(answer)
    }
  }

  const idle: Line['idle'] = async (besides) => {
    await drain()
    const awaited = [...underWay].flatMap(([answer, operation]) => (besides.has(operation) ? [] : [answer]))
    if (awaited.length === 0) return
    await Promise.all(awaited)
    return idle(besides)
  }

  return {
    http: (request, signal) => async () => {
      const operation = nameOf(request)
      add(asked, operation)
      bodies.set(operation, request.body)
      const answer = await send(request, signal)
      add(answered, operation)
      const location = E.isRight(answer) ? answer.right.header('location') : undefined
      if (location !== undefined) locations.set(operation, location)
      return answer
    },
    detain: (operation) => {
      const gate = createGate()
      gates.set(operation, gate)
      return gate
    },
    said: (operation) => bodies.get(operation),
    location: (operation) => locations.get(operation),
    detainEach: (operation) => {
      const waiting = new Set<Gate>()
      checkpoints.set(operation, waiting)
      return {
        isHere: () => waiting.size > 0,
        letGo: () => {
          const [first] = waiting
          if (first === undefined) throw new Error(`nothing was asked: ${operation}`)
          first.letGo()
        },
      }
    },
    asked: (operation) => asked.get(operation) ?? 0,
    open: (operation) => (asked.get(operation) ?? 0) - (answered.get(operation) ?? 0),
    idle,
  }
}
