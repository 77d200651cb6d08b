import * as t from 'io-ts'
import { Link } from '../hypermedia.ts'
import { struct } from '../struct.ts'
import { Communication } from './communication.ts'
import { Me } from './me.ts'
import { People } from './people.ts'

const ApplicationLinks = struct('ApplicationLinks', { self: Link }, { events: Link, batch: Link, policies: Link })
const ApplicationEmbedded = struct('ApplicationEmbedded', {}, { me: Me, people: People, communication: Communication })

/** One running client of a signed-in user, the top of everything else. */
export const Application = struct(
  'Application',
  { _links: ApplicationLinks },
  {
    culture: t.string,
    userAgent: t.string,
    type: t.string,
    endpointId: t.string,
    instanceId: t.string,
    id: t.string,
    etag: t.string,
    _embedded: ApplicationEmbedded,
  },
)
export type Application = t.TypeOf<typeof Application>
