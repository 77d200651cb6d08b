import { either as E } from 'fp-ts'
import { identifier } from '../../seam/random.ts'
import { operations } from '../../protocol/operation.ts'
import type { CreateApplication } from '../../protocol/request/applications.ts'
import type { Account } from '../accounts.ts'
import type { Application } from '../application.ts'
import { endApplication } from '../endApplication.ts'
import { createEventChannel } from '../eventChannel.ts'
import type { Exchange } from '../exchange.ts'
import { readInput } from '../input.ts'
import { fill, paths } from '../paths.ts'
import { applicationNotFound } from '../refusal.ts'
import { noContent, ok, type Reply } from '../reply.ts'
import { representApplication } from '../representation/application.ts'
import type { Site } from '../site.ts'

/** A property name of the form that real servers make up. */
const randomName = (site: Site): string =>
  identifier(site.random).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')

const createApplication = (site: Site, account: Account, input: CreateApplication): Application => {
  const id = identifier(site.random).slice(0, 16)
  const channel = createEventChannel({
    clock: site.clock,
    timers: site.timers,
    hrefOf: (ack) => `${fill(paths.events, { application: id })}?ack=${ack}`,
    patience: site.times.application,
    deserted: () => endApplication(site, application, applicationNotFound, 'NoPendingGet'),
    report: (cause) => site.logger.error(`the event channel of application ${id} failed: ${String(cause)}`),
  })
  const application: Application = {
    kind: 'application',
    id,
    account,
    userAgent: input.userAgent,
    endpointId: input.endpointId,
    culture: input.culture,
    channel,
    commandQuery: site.hrefQueries ? `?serverKey=${id}` : '',
    bodilessEvents: site.bodilessEvents,
    putProperty: randomName(site),
    isAvailable: false,
    activity: 'active',
    inactiveTimeout: site.times.idle,
    supportedModalities: [],
    supportedMessageFormats: ['Plain'],
    communicationEtag: Math.floor(site.random() * 0x1_0000_0000),
    cancelInactivity: () => undefined,
    cancelIdleness: () => undefined,
  }
  site.applications.add(application)
  site.journal.write({ event: 'applicationCreated', user: account.uri })
  site.logger.info(`application ${id} of ${account.address} created`)
  return application
}

/** The same client asking again gets the application it has. */
export const postApplications = (account: Account, exchange: Exchange): Reply => {
  const { site } = exchange
  const input = readInput(operations.applications.input, exchange)
  if (E.isLeft(input)) return input.left
  const same = site.applications.same({ account, ...input.right })
  if (same !== undefined) return ok(representApplication(same))
  return {
    status: operations.applications.success,
    structure: representApplication(createApplication(site, account, input.right)),
  }
}

export const deleteApplication = (application: Application, { site }: Exchange): Reply => {
  endApplication(site, application, applicationNotFound, 'Deleted')
  return noContent
}
