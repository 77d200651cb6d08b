import type * as t from 'io-ts'
import { Link } from '../hypermedia.ts'
import { struct } from '../struct.ts'

const UserLinks = struct('UserLinks', {}, { self: Link, applications: Link, xframe: Link, redirect: Link })

/** What autodiscovery answers to a token: where `applications` is, or a `redirect` to the user's home. */
export const User = struct('User', { _links: UserLinks }, {})
export type User = t.TypeOf<typeof User>
