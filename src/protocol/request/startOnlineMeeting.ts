import type * as t from 'io-ts'
import { Importance } from '../resource/importance.ts'
import { atMost, fromOneTo, oneOf } from '../rule.ts'
import { struct } from '../struct.ts'

/** Body of the POST to `startOnlineMeeting`. Users without an account must say how they want to be called. */
export const StartOnlineMeeting = struct(
  'StartOnlineMeeting',
  {},
  {
    operationId: fromOneTo(50),
    importance: oneOf(Importance.known),
    subject: atMost(250),
    threadId: atMost(250),
    anonymousDisplayName: fromOneTo(250),
  },
)
export type StartOnlineMeeting = t.TypeOf<typeof StartOnlineMeeting>
