import { operations } from '../protocol/operation.ts'
import type { MakeMeAvailable } from '../protocol/request/makeMeAvailable.ts'
import { done, sendInput, type Href, type Service, type Wire } from './command.ts'

/** Shows the user online, for the modalities given. The second time in an application is 409 `AlreadyExists`. */
export const makeMeAvailable =
  (wire: Wire): Service<{ readonly href: Href; readonly input: MakeMeAvailable }, void> =>
  ({ href, input }, signal) =>
    done(sendInput(wire, operations.makeMeAvailable, { href, input }, signal))
