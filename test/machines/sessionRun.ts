import { Subject } from 'rxjs'
import { createActor, fromEventObservable } from 'xstate'
import { eventChannelMachine, type ChannelSignal } from '../../machines/eventChannelMachine.ts'
import type { CreatedApplication, SessionEvent, Setback, Visibility } from '../../machines/sessionEvent.ts'
import type { sessionMachine } from '../../machines/sessionMachine.ts'
import type { Outcome, SignInFailure } from '../../src/protocol/failure.ts'
import { drain, virtualClock } from '../support/virtualClock.ts'
import { left, right } from './samples.ts'
import { begin, slot } from './slot.ts'

export type Chart = typeof sessionMachine

interface StepInput {
  readonly attempt: number
  readonly recovering: boolean
}

interface OfApplication {
  readonly created: CreatedApplication | undefined
}

export const user = 'https://pool.contoso.com/user'
export const applications = 'https://pool.contoso.com/applications'

/** The application that the server makes, or makes anew. */
export const createdAs = (id: number): CreatedApplication => ({
  application: { _links: { self: { href: `/applications/${id}` } } },
  url: `${applications}/${id}`,
  events: `${applications}/${id}/events`,
  isNew: true,
})

export const created = createdAs(1)

/** Nothing is known, and nothing has failed. */
export const blank = {
  user: undefined,
  applications: undefined,
  created: undefined,
  attempt: 0,
  retry: undefined,
  failure: undefined,
}

export const found = { ...blank, user, applications }

export const online = { ...found, created }

export const setback = (failure: SignInFailure, ms = 4000): Outcome<never, Setback> =>
  left({ failure, retry: { in: ms, at: 123_000 } })

export const final = (failure: SignInFailure): Outcome<never, Setback> => left({ failure, retry: undefined })

/** A session with every slot in hand. */
export const start = (machine: Chart) => {
  const clock = virtualClock()
  const discoverRoot = slot<Outcome<{ readonly user: string }, Setback>, StepInput>()
  const readUser = slot<
    Outcome<{ readonly applications: string }, Setback>,
    StepInput & { readonly user: string | undefined }
  >()
  const createApplication = slot<
    Outcome<CreatedApplication, Setback>,
    StepInput & { readonly applications: string | undefined }
  >()
  const makeMeAvailable = slot<Outcome<Visibility, Setback>, StepInput & OfApplication>()
  const activity = slot<void, undefined>()
  const reportMyActivity = slot<Outcome<void>, OfApplication>()
  const deleteApplication = slot<Outcome<void>, OfApplication>()
  /** The event channels so far, each with where it polls. */
  const channels: { readonly events: string; readonly loop: Subject<ChannelSignal> }[] = []
  const eventChannel = eventChannelMachine.provide({
    actors: {
      eventPages: fromEventObservable(({ input }) => {
        const loop = new Subject<ChannelSignal>()
        channels.push({ events: input.events, loop })
        return loop
      }),
    },
  })
  const actor = begin(
    createActor(
      machine.provide({
        actors: {
          discoverRoot: discoverRoot.logic,
          readUser: readUser.logic,
          createApplication: createApplication.logic,
          makeMeAvailable: makeMeAvailable.logic,
          activity: activity.logic,
          reportMyActivity: reportMyActivity.logic,
          deleteApplication: deleteApplication.logic,
          eventChannel,
        },
      }),
      { clock },
    ),
  )
  return {
    clock,
    discoverRoot,
    readUser,
    createApplication,
    makeMeAvailable,
    activity,
    reportMyActivity,
    deleteApplication,
    channels,
    isPolling: () => channels.at(-1)?.loop.observed ?? false,
    /** As the loop of the present channel does. */
    signal: (signal: ChannelSignal) => {
      channels.at(-1)?.loop.next(signal)
      return drain()
    },
    send: (event: SessionEvent) => actor.send(event),
    snapshot: () => actor.getSnapshot(),
    value: () => actor.getSnapshot().value,
    context: () => actor.getSnapshot().context,
  }
}

export type Running = ReturnType<typeof start>

export const goToDiscovering = ({ send }: Running): void => send({ type: 'session.signIn' })

export const goToAuthenticating = (session: Running): Promise<void> => {
  goToDiscovering(session)
  return session.discoverRoot.call().answer(right({ user }))
}

export const goToCreating = async (session: Running): Promise<void> => {
  await goToAuthenticating(session)
  await session.readUser.call().answer(right({ applications }))
}

export const goToLurking = async (session: Running): Promise<void> => {
  await goToCreating(session)
  await session.createApplication.call().answer(right(created))
}

export const goToAvailable = async (session: Running): Promise<void> => {
  await goToLurking(session)
  await session.makeMeAvailable.call().answer(right('available'))
}

export const goToHidden = async (session: Running): Promise<void> => {
  await goToLurking(session)
  await session.makeMeAvailable.call().answer(right('lurking'))
}

/** The application is lost, and is being created again. */
export const goToRecreating = async (session: Running): Promise<void> => {
  await goToAvailable(session)
  session.send({ type: 'application.notFound' })
}

export const goToSuspended = async (session: Running): Promise<void> => {
  await goToAvailable(session)
  session.send({ type: 'session.suspend' })
}

export const goToReplaced = async (session: Running): Promise<void> => {
  await goToAvailable(session)
  await session.signal({ type: 'channel.replaced' })
}

export const lurking = { created: { lurking: 'asking' } }
export const hidden = { created: { lurking: 'hidden' } }
export const available = { created: { available: 'idle' } }
