import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openWorld, type TestOrganization, type TestPerson, type World } from '#db/test-world.ts'
import { folderStorage, setStorage } from '#src/services/storage.ts'

let world: World
let studio: TestOrganization
const folder = mkdtempSync(join(tmpdir(), 'upcrm-tell-'))

beforeAll(async () => {
  setStorage(folderStorage(folder))
  world = await openWorld()
  studio = await world.addOrganization()
  await world.perform(studio.owner, 'organization.update', {
    taxNumber: '30/123/45678',
    address: { line1: 'Musterweg 12', postalCode: '10119', city: 'Berlin', country: 'DE' },
  })
})
afterAll(async () => {
  await world.close()
  rmSync(folder, { recursive: true })
})

const lines = [{ description: 'Design', unitPrice: '100', taxCategory: 'S' as const, taxRate: '19' }]

async function issuedBy(person: TestPerson, clientId: string) {
  const { id } = await world.perform(person, 'invoice.create', { clientId, lines })
  return world.perform(person, 'invoice.issue', { id })
}

/** What waits for a person, after all jobs are done. */
async function heard(person: TestPerson, about: string) {
  expect(await world.settle()).toEqual([])
  const { items } = await world.perform(person, 'notification.list', {})
  return items.filter(({ subject }) => subject?.id === about).map(({ kind, title }) => `${kind} ${title}`)
}

describe('whoever wrote an invoice', () => {
  it('hears once that it was opened and that it is paid, but not of their own deeds', async () => {
    const { owner, system } = studio
    const writer = await world.addMember(studio, 'member', 'all', 'Writer')
    const { id: clientId } = await world.perform(writer, 'client.create', { name: 'Thomas' })
    const { id, number } = await issuedBy(writer, clientId)
    await world.perform(system, 'invoice.visit', { id })
    await world.perform(system, 'invoice.visit', { id })
    expect(await heard(writer, id)).toEqual([`invoice_viewed ${number}`])
    expect(await heard(owner, id)).toEqual([])
    const [seen] = (await world.perform(writer, 'notification.list', {})).items
    expect(seen).toMatchObject({ subject: { kind: 'invoice', id }, client: { id: clientId, name: 'Thomas' } })

    await world.perform(owner, 'payment.record', { invoiceId: id, amount: 900 })
    expect(await heard(writer, id)).toHaveLength(1)
    const rest = await world.perform(owner, 'payment.record', { invoiceId: id, amount: 11000 })
    expect((await heard(writer, id))[0]).toBe(`invoice_paid ${number}`)
    await world.perform(owner, 'payment.remove', { id: rest.id })
    await world.perform(owner, 'payment.record', { invoiceId: id, amount: 11000 })
    expect(await heard(writer, id)).toHaveLength(2)

    const own = await issuedBy(owner, clientId)
    await world.perform(owner, 'payment.record', { invoiceId: own.id, amount: 11900 })
    expect(await heard(owner, own.id)).toEqual([])
  })

  it('hears that a mail did not arrive, again when another does not', async () => {
    const { owner, system } = studio
    const { id: clientId } = await world.perform(owner, 'client.create', {
      name: 'Anna',
      email: 'anna@brandl.example',
    })
    const { id, number } = await issuedBy(owner, clientId)
    const send = async (status: string, handedAt: Date | null) => {
      const { mail } = await world.perform(owner, 'invoice.send', { id, again: true })
      await world.owner.query(`update outbox set status = $2, handed_at = $3 where id = $1`, [
        mail.id,
        status,
        handedAt,
      ])
      return mail.id
    }
    const refused = await send('waiting', null)
    const claimed = await world.perform(system, 'outbox.claim', { id: refused })
    const settled = { id: refused, claim: claimed?.claim ?? '', delivery: 'refused' as const }
    await world.perform(system, 'outbox.settle', settled)
    expect(await heard(owner, id)).toEqual([`mail_failed ${number}`])
    // The server died as the end of the mail left.
    const lost = await send('sending', new Date())
    for (const _ of [1, 2]) await world.perform(system, 'outbox.claim', { id: lost })
    expect(await heard(owner, id)).toEqual([`mail_unknown ${number}`, `mail_failed ${number}`])
    const again = await send('sending', new Date())
    await world.perform(system, 'outbox.claim', { id: again })
    expect(await heard(owner, id)).toHaveLength(3)
  })

  it('who has left, or no longer sees it, leaves the news to the owners', async () => {
    const { owner, system } = studio
    const narrow = await world.addMember(studio, 'member', 'own', 'Narrow')
    const mine = await world.perform(narrow, 'client.create', { name: 'Mine' })
    const kept = await issuedBy(narrow, mine.id)
    await world.perform(system, 'invoice.visit', { id: kept.id })
    expect(await heard(narrow, kept.id)).toHaveLength(1)
    expect(await heard(owner, kept.id)).toEqual([])
    const handed = await issuedBy(narrow, mine.id)
    await world.perform(owner, 'client.update', { id: mine.id, ownerId: owner.personId })
    await world.perform(system, 'invoice.visit', { id: handed.id })
    expect(await heard(owner, handed.id)).toHaveLength(1)
    expect(await heard(narrow, handed.id)).toEqual([])
    // What is told already is no longer led to by who does not see it.
    const { items } = await world.perform(narrow, 'notification.list', {})
    expect(items.map(({ subject, client }) => [subject, client])).toEqual([[null, null]])
  })
})
