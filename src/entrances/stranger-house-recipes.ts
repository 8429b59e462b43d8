/** Recipes for the organization itself, its people, and what is told of both. */
import {
  farAway,
  idOf,
  newAlert,
  newApiKey,
  newClient,
  newEmail,
  newInvitation,
  newMember,
  newNotification,
  secondPage,
} from './stranger-fixtures.ts'
import type { Place, Recipes } from './stranger-world.ts'

/** Until what was counted is stored: another may be storing it at this moment. */
async function counted({ world }: Place, isThere: () => Promise<boolean>): Promise<void> {
  do await world.usage.flush()
  while (!(await isThere()))
}

export const houseRecipes = {
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

  'api_key.list': async (place) => {
    await newApiKey(place)
    await newApiKey(place)
    return secondPage(place, 'api_key.list', {})
  },
  'api_key.create': () => ({ name: 'New key', role: 'member', expiresAt: farAway }),
  'api_key.revoke': (place) => idOf(newApiKey(place)),

  'profile.get': () => ({}),
  'profile.see_policy': () => ({ on: '2099-01-01' }),
  'profile.update': () => ({ name: 'New name', locale: 'de-DE' }),

  'audit.list': async (place) => {
    const { id } = await newClient(place)
    await place.perform('client.update', { id, jobTitle: 'Another' })
    return secondPage(place, 'audit.list', { subjectId: id, actorId: place.owner.personId })
  },
  'audit.subjects': async (place) => ({ ids: [(await newClient(place)).id, (await newAlert(place)).id] }),
  'access.list': async (place) => {
    const { id } = await newClient(place)
    await place.perform('client.get', { id })
    await place.perform('client.get', { id }, place.partner)
    await counted(
      place,
      async () => (await place.perform('access.list', { subjectId: id })).items.length === 2,
    )
    return secondPage(place, 'access.list', { subjectId: id })
  },
  'usage.summary': async (place) => {
    await newClient(place)
    await counted(place, async () => (await place.perform('usage.summary', {})).people.length > 0)
    return {}
  },
  'outbox.list': async (place) => {
    await newInvitation(place)
    await newInvitation(place)
    return secondPage(place, 'outbox.list', {})
  },

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
} satisfies Partial<Recipes>
