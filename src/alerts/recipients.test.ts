import { describe, expect, it } from 'vitest'
import type { TestPerson } from '#db/test-world.ts'
import { at, dueOrganizations, heard, ring, set, world } from './ring-world.ts'

describe('an alert that rings', () => {
  it('leads from a mail to the page of what it hangs on', async () => {
    const studio = await world.addOrganization('Linked')
    const { owner } = studio
    const client = await world.perform(owner, 'client.create', { name: 'Acme' })
    const company = await world.perform(owner, 'company.create', { name: 'Acme Ltd' })
    const channels = ['email']
    const due = '2099-01-05T10:00:00Z'
    await set(owner, 'a', due, { clientId: client.id, companyId: company.id, channels })
    await set(owner, 'b', due, { companyId: company.id, channels })
    const alone = await set(owner, 'c', due, { channels })
    at('2099-01-05T10:00:01Z')
    await ring(studio)
    const { rows } = await world.owner.query('select body from outbox where org_id = $1 order by subject', [
      studio.id,
    ])
    const start = `https://crm.example/o/${studio.slug}`
    expect(rows.map(({ body }) => body.trimEnd().split('\n').at(-1))).toEqual([
      `${start}/clients/${client.id}`,
      `${start}/companies/${company.id}`,
      `${start}?alert=${alone.id}`,
    ])
  })

  it('of someone who left goes to who set it, else to the owners who see everything', async () => {
    const studio = await world.addOrganization('Left')
    const leaver = await world.addMember(studio, 'member', 'all', 'Leaver')
    const author = await world.addMember(studio, 'member', 'own', 'Author')
    const blinkered = await world.addMember(studio, 'owner', 'own', 'Blinkered owner')
    await set(author, 'from the author', '2099-01-05T10:00:00Z', { assigneeId: leaver.personId })
    await set(leaver, 'from the leaver', '2099-01-05T10:00:00Z')
    await world.owner.query('update memberships set ended_at = now() where org_id = $1 and person_id = $2', [
      studio.id,
      leaver.personId,
    ])
    at('2099-01-05T10:00:01Z')
    expect(await ring(studio)).toEqual({ rung: 2 })
    expect(await heard(author)).toEqual(['from the author'])
    expect(await heard(studio.owner)).toEqual(['from the leaver'])
    expect(await heard(blinkered)).toEqual([])
    const { rows } = await world.owner.query('select 1 from notifications where person_id = $1', [
      leaver.personId,
    ])
    expect(rows).toEqual([])
  })

  it('goes to whoever sees it when no owner does, and waits when nobody is there who does', async () => {
    const studio = await world.addOrganization('Narrow')
    const { owner } = studio
    const admin = await world.addMember(studio, 'admin', 'all', 'Admin')
    const keeper = await world.addMember(studio, 'member', 'own', 'Keeper')
    const client = await world.perform(keeper, 'client.create', { name: 'Kept' })
    const narrow = (person: TestPerson) =>
      world.owner.query(`update memberships set visibility = 'own' where org_id = $1 and person_id = $2`, [
        studio.id,
        person.personId,
      ])
    // As a key leaves them: of nobody.
    const orphan = (title: string, day: number, clientId: string | null) =>
      world.owner.query(
        `insert into alerts (org_id, id, title, due_at, rings_at, time_zone, client_id)
         values ($1, gen_random_uuid(), $2, $3::timestamptz, $3::timestamptz, 'UTC', $4)`,
        [studio.id, title, `2099-01-0${day}T10:00:00Z`, clientId],
      )
    await narrow(owner)
    await orphan('for the admin', 5, null)
    at('2099-01-05T10:00:01Z')
    expect(await ring(studio)).toEqual({ rung: 1 })
    expect(await heard(admin)).toEqual(['for the admin'])

    await narrow(admin)
    await orphan('for the keeper', 6, client.id)
    await orphan('for nobody', 6, null)
    at('2099-01-06T10:00:01Z')
    expect(await ring(studio)).toEqual({ rung: 1 })
    expect(await heard(keeper)).toEqual(['for the keeper'])
    expect(await heard(admin)).toHaveLength(1)
    expect(await dueOrganizations('2099-01-06T10:00:01Z')).toEqual([])
    const late = await world.addMember(studio, 'owner', 'all', 'Sees again')
    at('2099-01-07T10:00:00Z')
    expect(await dueOrganizations('2099-01-07T10:00:00Z')).toEqual([studio.id])
    expect(await ring(studio)).toEqual({ rung: 1 })
    expect(await heard(late)).toEqual(['for nobody (late)'])
    expect(await heard(owner)).toEqual([])
  })
})
