import type { Fault } from '../../index.ts'

/** A fault in one line. */
export const faultText = (fault: Fault): string =>
  fault.name === 'Defect' ? `a defect: ${String(fault.error)}` : `an event at ${fault.path} cannot be read`
