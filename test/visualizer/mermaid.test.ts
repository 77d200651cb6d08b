import { expect, test } from 'vitest'
import { createMachine } from 'xstate'
import { eventChannelMachine } from '../../machines/index.ts'
import { chartOf } from '../../src/visualizer/chartOf.ts'
import { mermaidOf } from '../../src/visualizer/mermaid.ts'

test('a chart is a Mermaid diagram of its states, nested, and its transitions', () => {
  expect(mermaidOf(chartOf(eventChannelMachine))).toBe(`stateDiagram-v2
  state "eventChannel" as eventChannel
  state eventChannel {
    [*] --> open
    state "open" as open
    state open {
      [*] --> open_polling
      state "polling" as open_polling
      state "backingOff" as open_backingOff
      state "repeating" as open_repeating
      state "resyncing" as open_resyncing
    }
    state "replaced" as replaced
    replaced --> [*]
    state "gone" as gone
    gone --> [*]
  }
  open --> open_backingOff : channel.backingOff / noteSetback
  open --> open_resyncing : channel.gap / forgetSetback
  open --> replaced : channel.replaced / forgetSetback
  open --> gone : channel.gone / noteEnd
  open_backingOff --> open_repeating : channel.repeating
  open_repeating --> open_polling : channel.polling / forgetSetback
  open_resyncing --> open_polling : channel.caughtUp
`)
})

test('regions are parted, what a state does is its description, names that would be the same are not', () => {
  const machine = createMachine({
    id: 'm',
    type: 'parallel',
    states: {
      'a b': { entry: 'greet', exit: 'part', on: { 'x;y': { actions: 'z' } } },
      a_b: { initial: 'end', states: { end: {}, back: { type: 'history', history: 'deep', target: 'end' } } },
    },
  })
  expect(mermaidOf(chartOf(machine))).toBe(`stateDiagram-v2
  state "m" as m
  state m {
    state "a b" as a_b
    a_b : entry / greet
    a_b : exit / part
    a_b : x#59;y / z
    --
    state "a_b" as a_b_2
    state a_b_2 {
      [*] --> a_b_end
      state "end" as a_b_end
      state "H*" as a_b_back
      a_b_back --> a_b_end
    }
  }
`)
})
