import { either as E } from 'fp-ts'

/** Node explains at length; the first sentence says what is wrong. */
const firstSentence = (message: string): string => message.split(/\.\s|\n/, 1)[0] ?? message

const isAboutArguments = (cause: unknown): cause is Error =>
  cause instanceof Error &&
  'code' in cause &&
  typeof cause.code === 'string' &&
  cause.code.startsWith('ERR_PARSE_ARGS_')

/** What `parse` reads by `parseArgs`, or what is wrong with the arguments in one line. */
export const readArguments = <Values>(parse: () => Values): E.Either<string, Values> => {
  try {
    return E.right(parse())
  } catch (cause) {
    if (isAboutArguments(cause)) return E.left(firstSentence(cause.message))
    throw cause
  }
}
