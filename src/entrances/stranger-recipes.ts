/**
 * For each operation with a route: an input that succeeds for an owner, with everything it needs made anew. What is
 * written here itself says nothing of anybody; only ids lead to what has an owner.
 */
import {
  farAway,
  newAlert,
  newAttachment,
  newClient,
  newCompany,
  newEmail,
  newFile,
  newImport,
  newInvitation,
  newList,
  newMember,
  newNote,
  newNotification,
  secondPage,
} from './stranger-fixtures.ts'
import type { InputOf, Place, RoutedName } from './stranger-world.ts'

/** The walk fails for an operation without a recipe. */
type Recipes = { [N in RoutedName]?: (place: Place) => InputOf<N> | Promise<InputOf<N>> }

/** The id of something made and thrown away. */
async function trashed(
  place: Place,
  kind: 'client' | 'company' | 'note' | 'alert',
  made: Promise<{ id: string }>,
) {
  const { id } = await made
  await place.perform(`${kind}.delete`, { id })
  return { id }
}

const idOf = async (made: Promise<{ id: string }>) => ({ id: (await made).id })

export const recipes: Recipes = {
  'organization.create': () => ({ name: 'New place', country: 'DE', currency: 'EUR' }),
  'organization.get': () => ({}),
  'organization.update': () => ({ legalName: 'Another name', timeZone: 'Europe/Vienna' }),

  'member.list': (place) => secondPage(place, 'member.list', {}),
  'member.update': async (place) => ({
    id: (await newMember(place)).personId,
    role: 'viewer',
    visibility: 'own',
  }),
  'member.remove': async (place) => ({
    id: (await newMember(place)).personId,
    handOverTo: (await newMember(place)).personId,
  }),
  'member.leave': async (place) => ({ handOverTo: (await newMember(place)).personId }),

  'invitation.list': async (place) => {
    await newInvitation(place)
    await newInvitation(place)
    return secondPage(place, 'invitation.list', { status: 'open' })
  },
  'invitation.create': () => ({ email: newEmail(), role: 'member', visibility: 'own' }),
  'invitation.revoke': (place) => idOf(newInvitation(place)),
  'invitation.renew': (place) => idOf(newInvitation(place)),

  'profile.get': () => ({}),
  'profile.update': () => ({ name: 'New name', locale: 'de-DE' }),

  'audit.list': async (place) => {
    const { id } = await newClient(place)
    await place.perform('client.update', { id, jobTitle: 'Another' })
    return secondPage(place, 'audit.list', { subjectId: id, actorId: place.owner.personId })
  },
  'audit.subjects': async (place) => {
    const clientId = (await newClient(place)).id
    return { ids: [(await newNote(place, { clientId })).id, (await newAlert(place)).id] }
  },
  'access.list': async (place) => {
    const { id } = await newClient(place)
    await place.perform('client.get', { id })
    await place.perform('client.get', { id }, place.partner)
    await place.world.usage.flush()
    return secondPage(place, 'access.list', { subjectId: id })
  },
  'usage.summary': async (place) => {
    await newClient(place)
    await place.world.usage.flush()
    return {}
  },
  'outbox.list': async (place) => {
    await newInvitation(place)
    await newInvitation(place)
    return secondPage(place, 'outbox.list', {})
  },

  'client.list': async (place) => {
    const companyId = (await newCompany(place)).id
    await newClient(place, { companyId })
    await newClient(place, { companyId })
    const ownerId = [place.owner.personId, place.partner.personId]
    return secondPage(place, 'client.list', { companyId, ownerId, search: 'record', count: true })
  },
  'client.get': (place) => idOf(newClient(place)),
  'client.create': async (place) => ({
    name: 'New client',
    companyId: (await newCompany(place)).id,
    ownerId: place.partner.personId,
  }),
  'client.update': async (place) => ({
    id: (await newClient(place)).id,
    jobTitle: 'Another',
    companyId: (await newCompany(place)).id,
    ownerId: place.partner.personId,
  }),
  'client.delete': (place) => idOf(newClient(place)),
  'company.tags': async (place) => {
    await newCompany(place)
    return {}
  },
  'activity.summary': async (place) => {
    await newNote(place)
    return {}
  },
  'client.restore': (place) => trashed(place, 'client', newClient(place)),

  'client.tags': async (place) => {
    await newClient(place)
    return {}
  },
  'client.timeline': async (place) => {
    const { id } = await newClient(place)
    await newNote(place, { clientId: id })
    await newAttachment(place, id)
    return secondPage(place, 'client.timeline', { id, count: true })
  },

  'search.all': async (place) => {
    const clientId = (await newClient(place)).id
    await newNote(place, { clientId, companyId: (await newCompany(place)).id })
    return { q: 'record' }
  },

  'company.list': async (place) => {
    await newCompany(place)
    await newCompany(place)
    const ownerId = [place.owner.personId, place.partner.personId]
    return secondPage(place, 'company.list', { ownerId, search: 'record', count: true })
  },
  'company.get': (place) => idOf(newCompany(place)),
  'company.create': (place) => ({ name: 'New company', ownerId: place.partner.personId }),
  'company.update': async (place) => ({
    id: (await newCompany(place)).id,
    legalName: 'Another',
    ownerId: place.partner.personId,
  }),
  'company.delete': (place) => idOf(newCompany(place)),
  'company.restore': (place) => trashed(place, 'company', newCompany(place)),

  'company.timeline': async (place) => {
    const { id } = await newCompany(place)
    await newNote(place, { companyId: id })
    await newNote(place, { clientId: (await newClient(place, { companyId: id })).id })
    return secondPage(place, 'company.timeline', { id, count: true })
  },

  'note.list': async (place) => {
    const companyId = (await newCompany(place)).id
    const clientId = (await newClient(place)).id
    await newNote(place, { clientId, companyId })
    await newNote(place, { clientId, companyId })
    return secondPage(place, 'note.list', { clientId, companyId })
  },
  'note.get': (place) => idOf(newNote(place)),
  'note.create': async (place) => ({
    body: 'New note',
    clientId: (await newClient(place)).id,
    companyId: (await newCompany(place)).id,
  }),
  'note.update': async (place) => ({ id: (await newNote(place)).id, body: 'Another', pinned: true }),
  'note.delete': (place) => idOf(newNote(place)),
  'note.restore': (place) => trashed(place, 'note', newNote(place)),

  'file.list': async (place) => {
    const clientId = (await newClient(place)).id
    await newAttachment(place, clientId)
    await newAttachment(place, clientId)
    return secondPage(place, 'file.list', { clientId })
  },
  'file.attach': async (place) => ({
    fileId: (await newFile(place)).id,
    clientId: (await newClient(place)).id,
  }),
  'file.delete': async (place) => newAttachment(place, (await newClient(place)).id),

  'import.list': async (place) => {
    await newImport(place)
    await newImport(place)
    return secondPage(place, 'import.list', {})
  },
  'import.create': async (place) => ({ fileId: (await newList(place)).id, kind: 'client' }),
  'import.get': (place) => idOf(newImport(place)),
  'import.update': async (place) => ({
    id: (await newImport(place)).id,
    matched: 'skip',
    mapping: { Tags: null },
  }),
  'import.run': (place) => idOf(newImport(place)),
  'import.cancel': (place) => idOf(newImport(place)),
  'import.undo': (place) => idOf(newImport(place, 'done')),
  'import.rows': async (place) => {
    const { id } = await newImport(place)
    const { nextCursor } = await place.perform('import.rows', { id, limit: 1 })
    return { id, limit: 1, cursor: nextCursor ?? '' }
  },
  'import.repair_row': async (place) => ({
    id: (await newImport(place)).id,
    row: 3,
    values: { 'E-mail': newEmail() },
  }),
  'import.refusals': (place) => idOf(newImport(place)),

  'alert.list': async (place) => {
    const companyId = (await newCompany(place)).id
    const clientId = (await newClient(place)).id
    await newAlert(place, { clientId, companyId })
    await newAlert(place, { clientId, companyId })
    return secondPage(place, 'alert.list', { clientId, companyId, assigneeId: place.owner.personId })
  },
  'alert.get': (place) => idOf(newAlert(place)),
  'alert.create': async (place) => ({
    title: 'New alert',
    dueAt: farAway,
    clientId: (await newClient(place)).id,
    companyId: (await newCompany(place)).id,
    assigneeId: place.partner.personId,
  }),
  'alert.update': async (place) => ({
    id: (await newAlert(place)).id,
    title: 'Another',
    clientId: (await newClient(place)).id,
    companyId: (await newCompany(place)).id,
    assigneeId: place.partner.personId,
  }),
  'alert.delete': (place) => idOf(newAlert(place)),
  'alert.restore': (place) => trashed(place, 'alert', newAlert(place)),
  'alert.complete': (place) => idOf(newAlert(place)),
  'alert.reopen': async (place) => {
    const { id } = await newAlert(place)
    await place.perform('alert.complete', { id })
    return { id }
  },
  'alert.snooze': async (place) => ({ id: (await newAlert(place)).id, until: farAway }),

  'notification.list': async (place) => {
    await newNotification(place)
    await newNotification(place)
    return secondPage(place, 'notification.list', {})
  },
  'notification.read': (place) => idOf(newNotification(place)),
  'notification.read_all': async (place) => {
    await newNotification(place)
    return {}
  },
}
