import type { Observable } from 'rxjs'
import type { InspectionEvent, Observer, Subscription } from 'xstate'
import type { Fault } from '../runtime/runtime.ts'
import type { Logger } from '../seam/logger.ts'
import { watchTransitions } from './transition.ts'

interface Loggable {
  readonly inspect: (observer: Observer<InspectionEvent>) => Subscription
  readonly faults$: Observable<Fault>
  readonly gaps$: Observable<{ readonly cause: string }>
}

/** One line for each transition at info; gaps at warn, faults at error. Never a token, never the text of a message. */
export const logClient = (client: Loggable, logger: Logger): void => {
  watchTransitions(client, ({ actor, from, to, cause }) => {
    const left = from === '' ? '' : `${from} `
    logger.info(`${actor}: ${left}→ ${to} (${cause})`)
  })
  client.gaps$.subscribe(({ cause }) => logger.warn(`transient state was lost: ${cause}`))
  client.faults$.subscribe((fault) =>
    logger.error(
      fault.name === 'Defect'
        ? `a defect of rx-ucwa: ${fault.error instanceof Error ? fault.error.message : 'something was thrown'}`
        : `an event at ${fault.path} cannot be read`,
    ),
  )
}
