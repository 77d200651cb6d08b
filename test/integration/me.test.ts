import { describe, expect, test } from 'vitest'
import { json } from '../../src/protocol/format.ts'
import { xml } from '../../src/xml/index.ts'
import { trafficOf } from './traffic.ts'
import { loopback, recorded, rejection, until, virtualWorld } from './world.ts'

const formats = { JSON: json(), XML: xml() }

describe.each(Object.entries(formats))('in %s', (_, format) => {
  const online = async () => {
    const world = await loopback()
    return { ...world, tosh: await world.online('tosh', { format }) }
  }

  test('the user appears as she says', async () => {
    const { tosh } = await online()
    await tosh.me.setPresence('Busy').done

    expect(await until(tosh.me.presence$, ({ availability }) => availability !== 'unknown')).toEqual({
      availability: 'Busy',
      activity: undefined,
    })
  })

  test('the user sees herself appear as she says', async () => {
    const { tosh } = await online()
    const busy = until(tosh.me.presence$, ({ availability }) => availability === 'Busy')
    tosh.me.setPresence('Busy')

    expect(await busy).toEqual({ availability: 'Busy', activity: undefined })
  })

  test('the activity of the user decides again after a reset', async () => {
    const { tosh } = await online()
    await tosh.me.setPresence('Offwork').done
    const seen = recorded(tosh.me.presence$)
    await until(tosh.me.presence$, ({ activity }) => activity === 'off-work')
    await tosh.me.resetPresence().done
    await until(tosh.me.presence$, ({ availability }) => availability === 'Online')

    expect(seen.values).toEqual([
      { availability: 'unknown', activity: undefined },
      { availability: 'Away', activity: 'off-work' },
      { availability: 'Online', activity: undefined },
    ])
  })

  test('a note is kept until it is reset', async () => {
    const { tosh } = await online()
    await tosh.me.setNote('Am Meer, bis „Montag“').done
    const seen = recorded(tosh.me.note$)
    await until(tosh.me.note$, ({ message }) => message !== undefined)
    await tosh.me.resetNote().done
    await until(tosh.me.note$, ({ message }) => message === '')

    expect(seen.values).toEqual([
      { message: undefined, type: undefined },
      { message: 'Am Meer, bis „Montag“', type: 'Personal' },
      { message: '', type: 'Personal' },
    ])
  })
})

const virtual = async () => {
  const world = virtualWorld()
  const tosh = await world.online('tosh')
  await world.clock.advance(5000)
  return { ...world, tosh }
}

test('nothing of the user is read before somebody asks', async () => {
  const { clock, control, tosh } = await virtual()
  const traffic = trafficOf(tosh)
  control.user('tosh@contoso.com').appears('Busy')
  await clock.advance(5000)

  expect(traffic.requests()).toEqual([])
})

test('what is said elsewhere is seen', async () => {
  const { clock, online, tosh } = await virtual()
  const elsewhere = await online('tosh', { endpointId: 'elsewhere' })
  const seen = recorded(tosh.me.presence$)
  await clock.advance(0)
  elsewhere.me.setPresence('DoNotDisturb')
  await clock.advance(5000)

  expect(seen.values.map(({ availability }) => availability)).toEqual(['unknown', 'Online', 'DoNotDisturb'])
})

test('several subscribers make one reading', async () => {
  const { clock, tosh } = await virtual()
  const traffic = trafficOf(tosh)
  const seen = [recorded(tosh.me.presence$), recorded(tosh.me.presence$)]
  await clock.advance(0)

  expect(traffic.count('GET presence')).toBe(1)
  expect(seen.map(({ values }) => values.at(-1)?.availability)).toEqual(['Online', 'Online'])
})

test('the presence is unknown when nobody keeps it up to date', async () => {
  const { clock, tosh } = await virtual()
  const seen = recorded(tosh.me.presence$)
  await clock.advance(0)
  expect(tosh.me.presence$.getSnapshot().availability).toBe('Online')
  seen.unsubscribe()

  expect(tosh.me.presence$.getSnapshot()).toEqual({ availability: 'unknown', activity: undefined })
})

test('the presence is read again in a new application', async () => {
  const { clock, control, tosh } = await virtual()
  const seen = recorded(tosh.me.presence$)
  await clock.advance(0)
  control.expireApplication('tosh@contoso.com')
  await clock.advance(10_000)

  expect(seen.values.map(({ availability }) => availability)).toEqual(
    ['Online', 'unknown', 'Online'].toSpliced(0, 0, 'unknown'),
  )
})

test.each(['resync', 'resume'] as const)('what was missed in a gap is read after a %s', async (gap) => {
  const { clock, control, tosh } = await virtual()
  const traffic = trafficOf(tosh)
  tosh.me.note$.subscribe()
  await clock.advance(0)
  expect(traffic.count('GET note')).toBe(1)
  control[gap]('tosh@contoso.com')
  await clock.advance(0)

  expect(traffic.count('GET note')).toBe(2)
})

test('the streams complete when the client is closed', async () => {
  const { clock, tosh } = await virtual()
  const seen = recorded(tosh.me.presence$)
  await clock.advance(0)
  tosh.close()

  expect([seen.isComplete(), seen.values.at(-1)?.availability]).toEqual([true, 'Online'])
  expect(await rejection(tosh.me.setPresence('Busy').done)).toMatchObject({ name: 'ClientClosed' })
})

test('a command before the sign-in is not available', async () => {
  const { client } = virtualWorld()
  const tosh = client('tosh')

  expect(await rejection(tosh.me.setNote('Hi').done)).toMatchObject({
    name: 'CommandFailed',
    command: 'setNote',
    failure: { name: 'NotAvailable', link: 'note' },
  })
})

test('a refusal is told', async () => {
  const { clock, control, tosh } = await virtual()
  control.intercept({ link: 'presence', method: 'POST' }, { status: 403, body: { code: 'Forbidden' } })
  const command = tosh.me.setPresence('Busy')
  await clock.advance(0)

  expect(await rejection(command.done)).toMatchObject({ name: 'CommandFailed', command: 'setPresence', status: 403 })
})

test('how the user appears is asked for until there is an answer', async () => {
  const { clock, control, tosh } = await virtual()
  control.intercept({ link: 'presence', times: 5 }, { status: 503 })
  const seen = recorded(tosh.me.presence$)
  await clock.advance(120_000)
  expect(seen.values.map(({ availability }) => availability)).toEqual(['unknown', 'Online'])
})

test('what tells where presence and note are is read once for both', async () => {
  const { clock, tosh } = await virtual()
  const traffic = trafficOf(tosh)
  recorded(tosh.me.presence$)
  recorded(tosh.me.note$)
  await clock.advance(0)
  expect(traffic.count('GET me')).toBeLessThanOrEqual(1)
})

test('what is shown of the user, and what reports that she is active, share a reading', async () => {
  const { clock, control, online } = virtualWorld()
  control.intercept({ link: 'events', times: 99 }, 'hold')
  const tosh = await online('tosh')
  await clock.advance(4 * 60_000 - 100)
  const traffic = trafficOf(tosh)
  control.intercept({ link: 'me' }, 'hold')
  const seen = recorded(tosh.me.presence$)
  await clock.advance(100)

  expect([traffic.requests(), seen.values.length]).toEqual([['GET me'], 1])
})
