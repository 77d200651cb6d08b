import { Command } from '../client/command.ts'
import { promised, type Verdict } from '../client/promised.ts'
import type { Contact } from '../runtime/contact.ts'
import type { Person } from '../runtime/message.ts'
import { Observed } from '../runtime/observed.ts'
import type { Call } from './call.ts'
import type { Line } from './line.ts'
import type { Settlement } from './told.ts'
import { errorOf, hostGone } from './toldError.ts'

/** How a call ends whose host has gone. */
export const lostHost: Settlement = { error: hostGone }

export const mirrorClosed: Settlement = { error: { name: 'ClientClosed' } }

/** One call, until it is settled. */
export class Asked extends Observed {
  settlement: Settlement | undefined

  settle(settlement: Settlement): void {
    if (this.isOver) return
    this.settlement = settlement
    this.end()
  }
}

/** Once it is settled: rejected, or what `read` makes of it. */
export const verdictOf = <T>(
  settlement: Settlement | undefined,
  read: (settlement: Settlement) => T,
): Verdict<T> | undefined => {
  if (settlement === undefined) return undefined
  return 'error' in settlement ? { reject: errorOf(settlement.error) } : { resolve: read(settlement) }
}

const ask = (line: Line, call: Call): Asked => {
  const asked = new Asked()
  line.call(call, { settled: (settlement) => asked.settle(settlement), lost: () => asked.settle(lostHost) })
  return asked
}

export const askCommand = (line: Line, call: Call): Command => {
  const asked = ask(line, call)
  return new Command(promised<void>(asked, () => verdictOf(asked.settlement, () => undefined)))
}

const promise = <T>(line: Line, call: Call, read: (settlement: Settlement) => T): Promise<T> => {
  const asked = ask(line, call)
  const reading = promised<T>(asked, () => verdictOf(asked.settlement, read))()
  reading.catch(() => undefined)
  return reading
}

export const askDone = (line: Line, call: Call): Promise<void> => promise(line, call, () => undefined)

export const askContacts = (line: Line, call: Call): Promise<readonly Contact[]> =>
  promise(line, call, (settlement) => ('contacts' in settlement ? settlement.contacts : []))

/** Never rejects. */
export const askPerson = (line: Line, call: Call): Promise<Person | undefined> =>
  promise(line, call, (settlement) => ('person' in settlement ? settlement.person : undefined)).catch(() => undefined)
