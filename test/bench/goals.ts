/** One line of the table. */
export interface Goal {
  /** Of performance.md, with its case where it has several. */
  readonly id: string
  readonly title: string
  /** What is measured must be at least, or at most, this. */
  readonly sense: 'least' | 'most'
  readonly gate: number
  readonly aim: number
  readonly unit: 'ratio' | 'count' | 'bytes' | 'milliseconds'
}

const endToEnd = (events: number): Goal => ({
  id: `P1/${events}`,
  title: `events per second ÷ hand-written loop, loopback HTTP, ${events} event${events === 1 ? '' : 's'} a page`,
  sense: 'least',
  gate: 0.85,
  aim: 0.95,
  unit: 'ratio',
})

const counted = (id: string, title: string, limit: number): Goal => ({
  id: `P7/${id}`,
  title,
  sense: 'most',
  gate: limit,
  aim: limit,
  unit: 'count',
})

const atMost = (id: string, title: string, gate: number, aim: number, unit: Goal['unit'] = 'ratio'): Goal => ({
  id,
  title,
  sense: 'most',
  gate,
  aim,
  unit,
})

export const goals: readonly Goal[] = [
  endToEnd(1),
  endToEnd(10),
  endToEnd(100),
  atMost('P3', 'time per event ÷ hand-written loop, page text to callbacks, 10 events a page', 1.25, 1.1),
  atMost('P4', 'validating a page ÷ its JSON.parse', 0.4, 0.05),
  atMost('P6', 'growth of an event’s cost, 10 to 50,000 conversations ÷ hand-written loop’s', 1.25, 1.1),
  counted('block', 'routes looked up per block of a conversation', 1),
  counted('event', 'routes looked up per event of communication', 1),
  counted('codecs', 'codecs tried per event, for the event and for its body each', 1),
  counted('typing', 'actors sent to per typing event', 0),
  counted('incoming', 'actors sent to per incoming message', 0),
  counted('own', 'actors sent to per own message', 1),
  counted('actors', 'actors sent to per event, of any other sort', 1),
  counted('subscribers', 'subscribers called per message', 1),
  atMost('P8/listed', 'heap bytes a conversation, listed and without an event yet', 512, 400, 'bytes'),
  atMost('P8/connected', 'heap bytes a conversation, connected, both charts, two subscribers', 6_144, 4_096, 'bytes'),
  atMost('P9', 'creating a conversation, 50,000 alive ÷ 10 alive', 1.5, 1.2),
  atMost('P10/detached', 'time per event once the visualizer has let go ÷ never watched', 1.1, 1.02),
  atMost('P10/attached', 'time per event while the visualizer watches ÷ not watched', 8, 5),
  atMost('P11/task', 'longest task of the page, 1,000 events a second, 2,000 actors, log full', 50, 16, 'milliseconds'),
  atMost(
    'P11/frame',
    'a frame of the page meanwhile, 99 of 100, whatever else the machine does',
    50,
    17,
    'milliseconds',
  ),
]

export type Measured = Readonly<Record<string, number>>

export const isWithin = ({ sense }: Goal, measured: number, limit: number): boolean =>
  sense === 'least' ? measured >= limit : measured <= limit
