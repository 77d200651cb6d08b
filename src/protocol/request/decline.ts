import type * as t from 'io-ts'
import { oneOf } from '../rule.ts'
import { struct } from '../struct.ts'

/** Why an invitation is declined: Local is this endpoint only, Global all of the user's. */
export const declineReasons = [
  'Local',
  'Global',
  'Unknown',
  'MediaAllocationFailure',
  'EncryptionMismatch',
  'IPv6NotSupported',
  'MediaConnectivityFailure',
  'CodecMismatch',
  'UnsupportedMedia',
  'InvalidMediaOffer',
  'InsufficientBandwidth',
  'InsufficientBandwidthRerouteOverPstn',
] as const
export type DeclineReason = (typeof declineReasons)[number]

/** Body of the POST to `decline`. */
export const Decline = struct('Decline', {}, { reason: oneOf(declineReasons) })
export type Decline = t.TypeOf<typeof Decline>
