import { describeFailure } from '../../src/index.ts'
import type { Happening } from './happening.ts'

export const time = (ms: number): string => {
  const two = (value: number) => String(value).padStart(2, '0')
  const seconds = Math.floor(ms / 1000)
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}.${String(ms % 1000).padStart(3, '0')}`
}

const told = (happening: Happening): string => {
  switch (happening.kind) {
    case 'did':
      return `${happening.party}  ${happening.what} ${happening.about}`
    case 'opened':
      return `${happening.party}  ${happening.operationId} carries ${happening.text}`
    case 'fault':
      return `!! ${happening.name}: ${happening.about}`
    case 'asked': {
      const { method, url, operation } = happening.request
      return `${happening.party}  → ${happening.id} ${operation}: ${method} ${url}`
    }
    case 'answered':
      return `${happening.party}  ← ${happening.id} ${happening.outcome}`
    case 'forgotten':
      return `${happening.party}  is forgotten by the event channel`
    case 'resumed':
      return `${happening.party}  goes on where ${happening.from} stopped`
    case 'channel':
      return `${happening.party}  has an event channel`
    case 'effect': {
      const { event, user, operationId = '', outcome = '', conversation = '' } = happening.entry
      return `server  ${[event, user, outcome, operationId, conversation].filter((part) => part !== '').join(' ')}`
    }
    case 'status': {
      const { status } = happening
      const cause = 'cause' in status ? describeFailure(status.cause) : ''
      return `${happening.party}  is ${status.state} ${cause}`.trim()
    }
    case 'message': {
      const { conversation, direction, text, status } = happening.message
      return `${happening.party}  shows ${direction} ${text} ${status} in ${conversation}`
    }
    case 'told':
      return `${happening.party}  is told ${happening.text} ${happening.status}`
    case 'invited':
      return `${happening.party}  is told ${happening.operationId} ${happening.state}`
    case 'gap':
      return `${happening.party}  gap ${happening.cause}: ${[...happening.conversations, ...happening.invitations].join(' ')}`
    case 'defect':
      return `${happening.party}  defect ${happening.error instanceof Error ? (happening.error.stack ?? '') : String(happening.error)}`
    case 'token':
      return `${happening.party}  has a token of ${happening.host}`
    case 'conversation':
      return `${happening.party}  has ${happening.path}`
    case 'over':
      return `${happening.party}  has ${happening.path} no more`
    case 'closed': {
      const left = Object.entries(happening.left).filter(([, count]) => count > 0)
      return `${happening.party}  closes${left.map(([kind, count]) => `, leaves ${count} ${kind}`).join('')}`
    }
  }
}

/** One line of a script. */
export const line = (at: number, happening: Happening): string => `${time(at)}  ${told(happening)}`
