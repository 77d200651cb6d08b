import { either as E } from 'fp-ts'
import { expect, test } from 'vitest'
import { SignInFailed } from '../../src/client/errors.ts'
import { format, rejection, virtualWorld } from './world.ts'

test('says of the user what the options say', async () => {
  const { online, http } = virtualWorld()

  const tosh = await online('tosh', {
    availability: 'Busy',
    supportedModalities: ['Messaging', 'PhoneAudio'],
    supportedMessageFormats: ['Plain'],
    inactiveTimeout: 'PT10M',
    phoneNumber: 'tel:+4312345',
    audioPreference: 'PhoneAudio',
    voipFallbackToPhoneAudioTimeOut: '00:00:30',
  })

  const request = http.requests.find(({ operation }) => operation === 'makeMeAvailable')
  expect(E.toUnion(format.parse(request?.body ?? ''))).toEqual({
    supportedModalities: ['Messaging', 'PhoneAudio'],
    supportedMessageFormats: ['Plain'],
    signInAs: 'Busy',
    inactiveTimeout: 'PT10M',
    phoneNumber: 'tel:+4312345',
    audioPreference: 'PhoneAudio',
    voipFallbackToPhoneAudioTimeOut: '00:00:30',
  })
  tosh.close()
})

test.each([
  { field: 'inactiveTimeout', options: { inactiveTimeout: 'soon' } },
  { field: 'phoneNumber', options: { phoneNumber: '1'.repeat(101) } },
  { field: 'voipFallbackToPhoneAudioTimeOut', options: { voipFallbackToPhoneAudioTimeOut: -1 } },
])('does not sign in with a $field that breaks a rule', async ({ field, options }) => {
  const { client, http } = virtualWorld()
  const tosh = client('tosh', options)

  const error = await rejection(tosh.connect())

  expect(error).toBeInstanceOf(SignInFailed)
  expect(error).toMatchObject({ failure: { name: 'InvalidInput', faults: [{ field }] } })
  expect(http.operations()).not.toContain('makeMeAvailable')
})
