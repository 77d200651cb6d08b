import { createInterface } from 'node:readline'
import { type Readable, Writable } from 'node:stream'

/** Takes what is typed, and shows none of it. */
const nowhere = (): Writable => new Writable({ write: (_chunk, _encoding, written) => written() })

/** Asks for something that is not shown while it is typed. Undefined when Ctrl-C or Ctrl-D is the answer. */
export const hiddenPrompt = async (
  question: string,
  input: Readable,
  output: Writable,
): Promise<string | undefined> => {
  output.write(question)
  const reader = createInterface({ input, output: nowhere(), terminal: true, historySize: 0 })
  const answer = await new Promise<string | undefined>((resolve) => {
    reader.once('line', resolve)
    reader.once('SIGINT', () => resolve(undefined))
    reader.once('close', () => resolve(undefined))
  })
  reader.close()
  output.write('\n')
  return answer
}
