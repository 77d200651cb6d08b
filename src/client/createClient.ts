import { either as E } from 'fp-ts'
import { Subject } from 'rxjs'
import { parseSignInAddress } from '../discovery/signInAddress.ts'
import { createTrust } from '../discovery/trust.ts'
import { json } from '../protocol/format.ts'
import { readResumePoint } from '../runtime/readResumePoint.ts'
import { createRuntime } from '../runtime/runtime.ts'
import { systemClock } from '../seam/clock.ts'
import { identifier, systemRandom } from '../seam/random.ts'
import { browserWakes } from '../seam/wakes.ts'
import { isAnonymous } from '../transport/anonymousMeeting.ts'
import { crossFetch } from '../transport/crossFetch.ts'
import { withTraffic, type Traffic } from '../transport/traffic.ts'
import { Client } from './client.ts'
import type { ClientOptions } from './clientOptions.ts'
import { logClient } from './logClient.ts'

const nameOfLibrary = 'rx-ucwa'

/**
 * Makes a client. Nothing is sent until `connect()`.
 *
 * @example
 * ```ts
 * const client = createClient({
 *   signInAddress: 'tosh@contoso.com',
 *   credentials: password('tosh@contoso.com', secret),
 * })
 * await client.connect()
 * ```
 */
export const createClient = (options: ClientOptions): Client => {
  const { signInAddress, credentials, clock = systemClock, random = systemRandom, logger } = options
  const availability = isAnonymous(credentials) ? 'lurking' : (options.availability ?? 'Online')
  const traffic = new Subject<Traffic>()
  const http = withTraffic(options.http ?? crossFetch({ clock }), {
    observed: () => traffic.observed,
    report: (exchanged) => traffic.next(exchanged),
  })
  const address = parseSignInAddress(signInAddress)
  const resumeFrom = options.resumeFrom ? readResumePoint(options.resumeFrom, { ...options, signInAddress }) : undefined
  const before = resumeFrom !== undefined && E.isRight(resumeFrom) ? resumeFrom.right : undefined
  const instanceId = options.instanceId ?? before?.instanceId
  const runtime = createRuntime({
    http,
    credentials,
    format: options.format ?? json(),
    clock,
    wakes: options.wakes ?? browserWakes(),
    random,
    aggregation: options.aggregation ?? {},
    activity: options.activity ?? 'assumed',
    resumeFrom,
    signIn: {
      signInAddress,
      domain: E.isRight(address) ? address.right.domain : '',
      rootUrl: options.rootUrl,
      from: isAnonymous(credentials) ? 'outside' : 'anywhere',
      trust: createTrust(options.trustedDomains ?? [], options.approveRedirect ?? (() => false)),
      application: {
        userAgent: options.userAgent ?? nameOfLibrary,
        endpointId: options.endpointId ?? before?.endpointId ?? identifier(random),
        culture: options.culture ?? 'en-US',
        ...(typeof instanceId === 'string' ? { instanceId } : {}),
      },
      availability:
        availability === 'lurking'
          ? undefined
          : {
              supportedModalities: options.supportedModalities ?? ['Messaging'],
              supportedMessageFormats: options.supportedMessageFormats ?? ['Plain', 'Html'],
              signInAs: availability,
              inactiveTimeout: options.inactiveTimeout,
              phoneNumber: options.phoneNumber,
              audioPreference: options.audioPreference,
              voipFallbackToPhoneAudioTimeOut: options.voipFallbackToPhoneAudioTimeOut,
            },
    },
  })
  const client = new Client(runtime, traffic)
  if (logger !== undefined) logClient(client, logger)
  return client
}
