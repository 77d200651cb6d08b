import type { Readable, Writable } from 'node:stream'
import { either as E } from 'fp-ts'
import { hiddenPrompt } from '../terminal/hiddenPrompt.ts'

interface Surroundings {
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly input: Readable & { readonly isTTY?: boolean }
  readonly output: Writable
}

/** The password of the environment, or the answer to a hidden prompt where there is a terminal. */
export const askPassword = async (
  address: string,
  { environment, input, output }: Surroundings,
): Promise<E.Either<string, string>> => {
  const given = environment['UCWA_PASSWORD']
  if (given !== undefined && given !== '') return E.right(given)
  if (input.isTTY !== true) return E.left('there is no password: set UCWA_PASSWORD')
  const answer = await hiddenPrompt(`Password of ${address}: `, input, output)
  return answer === undefined || answer === '' ? E.left('no password was given') : E.right(answer)
}
