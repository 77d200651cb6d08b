import type { SearchOptions } from '../client/people.ts'
import { askContacts } from './asked.ts'
import type { Line } from './line.ts'
import type { MirroredClient } from './surface.ts'
import { watching } from './watching.ts'

/** As the `people` of a client. */
export const mirroredPeople = (line: Line): MirroredClient['people'] => ({
  myContacts: () => askContacts(line, { on: 'people', verb: 'myContacts' }),
  search: (query: string, options: SearchOptions = {}) =>
    askContacts(line, { on: 'people', verb: 'search', query, options }),
  presence$: (contact) => watching(line, { stream: 'contactPresence', contact }),
})
