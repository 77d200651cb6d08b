import { either as E } from 'fp-ts'
import { expect, test } from 'vitest'
import { readResumePoint, type Resuming } from '../../src/runtime/readResumePoint.ts'

const point = {
  version: 1,
  signInAddress: 'sip:Tosh@contoso.com',
  endpointId: 'endpoint',
  instanceId: 'instance',
  application: 'https://pool.contoso.com/apps/1',
  next: 'https://pool.contoso.com/apps/1/events?ack=7',
  invitations: [{ href: 'https://pool.contoso.com/apps/1/invitations/1', rel: 'messagingInvitation' }],
} as const
const tosh: Resuming = { signInAddress: 'tosh@contoso.com' }

const refused = (field: string, rule: string) =>
  E.left({ name: 'InvalidInput', operation: 'resumeFrom', faults: [{ field, rule }] })

test.each<[string, Resuming]>([
  ['says no more than who she is', tosh],
  ['is the same device', { ...tosh, endpointId: 'endpoint', instanceId: 'instance' }],
  ['writes her address otherwise', { signInAddress: ' SIPS:TOSH@contoso.com ' }],
])('takes the resume point of a user who %s', (_, who) => {
  expect(readResumePoint(point, who)).toEqual(E.right(point))
})

test.each<[string, object, Resuming, string, string]>([
  [
    'of somebody else',
    {},
    { signInAddress: 'lene@contoso.com' },
    'signInAddress',
    'must be that of the user who signs in',
  ],
  [
    'of somebody whose name only contains the word',
    { signInAddress: 'gossip:tosh@contoso.com' },
    { signInAddress: 'gostosh@contoso.com' },
    'signInAddress',
    'must be that of the user who signs in',
  ],
  ['of another endpoint', {}, { ...tosh, endpointId: 'other' }, 'endpointId', 'must be that of the client'],
  ['of another instance', {}, { ...tosh, instanceId: 'other' }, 'instanceId', 'must be that of the client'],
  [
    'of no instance',
    { instanceId: undefined },
    { ...tosh, instanceId: 'a' },
    'instanceId',
    'must be that of the client',
  ],
  [
    'whose events are elsewhere',
    { next: 'https://evil.example/events' },
    tosh,
    'application',
    'must be on the same host as all else',
  ],
  [
    'whose invitations are elsewhere',
    { invitations: [{ ...point.invitations[0], href: 'https://evil.example/1' }] },
    tosh,
    'application',
    'must be on the same host as all else',
  ],
  ['of another time', { version: 2 }, tosh, 'version', 'must be 1'],
])('takes no resume point %s', (_, more, who, field, rule) => {
  expect(readResumePoint({ ...point, ...more }, who)).toEqual(refused(field, rule))
})
