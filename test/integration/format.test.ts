import { expect, test } from 'vitest'
import { format, recorded, virtualWorld } from './world.ts'

test('every answer with a body is in the format in which the scenario is played, those that grant a token apart', async () => {
  const { client } = virtualWorld()
  const tosh = client('tosh')
  const { values } = recorded(tosh.traffic$)
  await tosh.connect()
  const types = values.flatMap((traffic) =>
    traffic.kind === 'response' && traffic.status < 400 && traffic.body !== '' && traffic.operation !== 'token'
      ? [traffic.headers['content-type']]
      : [],
  )
  expect([types.length > 2, [...new Set(types)]]).toEqual([true, [`${format.contentType}; charset=utf-8`]])
})
