import { connect, createServer, type Socket } from 'node:net'

/** Marks a request on its way, so that it is known which of them a dead connection has swallowed. */
export const markHeader = 'x-test-mark'

const marks = new RegExp(`${markHeader}: (\\d+)`, 'gi')

export interface Gateway {
  readonly port: number
  /** Every connection that stands passes nothing on from now on, in either direction, and closes on neither side. */
  readonly forget: () => void
  /** The same after so many bytes from the server: an answer that has begun stays without an end. */
  readonly forgetAfter: (bytes: number) => void
  /** Every connection that stands is reset at the client's side; the server does not hear of it. */
  readonly reset: () => void
  /** Whether a connection has swallowed the marked request, or its answer. */
  readonly swallowed: (mark: string) => boolean
  readonly close: () => Promise<void>
}

interface Passage {
  readonly near: Socket
  readonly far: Socket
  readonly carried: Set<string>
  isForgotten: boolean
  /** Bytes that may still come from the server. */
  allowed: number
}

/** A router between clients and a server on this machine, which translates addresses and can lose its memory. */
export const createGateway = async (serverPort: number): Promise<Gateway> => {
  const passages = new Set<Passage>()
  const router = createServer({ noDelay: true }, (near) => {
    const far = connect({ port: serverPort, host: '127.0.0.1', noDelay: true })
    const passage: Passage = { near, far, carried: new Set(), isForgotten: false, allowed: Infinity }
    passages.add(passage)
    near.on('data', (chunk: Buffer) => {
      for (const [, mark = ''] of chunk.toString('latin1').matchAll(marks)) passage.carried.add(mark)
      if (!passage.isForgotten) far.write(chunk)
    })
    far.on('data', (chunk: Buffer) => {
      if (passage.isForgotten) return
      near.write(chunk.subarray(0, passage.allowed))
      passage.allowed -= chunk.length
      passage.isForgotten = passage.allowed < 0
    })
    const pass = (from: Socket, to: Socket) => {
      from.on('end', () => passage.isForgotten || to.end())
      from.on('error', () => undefined)
      from.on('close', () => passage.isForgotten || to.destroy())
    }
    pass(near, far)
    pass(far, near)
  })
  await new Promise<void>((resolve) => router.listen(0, '127.0.0.1', resolve))
  const address = router.address()
  if (typeof address !== 'object' || address === null) throw new Error('a gateway without a port')
  const forget = () => {
    for (const passage of passages) passage.isForgotten = true
  }
  return {
    port: address.port,
    forget,
    forgetAfter: (bytes) => {
      for (const passage of passages) passage.allowed = bytes
    },
    reset: () => {
      forget()
      for (const { near } of passages) near.resetAndDestroy()
    },
    swallowed: (mark) => [...passages].some(({ isForgotten, carried }) => isForgotten && carried.has(mark)),
    close: async () => {
      for (const { near, far } of passages) for (const socket of [near, far]) socket.destroy()
      await new Promise((resolve) => router.close(resolve))
    },
  }
}
