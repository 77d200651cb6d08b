import type * as t from 'io-ts'
import { Link } from '../hypermedia.ts'
import { struct } from '../struct.ts'

const RootLinks = struct('RootLinks', {}, { self: Link, user: Link, xframe: Link, redirect: Link })

/** What autodiscovery answers first: where `user` is, or only a `redirect`. */
export const Root = struct('Root', { _links: RootLinks }, {})
export type Root = t.TypeOf<typeof Root>
