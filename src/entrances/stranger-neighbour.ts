/**
 * Someone with visibility own whose few records touch hidden ones: their client is in a hidden company, their company
 * has a hidden client, their alert and their note are about one. Asked for everything, in every way, nothing shows it.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'vitest'
import { z } from 'zod'
import type { AnyOperation } from '#src/core/operation.ts'
import { callOf, type Input, send } from './stranger-calls.ts'
import { newAlert, newAttachment, newClient, newCompany, newNote, ring } from './stranger-fixtures.ts'
import type { Place, StrangerWorld } from './stranger-world.ts'

/** What they see, and what hangs on it unseen. Texts of what they see are plain. */
async function settle(place: Place, personId: string) {
  const plain = { ownerId: personId, tags: [], email: null, website: null, address: null, phone: null }
  const hiddenCompany = await newCompany(place)
  const company = await newCompany(place, {
    ...plain,
    name: 'Seen company',
    legalName: null,
    vatId: null,
    registrationNumber: null,
    electronicAddress: null,
  })
  const client = await place.perform('client.create', {
    name: 'Seen client',
    ownerId: personId,
    companyId: hiddenCompany.id,
  })
  const hidden = await newClient(place, { companyId: company.id })
  await newNote(place, { clientId: hidden.id })
  await newAttachment(place, hidden.id)
  const note = await place.perform('note.create', {
    body: 'Seen note',
    clientId: hidden.id,
    companyId: company.id,
  })
  const alert = await place.perform('alert.create', {
    title: 'Seen alert',
    dueAt: '2020-01-01T09:00:00Z',
    clientId: hidden.id,
    companyId: hiddenCompany.id,
    assigneeId: personId,
  })
  const theirs = await newAlert(place, {
    dueAt: '2020-01-01T09:00:00Z',
    clientId: hidden.id,
    channels: ['email'],
  })
  for (const { id } of [alert, theirs]) await ring(place, id)
  await place.perform('client.get', { id: client.id })
  await place.world.usage.flush()
  return { client: client.id, company: company.id, note: note.id, alert: alert.id }
}

/** Every way to fill the ids that this input takes: without the optional ones, each alone, and all. */
function inputsFor(operation: AnyOperation, seen: Record<string, string>, secret: string): Input[] {
  const schema = z.toJSONSchema(operation.input, { io: 'input', unrepresentable: 'any' })
  const { properties = {}, required = [] } = schema as { properties?: object; required?: string[] }
  const [noun = ''] = operation.name.split('.')
  const known: Input = {
    id: seen[noun],
    subjectId: seen.client,
    q: secret,
    search: secret,
    ...Object.fromEntries(Object.entries(seen).map(([kind, id]) => [`${kind}Id`, id])),
  }
  const names = Object.keys(properties).filter((name) => known[name] !== undefined)
  const needed = Object.fromEntries(required.map((name) => [name, known[name]]))
  const count = 'count' in properties ? { count: true } : {}
  return [
    needed,
    ...names.map((name) => ({ ...needed, [name]: known[name] })),
    { ...needed, ...Object.fromEntries(names.map((name) => [name, known[name]])) },
  ].map((input) => ({ ...input, ...count }))
}

export async function showsNothingHidden(
  { world, site, openPlace }: StrangerWorld,
  reads: readonly AnyOperation[],
): Promise<void> {
  const place = await openPlace('heron')
  const person = await world.addMember(place.organization, 'owner', 'own', 'Newcomer')
  const seen = await settle(place, person.personId)
  const cookie = await site.signIn(person)
  const organization = place.organization.id
  const shown = new Set<string>()
  for (const operation of reads)
    for (const input of inputsFor(operation, seen, place.secret)) {
      const what = `${operation.name} ${JSON.stringify(input)}`
      const answer = await send(site, callOf(operation), input, { cookie, organization })
      expect(answer.status, `${what}: ${answer.text}`).toBeLessThan(500)
      expect(answer.text.toLowerCase(), what).not.toContain(place.secret)
      for (const [text] of answer.text.matchAll(/Seen (client|company|note|alert)/g)) shown.add(text)
      expectHonestCounts(answer.body, what)
    }
  // The eyes were open: what they may see was there.
  expect([...shown].sort()).toEqual(['Seen alert', 'Seen client', 'Seen company', 'Seen note'])

  for (const kind of ['client', 'company'] as const) {
    const { id } = await place.perform('export.create', { kind }, person)
    const done = async () => (await place.perform('export.get', { id }, person)).fileId
    while (!(await done())) await sleep(20)
    const { text } = await site.ask('GET', `/files/${await done()}`, { cookie, organization })
    expect(text).toContain(`Seen ${kind}`)
    expect(text.toLowerCase()).not.toContain(place.secret)
  }
}

/** A count is of what is shown, or the number of hidden ones could be read from it. */
function expectHonestCounts(body: Record<string, unknown>, what: string): void {
  const items = (body.items ?? []) as { kind?: string }[]
  const { count, counts } = body as { count?: Counted | number; counts?: Record<string, Counted> }
  if (typeof count === 'object') expect(count.value, what).toBe(items.length)
  for (const [kind, { value }] of Object.entries(counts ?? {}))
    expect(value, `${what} ${kind}`).toBe(items.filter((item) => item.kind === kind).length)
}

interface Counted {
  value: number
}
