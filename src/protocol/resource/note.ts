import * as t from 'io-ts'
import { Link } from '../hypermedia.ts'
import { openEnum } from '../openEnum.ts'
import { struct } from '../struct.ts'

/** Set by the user, or made by the mail server while she is away. */
export const NoteType = openEnum('NoteType', ['OutOfOffice', 'Personal'])
export type NoteType = t.TypeOf<typeof NoteType>

/** What the user says of herself. There once she is available. */
export const Note = struct(
  'Note',
  {},
  { message: t.string, type: NoteType, _links: struct('NoteLinks', {}, { self: Link }) },
)
export type Note = t.TypeOf<typeof Note>
