import type { Client } from '../client/client.ts'
import type { ResumePoint } from '../protocol/resumePoint.ts'
import type { Store } from './platform.ts'

/** What was kept: whatever it is, the client finds out whether it can be used. */
export const keptPoint = (store: Store, key: string): ResumePoint | undefined => {
  const text = store.get(key)
  if (text === undefined) return undefined
  try {
    return JSON.parse(text) as ResumePoint
  } catch {
    return undefined
  }
}

/** Keeps where the client is, until it is closed. */
export const keepPoint = ({ resumePoint$ }: Client, store: Store, key: string): void => {
  let isFirst = true
  resumePoint$.subscribe((point) => {
    // Before it has signed in there is none, and the one it resumes from is still good.
    if (!isFirst || point !== undefined) store.set(key, point === undefined ? undefined : JSON.stringify(point))
    isFirst = false
  })
}
