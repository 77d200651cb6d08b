import { distinctUntilChanged, scan, startWith } from 'rxjs'
import type { People, SearchOptions } from '../client/people.ts'
import { unknownPresence } from '../runtime/watchedContact.ts'
import { askContacts } from './asked.ts'
import { unlessSame } from './changed.ts'
import type { Line } from './line.ts'
import type { MirroredClient } from './surface.ts'
import { watching } from './watching.ts'

/** As the `people` of a client. */
export const mirroredPeople = (line: Line): MirroredClient['people'] => {
  const search = (query: string, options: SearchOptions = {}): ReturnType<People['search']> =>
    askContacts(line, { on: 'people', verb: 'search', query, options })
  return {
    search,
    myContacts: () => askContacts(line, { on: 'people', verb: 'myContacts' }),
    presence$: (contact) =>
      watching(line, { stream: 'contactPresence', contact }).pipe(
        startWith(unknownPresence),
        scan(unlessSame),
        distinctUntilChanged(),
      ),
  }
}
