import { parseArgs } from 'node:util'
import { either as E, function as F } from 'fp-ts'
import { readArguments } from '../terminal/arguments.ts'

export interface ChatOptions {
  /** `user@domain`. */
  readonly address: string
  /** Absolute URL of the root resource, in place of discovery. */
  readonly root: string | undefined
  /** SIP URI. */
  readonly to: string
}

const options = {
  address: { type: 'string' },
  root: { type: 'string' },
  to: { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
} as const

const noPassword = 'a password is no argument, since others can read those: set UCWA_PASSWORD, or wait to be asked'

const required = (name: string, value: string | undefined): E.Either<string, string> =>
  value === undefined || value === '' ? E.left(`--${name} is missing`) : E.right(value)

const matching =
  (pattern: RegExp, rule: string) =>
  (value: string): E.Either<string, string> =>
    pattern.test(value) ? E.right(value) : E.left(`${rule}, not '${value}'`)

const readRoot = (root: string | undefined): E.Either<string, string | undefined> =>
  root === undefined || (/^https?:/i.test(root) && URL.canParse(root))
    ? E.right(root)
    : E.left(`--root is an http or https URL, not '${root}'`)

const read = (args: readonly string[]): E.Either<string, ChatOptions | 'help'> =>
  F.pipe(
    readArguments(() => parseArgs({ args: [...args], options }).values),
    E.chain((values): E.Either<string, ChatOptions | 'help'> => {
      if (values.help) return E.right('help')
      return F.pipe(
        E.Do,
        E.bind('address', () =>
          F.pipe(
            required('address', values.address),
            E.chain(matching(/^[^@\s]+@[^@\s]+$/, '--address is user@domain')),
          ),
        ),
        E.bind('root', () => readRoot(values.root)),
        E.bind('to', () =>
          F.pipe(
            required('to', values.to),
            E.chain(matching(/^sips?:[^@\s]+@[^@\s]+$/i, '--to is a SIP URI such as sip:lene@contoso.com')),
          ),
        ),
      )
    }),
  )

/** A password among the arguments is refused before anything else is said about them. */
export const readChatOptions = (args: readonly string[]): E.Either<string, ChatOptions | 'help'> =>
  args.some((argument) => /^--?pass/i.test(argument)) ? E.left(noPassword) : read(args)
