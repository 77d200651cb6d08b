import { fromPromise } from 'xstate'

/**
 * An empty actor slot. Charts can be drawn and walked without it; the runtime
 * fills it with `.provide`. A slot that is run empty is a defect.
 */
export const unfilled = <Output, Input>() =>
  fromPromise<Output, Input>(() => Promise.reject(new Error('this actor slot was not filled')))
