import { parseArgs } from 'node:util'
import { either as E, function as F } from 'fp-ts'
import type { UserAccount } from '../../server/index.ts'
import { readArguments } from '../terminal/arguments.ts'
import { readUser } from './user.ts'

/** Where key and certificate come from: made for the occasion, or two files in PEM. */
export type Certificate = 'selfSigned' | { readonly key: string; readonly cert: string }

export interface ServeOptions {
  readonly port: number
  readonly host: string
  readonly certificate: Certificate | undefined
  /** Beside the default ones. */
  readonly users: readonly UserAccount[]
  /** Whose web pages may use the server. */
  readonly allowedOrigins: readonly string[]
}

const options = {
  port: { type: 'string', default: '0' },
  host: { type: 'string', default: '127.0.0.1' },
  https: { type: 'boolean', default: false },
  cert: { type: 'string' },
  key: { type: 'string' },
  user: { type: 'string', multiple: true, default: [] as string[] },
  origin: { type: 'string', multiple: true, default: [] as string[] },
  help: { type: 'boolean', short: 'h', default: false },
} as const

const mostPort = 65_535

const readPort = (text: string): E.Either<string, number> =>
  /^\d{1,5}$/.test(text) && Number(text) <= mostPort
    ? E.right(Number(text))
    : E.left(`--port is a number from 0 to ${mostPort}, not '${text}'`)

const readOrigin = (text: string): E.Either<string, string> =>
  /^https?:/i.test(text) && URL.canParse(text)
    ? E.right(new URL(text).origin)
    : E.left(`--origin is an origin such as http://localhost:5173, not '${text}'`)

const readCertificate = (
  https: boolean,
  key: string | undefined,
  cert: string | undefined,
): E.Either<string, Certificate | undefined> => {
  if (key === undefined && cert === undefined) return E.right(https ? 'selfSigned' : undefined)
  if (key === undefined || cert === undefined) return E.left('--cert and --key go together')
  return https ? E.right({ key, cert }) : E.left('--cert and --key are for --https')
}

export const readServeOptions = (args: readonly string[]): E.Either<string, ServeOptions | 'help'> =>
  F.pipe(
    readArguments(() => parseArgs({ args: [...args], options }).values),
    E.chain((values): E.Either<string, ServeOptions | 'help'> => {
      if (values.help) return E.right('help')
      return F.pipe(
        E.Do,
        E.bind('port', () => readPort(values.port)),
        E.bind('certificate', () => readCertificate(values.https, values.key, values.cert)),
        E.bind('users', () => E.traverseArray(readUser)(values.user)),
        E.bind('allowedOrigins', () => E.traverseArray(readOrigin)(values.origin)),
        E.map((read) => ({ ...read, host: values.host })),
      )
    }),
  )
