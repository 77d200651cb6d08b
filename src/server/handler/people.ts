import { isStranger } from '../accounts.ts'
import type { Application } from '../application.ts'
import type { Exchange } from '../exchange.ts'
import { anonymousNotAllowed, notFound } from '../refusal.ts'
import { ok, type Reply } from '../reply.ts'
import { representContact, representMyContacts } from '../representation/people.ts'

export const getMyContacts = (application: Application, { site }: Exchange): Reply =>
  isStranger(application.account) ? anonymousNotAllowed : ok(representMyContacts(application, site.accounts.all))

export const getContact = (application: Application, { site, parameters }: Exchange): Reply => {
  const account = site.accounts.find(parameters['contact'] ?? '')
  return account === undefined ? notFound : ok(representContact(application, account))
}
