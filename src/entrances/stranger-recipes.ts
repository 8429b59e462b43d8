/**
 * For each operation with a route: an input that succeeds for an owner, with everything it needs made anew. What is
 * written here itself says nothing of anybody; only ids lead to what has an owner.
 */
import {
  farAway,
  idOf,
  newAlert,
  newAttachment,
  newClient,
  newCompany,
  newEmail,
  newFile,
  newImport,
  newKept,
  newList,
  newNote,
  secondPage,
} from './stranger-fixtures.ts'
import { houseRecipes } from './stranger-house-recipes.ts'
import { invoiceRecipes, newInvoice, onInvoice } from './stranger-invoice-recipes.ts'
import { itemRecipes } from './stranger-item-recipes.ts'
import { moneyRecipes } from './stranger-money-recipes.ts'
import { salesRecipes } from './stranger-sales-recipes.ts'
import type { Place, Recipes } from './stranger-world.ts'

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

export const recipes: Recipes = {
  ...houseRecipes,
  ...invoiceRecipes,
  ...itemRecipes,
  ...moneyRecipes,
  ...salesRecipes,

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

  'client.duplicates': async (place) => {
    const { id, email } = await newClient(place)
    await newClient(place, { email })
    return { id }
  },
  'client.merge': async (place) => ({
    id: (await newClient(place)).id,
    otherId: (await newClient(place)).id,
  }),
  'client.unmerge': async (place) => {
    const [id, otherId] = [(await newClient(place)).id, (await newClient(place)).id]
    await place.perform('client.merge', { id, otherId })
    return { id, otherId }
  },
  'duplicate.list': async (place) => {
    for (const { email } of [await newClient(place), await newClient(place)])
      await newClient(place, { email })
    return secondPage(place, 'duplicate.list', {})
  },
  'trash.list': async (place) => {
    await trashed(place, 'client', newClient(place))
    await trashed(place, 'note', newNote(place))
    return secondPage(place, 'trash.list', {})
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

  'company.tags': async (place) => {
    await newCompany(place)
    return {}
  },
  'activity.summary': async (place) => {
    await newNote(place)
    return {}
  },
  'company.timeline': async (place) => {
    const { id } = await newCompany(place)
    await newNote(place, { companyId: id })
    await newNote(place, { clientId: (await newClient(place, { companyId: id })).id })
    return secondPage(place, 'company.timeline', { id, count: true })
  },

  'note.list': async (place) => {
    const companyId = (await newCompany(place)).id
    const clientId = (await newClient(place)).id
    const invoiceId = (await newInvoice(place, { clientId, companyId })).id
    await newNote(place, { clientId, companyId, invoiceId })
    await newNote(place, { clientId, companyId, invoiceId })
    return secondPage(place, 'note.list', { clientId, companyId, invoiceId })
  },
  'note.get': (place) => idOf(newNote(place)),
  'note.create': async (place) => ({ body: 'New note', ...(await onInvoice(place)) }),
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
    invoiceId: (await newInvoice(place)).id,
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
  'import.kept': async (place) => {
    const { id } = await newKept(place)
    const { nextCursor } = await place.perform('import.kept', { id, limit: 1 })
    return { id, limit: 1, cursor: nextCursor ?? '' }
  },
  'import.repair_row': async (place) => ({
    id: (await newImport(place)).id,
    row: 3,
    values: { 'E-mail': newEmail() },
  }),
  'import.refusals': (place) => idOf(newImport(place)),
  'export.create': async (place) => ({
    kind: 'client',
    filter: { companyId: (await newCompany(place)).id, ownerId: [place.partner.personId] },
  }),
  'export.get': (place) => idOf(place.perform('export.create', { kind: 'client' })),

  'alert.list': async (place) => {
    const companyId = (await newCompany(place)).id
    const clientId = (await newClient(place)).id
    const invoiceId = (await newInvoice(place, { clientId, companyId })).id
    const about = { clientId, companyId, invoiceId }
    await newAlert(place, about)
    await newAlert(place, about)
    return secondPage(place, 'alert.list', { ...about, assigneeId: place.owner.personId })
  },
  'alert.get': (place) => idOf(newAlert(place)),
  'alert.create': async (place) => ({
    title: 'New alert',
    dueAt: farAway,
    ...(await onInvoice(place)),
    assigneeId: place.partner.personId,
  }),
  'alert.update': async (place) => ({
    id: (await newAlert(place)).id,
    title: 'Another',
    ...(await onInvoice(place)),
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
}
