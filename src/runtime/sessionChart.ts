import { either as E, function as F, taskEither as TE } from 'fp-ts'
import type { Observable } from 'rxjs'
import { fromEventObservable, fromPromise } from 'xstate'
import { eventChannelMachine, type ChannelSignal } from '../../machines/eventChannelMachine.ts'
import type { CreatedApplication, Visibility } from '../../machines/sessionEvent.ts'
import { sessionMachine } from '../../machines/sessionMachine.ts'
import { discoverRoot, type Whereabouts } from '../discovery/discoverRoot.ts'
import { readUser } from '../discovery/readUser.ts'
import type { Trust } from '../discovery/trust.ts'
import type { Failure } from '../protocol/failure.ts'
import { resolveHref } from '../protocol/hypermedia.ts'
import type { CreateApplication } from '../protocol/request/applications.ts'
import type { MakeMeAvailable } from '../protocol/request/makeMeAvailable.ts'
import { Me } from '../protocol/resource/me.ts'
import type { Link } from '../protocol/hypermedia.ts'
import type { Wire } from '../service/command.ts'
import { createApplication } from '../service/createApplication.ts'
import { deleteApplication } from '../service/deleteApplication.ts'
import { makeMeAvailable } from '../service/makeMeAvailable.ts'
import { reportMyActivity } from '../service/reportMyActivity.ts'
import { readResource } from '../transport/readResource.ts'
import type { Activity } from './activity.ts'
import { createdApplication } from './createdApplication.ts'
import { Creation } from './creation.ts'
import type { Connection } from './connection.ts'
import type { Resumption, ResumptionInput } from './resumption.ts'
import type { Rebirth } from './rebirth.ts'
import type { JudgeStep } from './setback.ts'

export interface SignIn {
  readonly signInAddress: string
  /** Domain of the sign-in address. */
  readonly domain: string
  /** In place of discovery by host names. */
  readonly rootUrl: string | undefined
  readonly from: Whereabouts
  readonly trust: Trust
  readonly application: CreateApplication
  /** Undefined: she stays invisible. */
  readonly availability: MakeMeAvailable | undefined
}

interface Surroundings {
  readonly connection: Connection
  readonly wire: Wire
  readonly signIn: SignIn
  readonly judge: JudgeStep
  readonly rebirth: Rebirth
  readonly activity: Activity
  readonly resumption: Resumption
  /** The signals of the loop, its pages taken out. Polls while subscribed. */
  readonly signals: (events: string) => Observable<ChannelSignal>
  /** The application, or this instance of it, was made anew: no page of its channel has been handed out. */
  readonly madeAnew: () => void
}

const wasThereAlready = (failure: Failure): boolean =>
  failure.name === 'Refused' && failure.status === 409 && failure.subcode === 'AlreadyExists'

const isNotForAnonymous = (failure: Failure): boolean =>
  failure.name === 'Refused' && failure.status === 403 && failure.subcode === 'AnonymousNotAllowed'

const visible: E.Either<never, Visibility> = E.right('available')
const invisible: E.Either<never, Visibility> = E.right('lurking')

const lostAtOnce: Failure = {
  name: 'NotAvailable',
  link: 'application',
  reason: 'the last one was gone as soon as it was created',
}

const at = (created: CreatedApplication | undefined, link: Link | null | undefined): string | undefined =>
  created && link ? resolveHref(link.href, created.url) : undefined

/** The session chart with its slots filled. */
export const sessionChart = ({
  connection,
  wire,
  signIn,
  judge,
  rebirth,
  activity,
  resumption,
  signals,
  madeAnew,
}: Surroundings) => {
  const { domain, trust } = signIn
  const create = createApplication({ ...wire, exchange: connection.signingIn })
  const creation = new Creation(connection.closed)

  /** Before anybody hears of it: whoever signs out deletes it there. */
  const settle = (created: CreatedApplication): CreatedApplication => {
    rebirth.born()
    connection.settleAt(created.url)
    return created
  }

  const resume = async (input: ResumptionInput, step: AbortSignal, life: AbortSignal) => {
    const resumed = await resumption.application(input, step, life)
    return resumed && E.map(settle)(resumed)
  }

  const make = (href: string | undefined, life: AbortSignal) =>
    F.pipe(
      create({ href, input: signIn.application }, life),
      TE.chainEitherKW(({ application, url, isNew }) => createdApplication(application, url, isNew)),
      TE.map(settle),
    )()

  /** `me` has the link only after makeMeAvailable, and no event brings it. */
  const activityLink = (created: CreatedApplication | undefined, signal: AbortSignal) => {
    const me = at(created, created?.application._embedded?.me?._links?.self)
    if (me === undefined) return TE.right<Failure, string | undefined>(undefined)
    return F.pipe(
      readResource(wire.exchange, Me, { operation: 'me', url: me }, signal),
      TE.map(({ value, url }) =>
        value._links?.reportMyActivity ? resolveHref(value._links.reportMyActivity.href, url) : undefined,
      ),
    )
  }

  return sessionMachine.provide({
    actors: {
      discoverRoot: fromPromise(async ({ input, signal }) => {
        const { signInAddress, rootUrl, from } = signIn
        const discover = discoverRoot({ exchange: connection.anonymous, trust })
        return judge(
          await discover({ signInAddress, from, ...(rootUrl === undefined ? {} : { rootUrl }) }, signal)(),
          input,
        )
      }),
      readUser: fromPromise(async ({ input, signal }) =>
        judge(
          await readUser({ exchange: connection.signingIn, trust })({ user: input.user ?? '', domain }, signal)(),
          input,
        ),
      ),
      createApplication: fromPromise(async ({ input, signal }) => {
        const pause = input.recovering ? rebirth.pause() : undefined
        if (pause !== undefined) return E.left({ failure: lostAtOnce, retry: pause })
        const created = await creation.run(
          async (life) => (await resume(input, signal, life)) ?? judge(await make(input.applications, life), input),
          signal,
        )
        if (E.isRight(created) && created.right.isNew) madeAnew()
        return created
      }),
      makeMeAvailable: fromPromise(async ({ input, signal }) => {
        const links = input.created?.application._embedded?.me?._links
        const href = at(input.created, links?.makeMeAvailable)
        await resumption.caughtUp
        if (href === undefined) return links?.reportMyActivity ? visible : invisible
        if (signIn.availability === undefined) return invisible
        const answer = await makeMeAvailable(wire)({ href, input: signIn.availability }, signal)()
        if (E.isRight(answer) || wasThereAlready(answer.left)) return visible
        return isNotForAnonymous(answer.left) ? invisible : judge(answer, input)
      }),
      activity: fromPromise(({ signal }) => activity.next(signal)),
      reportMyActivity: fromPromise(async ({ input, signal }) => {
        activity.reported()
        const answer = await F.pipe(
          activityLink(input.created, signal),
          TE.chain((href) => reportMyActivity(wire)({ href }, signal)),
        )()
        if (E.isLeft(answer)) activity.heard()
        return answer
      }),
      deleteApplication: fromPromise(async ({ input, signal }) => {
        const created = (await creation.made(signal)) ?? input.created
        return deleteApplication(wire)({ href: at(created, created?.application._links.self) }, signal)()
      }),
      eventChannel: eventChannelMachine.provide({
        actors: { eventPages: fromEventObservable(({ input }) => signals(input.events)) },
      }),
    },
  })
}
