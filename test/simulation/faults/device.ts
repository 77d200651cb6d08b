import type { Device } from '../device.ts'
import type { Disaster } from './disaster.ts'

const second = 1000
const minute = 60 * second
const hour = 60 * minute

export const wake = (device: Device): void => {
  if (!device.isAsleep) return
  device.isAsleep = false
  device.laptop.wake()
}

export const sleep: Disaster = {
  name: 'sleep',
  strike: ({ clock }, device, chance) => {
    if (device.isAsleep) return undefined
    const ms = chance.pick([10 * second, minute, 4 * minute, 16 * minute, 3 * hour, 10 * hour])
    device.isAsleep = true
    device.laptop.sleep()
    clock.setTimeout(() => wake(device), ms)
    return `${device.name} for ${ms / second} s`
  },
}

export const clockJump: Disaster = {
  name: 'clockJump',
  strike: (_, device, chance) => {
    const ms = chance.pick([-1, 1]) * chance.pick([second, minute, hour, 48 * hour])
    device.laptop.setClock(ms)
    return `${device.name} by ${ms / second} s`
  },
}

/** The network has come back, or somebody looks at the page: the machine was not away. */
export const toldToWake: Disaster = {
  name: 'toldToWake',
  strike: (_, device) => {
    if (device.isAsleep) return undefined
    device.party().tellToWake()
    return device.name
  },
}

/** A process ends without a word, and another begins, with what the first one stored or without. */
export const processRestarts: Disaster = {
  name: 'processRestarts',
  strike: (_, device, chance) => {
    const how = chance.pick(['afresh', 'whereItWas'] as const)
    device.restart(how)
    device
      .party()
      .client.connect()
      .catch(() => undefined)
    return `${device.name} ${how}`
  },
}
