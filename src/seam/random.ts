/** A number in [0, 1), like `Math.random`. The only source of randomness. */
export type Random = () => number

export const systemRandom: Random = () => Math.random()

/** 32 hex digits: an identifier in the form that UCWA clients use for operationId and endpointId. */
export const identifier = (random: Random): string => {
  let digits = ''
  for (let block = 0; block < 4; block++) {
    digits += Math.floor(random() * 0x1_0000_0000)
      .toString(16)
      .padStart(8, '0')
  }
  return digits
}
