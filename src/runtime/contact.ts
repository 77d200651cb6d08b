import type { Contact as ContactResource } from '../protocol/resource/contact.ts'

/** A person, group or service that the user may talk to. A value as it was read: it does not change. */
export interface Contact {
  /** SIP URI; a phone contact has none, or a `tel:` one. */
  readonly uri: string | undefined
  readonly name: string | undefined
  readonly title: string | undefined
  readonly company: string | undefined
  readonly department: string | undefined
  readonly office: string | undefined
  readonly emailAddresses: readonly string[]
  /** The whole body, unknown properties included. Its links are good for as long as the application is. */
  readonly resource: ContactResource
}

export const contactOf = (resource: ContactResource): Contact => ({
  uri: resource.uri ?? undefined,
  name: resource.name ?? undefined,
  title: resource.title ?? undefined,
  company: resource.company ?? undefined,
  department: resource.department ?? undefined,
  office: resource.office ?? undefined,
  emailAddresses: resource.emailAddresses ?? [],
  resource,
})
