import { either as E } from 'fp-ts'
import { identifier } from '../../seam/random.ts'
import { operations } from '../../protocol/operation.ts'
import type { CreateApplication } from '../../protocol/request/applications.ts'
import type { Account } from '../accounts.ts'
import type { Application } from '../application.ts'
import { endApplication, endInstance } from '../endApplication.ts'
import { createChannels } from '../channels.ts'
import { instancesOf } from '../demand.ts'
import { createEventChannel } from '../eventChannel.ts'
import type { Exchange } from '../exchange.ts'
import { readInput } from '../input.ts'
import { fill, paths } from '../paths.ts'
import { applicationNotFound, tooManyApplications } from '../refusal.ts'
import { noContent, ok, type Reply } from '../reply.ts'
import { representApplication } from '../representation/application.ts'
import type { Site } from '../site.ts'

/** A property name of the form that real servers make up. */
const randomName = (site: Site): string =>
  identifier(site.random).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')

/** Each instance hears of everything in a channel of its own. */
const openChannel = (site: Site, application: Application, instanceId: string): void => {
  const { id } = application
  const query = instanceId === '' ? '' : `&instanceId=${encodeURIComponent(instanceId)}`
  application.channel.open(
    instanceId,
    createEventChannel({
      clock: site.clock,
      timers: site.timers,
      hrefOf: (ack) => `${fill(paths.events, { application: id })}?ack=${ack}${query}`,
      patience: site.times.application,
      deserted: () => endInstance(site, application, instanceId, 'NoPendingGet'),
      report: (cause) => site.logger.error(`the event channel of application ${id} failed: ${String(cause)}`),
    }),
  )
}

const createApplication = (site: Site, account: Account, input: CreateApplication): Application => {
  const id = identifier(site.random).slice(0, 16)
  const application: Application = {
    kind: 'application',
    id,
    account,
    userAgent: input.userAgent,
    endpointId: input.endpointId,
    culture: input.culture,
    channel: createChannels(site.clock),
    commandQuery: site.hrefQueries ? `?serverKey=${id}` : '',
    bodilessEvents: site.bodilessEvents,
    putProperty: randomName(site),
    isAvailable: false,
    activity: 'active',
    inactiveTimeout: site.times.idle,
    supportedModalities: [],
    supportedMessageFormats: ['Plain'],
    communicationSettings: {},
    communicationEtag: Math.floor(site.random() * 0x1_0000_0000),
    cancelInactivity: () => undefined,
    cancelIdleness: () => undefined,
  }
  site.applications.add(application)
  site.journal.write({ event: 'applicationCreated', user: account.uri })
  site.logger.info(`application ${id} of ${account.address} created`)
  return application
}

/** The same client asking again gets the application it has; an instance that is new to it, a channel there. */
export const postApplications = (account: Account, exchange: Exchange): Reply => {
  const { site } = exchange
  const input = readInput(operations.applications.input, exchange)
  if (E.isLeft(input)) return input.left
  const instanceId = (site.applicationsRevision >= 2 ? input.right.instanceId : undefined) ?? ''
  const same = site.applications.same({ account, ...input.right })
  if (same?.channel.of(instanceId) !== undefined) return ok(representApplication(same, instanceId))
  if (instancesOf(site, account) >= site.limits.applications) return tooManyApplications
  const application = same ?? createApplication(site, account, input.right)
  openChannel(site, application, instanceId)
  return { status: operations.applications.success, structure: representApplication(application, instanceId) }
}

/** Which instance a request speaks for; undefined where there is no such one. */
const instanceOf = (application: Application, { query }: Exchange): string | undefined => {
  const instanceId = query.get('instanceid') ?? ''
  return application.channel.of(instanceId) === undefined ? undefined : instanceId
}

export const getApplication = (application: Application, exchange: Exchange): Reply =>
  ok(representApplication(application, instanceOf(application, exchange) ?? ''))

/** With other instances alive only the one that is named goes. */
export const deleteApplication = (application: Application, exchange: Exchange): Reply => {
  const { site, query } = exchange
  const instanceId = instanceOf(application, exchange)
  if (instanceId !== undefined) endInstance(site, application, instanceId, 'Deleted')
  else if (query.has('instanceid')) return applicationNotFound
  else endApplication(site, application, applicationNotFound, 'Deleted')
  return noContent
}
