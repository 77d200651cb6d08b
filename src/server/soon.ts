import type { Site } from './site.ts'

/** Lets the answer to the POST, and a page of events, go out before what follows of itself. */
export const soon = (site: Site, task: () => void): void => void site.timers.after(0, task)
