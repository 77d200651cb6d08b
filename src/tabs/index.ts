export { openTab } from './openTab.ts'
export type { TabOptions } from './openTab.ts'
export type { Channel, Platform, RequestLock, Store } from './platform.ts'
export type { TabIdentity } from './tabIdentity.ts'
