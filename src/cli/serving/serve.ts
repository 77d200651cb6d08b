import { either as E } from 'fp-ts'
import { createServer, defaultUsers, type Listening, type UcwaServer, type UserAccount } from '../../server/index.ts'
import { untilInterrupted } from '../terminal/interruption.ts'
import { done, misused, type Exit } from '../terminal/program.ts'
import type { Screen } from '../terminal/screen.ts'
import { identityFor, type Identity } from './certificate.ts'
import type { ServeOptions } from './options.ts'

const reasons: Readonly<Record<string, string>> = {
  EADDRINUSE: 'the port is in use',
  EACCES: 'this user may not take the port',
  EADDRNOTAVAIL: 'this machine has no such address',
  ENOTFOUND: 'there is no such host',
}

const whyNot = (cause: unknown, { host, port }: ServeOptions): string => {
  const inner = cause instanceof Error ? (cause.cause ?? cause) : cause
  const code = inner instanceof Error && 'code' in inner && typeof inner.code === 'string' ? inner.code : ''
  return `cannot listen on ${host}:${port}: ${reasons[code] ?? (inner instanceof Error ? inner.message : String(inner))}`
}

const listenOn = async (
  server: UcwaServer,
  options: ServeOptions,
  identity: Identity | undefined,
): Promise<E.Either<string, Listening>> => {
  const { port, host } = options
  try {
    return E.right(
      await server.listen({ port, host, ...(identity && { https: { key: identity.key, cert: identity.cert } }) }),
    )
  } catch (cause) {
    return E.left(whyNot(cause, options))
  }
}

/** The default users, then those given; one given twice is the last one. */
const allUsers = (given: readonly UserAccount[]): readonly UserAccount[] => [
  ...new Map([...defaultUsers, ...given].map((user) => [user.uri, user])).values(),
]

/** Serves until it is interrupted. */
export const serve = async (options: ServeOptions, { print, paint }: Screen): Promise<Exit> => {
  const identity = options.certificate === undefined ? undefined : await identityFor(options.certificate)
  if (identity !== undefined && E.isLeft(identity)) return misused(identity.left)
  const users = allUsers(options.users)
  const server = createServer({ users, allowedOrigins: options.allowedOrigins })
  const interrupted = untilInterrupted()
  try {
    const listening = await listenOn(server, options, identity?.right)
    if (E.isLeft(listening)) return misused(listening.left)
    print(`listening on ${paint('bold', listening.right.url)}`)
    for (const { uri, name, password } of users) print(`  ${uri.replace('sip:', '')}  ${password}  ${name}`)
    if (identity !== undefined) print(`certificate in ${identity.right.file}`)
    await interrupted
    return done
  } finally {
    await server.close()
    await identity?.right.remove()
  }
}
