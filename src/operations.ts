/** Every operation there is: the table of contents of the server. */

import * as clients from '#src/clients/operations.ts'
import type { Schedule } from '#src/core/jobs.ts'
import { acceptInvitation } from '#src/organizations/accept-invitation.ts'
import * as organizations from '#src/organizations/operations.ts'
import * as outbox from '#src/outbox/deliver.ts'

export const operations = [
  organizations.createOrganization,
  organizations.getOrganization,
  organizations.updateOrganization,
  acceptInvitation,

  outbox.deliverOutbox,
  outbox.claimMail,
  outbox.settleMail,

  clients.listClients,
  clients.getClient,
  clients.createClient,
  clients.updateClient,
  clients.deleteClient,
  clients.restoreClient,
] as const

/**
 * What others start by name, with `later` and `call`. A member of an interface is resolved only when it is used, so an
 * operation may name one that names it.
 */
declare module '#src/core/operation.ts' {
  interface Callable {
    'outbox.deliver': typeof outbox.deliverOutbox
    'outbox.claim': typeof outbox.claimMail
    'outbox.settle': typeof outbox.settleMail
    'client.create': typeof clients.createClient
  }
}

const byName = new Map<string, (typeof operations)[number]>(operations.map((one) => [one.name, one]))

/** The operation with this name; a name nobody has is a fault of ours. */
export function findOperation(name: string) {
  const found = byName.get(name)
  if (!found) throw new Error(`no operation is called ${name}`)
  return found
}

/** Operations that are not on HTTP and not only called: each has a queue of its own. */
export const jobOperations: readonly string[] = operations.flatMap((one) =>
  'route' in one && one.route ? [] : [one.name],
)

/** What is due by the clock. */
export const schedules: readonly Schedule[] = []
