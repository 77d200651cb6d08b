import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { either as E } from 'fp-ts'

/** A private key and a certificate, in PEM. */
export interface Pem {
  readonly key: string
  readonly cert: string
}

const command = [
  'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout - -days 30',
  '-subj /CN=rx-ucwa -addext subjectAltName=DNS:localhost,IP:127.0.0.1,IP:::1',
]

const blocksOf = (output: string, label: string): string =>
  output.match(new RegExp(`-----BEGIN ${label}-----[^-]+-----END ${label}-----`))?.[0] ?? ''

/**
 * A certificate for this machine, good for 30 days, that nobody has signed but
 * itself. Made by the program openssl, since Node makes none; its key stays in
 * memory.
 */
export const selfSigned = async (): Promise<E.Either<string, Pem>> => {
  try {
    const { stdout } = await promisify(execFile)('openssl', command.join(' ').split(' '))
    return E.right({ key: `${blocksOf(stdout, 'PRIVATE KEY')}\n`, cert: `${blocksOf(stdout, 'CERTIFICATE')}\n` })
  } catch {
    return E.left('--https makes its certificate with openssl, which did not run: give --cert and --key instead')
  }
}
