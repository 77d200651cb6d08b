import type * as t from 'io-ts'
import { fromOneTo } from '../rule.ts'
import { struct } from '../struct.ts'

/** Body of the POST to `applications`. The four names that identify an application have at most 100 characters. */
export const CreateApplication = struct(
  'CreateApplication',
  { userAgent: fromOneTo(100), endpointId: fromOneTo(100), culture: fromOneTo(100) },
  { instanceId: fromOneTo(100) },
)
export type CreateApplication = t.TypeOf<typeof CreateApplication>
