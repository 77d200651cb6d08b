import { ReplaySubject, Subject } from 'rxjs'
import { describe, expect, it, onTestFinished } from 'vitest'
import { leneSays } from '../../src/cli/play/lene.ts'
import { stay } from '../../src/cli/play/stay.ts'
import { systemClock, type Clock } from '../../src/index.ts'
import { createServer } from '../../src/server/index.ts'

/** Lene does not keep a test waiting. */
const hasty: Clock = { ...systemClock, setTimeout: (task) => systemClock.setTimeout(task, 0) }

const staying = async () => {
  const server = createServer()
  onTestFinished(server.close)
  const { url } = await server.listen()
  const [lines$, printed$] = [new ReplaySubject<string>(), new ReplaySubject<string>()]
  const exit = stay(
    url,
    {
      lines$,
      typing$: new Subject<void>(),
      interrupted: new Promise(() => undefined),
      close: () => lines$.complete(),
      print: (line = '') => printed$.next(line),
      paint: (_, text) => text,
    },
    hasty,
  )
  const prints = (pattern: RegExp): Promise<void> =>
    new Promise((resolve) => {
      printed$.subscribe((line) => {
        if (pattern.test(line)) resolve()
      })
    })
  return { server, lines$, exit, prints }
}

describe('Lene', { timeout: 30_000 }, () => {
  it('answers', async () => {
    const { lines$, exit, prints } = await staying()
    lines$.next('Hello')
    await prints(/I am a client of rx-ucwa/)
    lines$.next('Are you?')
    await prints(/Good question/)
    lines$.next('/quit')
    expect(await exit).toEqual({ code: 0 })
  })

  it('signs out when the user has gone', async () => {
    const { server, lines$, exit } = await staying()
    lines$.next('/quit')
    await exit
    expect(server.control.counts()['applicationEnded Deleted']).toBe(2)
  })

  it('is watched, too', async () => {
    const { lines$, exit, prints } = await staying()
    lines$.next('Hello')
    await prints(/Lene {2}incomingInvitation:1 +Connecting → accepting/)
    lines$.next('/quit')
    await exit
  })

  it('does not say the same twice running', () => {
    expect(leneSays('yes', 0)).not.toBe(leneSays('no', 1))
  })
})
