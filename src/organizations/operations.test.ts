import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openWorld, type TestOrganization, type World } from '#db/test-world.ts'
import { TimeZone } from './schema.ts'

let world: World
let studio: TestOrganization

beforeAll(async () => {
  world = await openWorld()
  studio = await world.addOrganization()
})
afterAll(() => world.close())

describe('organizations', () => {
  it('keep every setting, refuse what is none with a sentence, and count their changes', async () => {
    const { owner } = studio
    const before = await world.perform(owner, 'organization.get', {})
    const settings = {
      name: 'Studio Halden & Söhne',
      legalName: 'Studio Halden GmbH',
      address: { line1: 'Hafenstraße 4', postalCode: '24103', city: 'Kiel', country: 'de' },
      country: 'de',
      vatId: 'DE129273398',
      taxNumber: '19/123/45678',
      registrationNumber: 'HRB 4711 KI',
      electronicAddress: { scheme: '9930', value: 'DE129273398' },
      iban: 'de89 3704 0044 0532 0130 00',
      bic: 'cobadeff',
      contact: { name: 'Lena Hartmann', email: 'lena@halden.example' },
      currency: 'chf',
      timeZone: 'Asia/Calcutta',
      locale: 'de-CH',
      privacyContact: 'privacy@halden.example',
    }
    const after = await world.perform(owner, 'organization.update', settings, { version: before.version })
    expect(after).toMatchObject({
      ...settings,
      version: before.version + 1,
      slug: before.slug,
      country: 'DE',
      currency: 'CHF',
      iban: 'DE89370400440532013000',
      bic: 'COBADEFF',
      address: { ...settings.address, country: 'DE', line2: null, region: null },
      contact: { ...settings.contact, phone: null },
    })
    expect(await world.perform(owner, 'organization.get', {})).toEqual(after)
    const again = await world.perform(owner, 'organization.update', settings)
    expect(again.version).toBe(after.version)
    await expect(
      world.perform(owner, 'organization.update', { name: 'Late' }, { version: before.version }),
    ).rejects.toMatchObject({ status: 412 })
    const bad = {
      name: 'Two\nlines',
      iban: 'DE89370400440532013001',
      bic: 'X',
      currency: 'EURO',
      timeZone: '+02:00',
      locale: '??',
      country: 'Germany',
      electronicAddress: { scheme: 'nine', value: '' },
      contact: { email: 'nobody' },
      privacyContact: 'nobody',
      slug: 'taken',
    }
    const refused = await world.perform(owner, 'organization.update', bad as never).catch((error) => error)
    expect(refused.status).toBe(422)
    expect(refused.errors.map(({ path }: { path: string }) => path).sort()).toEqual(
      [
        ...Object.keys(bad).filter((name) => name !== 'electronicAddress' && name !== 'contact'),
        'contact.email',
        'electronicAddress.scheme',
        'electronicAddress.value',
      ].sort(),
    )
    for (const { message } of refused.errors) expect(message).toMatch(/^[A-Z].*\.$/)
    // Names that only the runtime knows would make Postgres refuse to count days.
    for (const timeZone of ['SystemV/PST8PDT', 'IST', '+02:00'])
      await expect(world.perform(owner, 'organization.update', { timeZone })).rejects.toMatchObject({
        status: 422,
      })
    const { rows: unknown } = await world.owner.query(
      `select zone from unnest($1::text[]) zone where lower(zone) not in (select lower(name) from pg_timezone_names)`,
      [Intl.supportedValuesOf('timeZone').filter((timeZone) => TimeZone.safeParse(timeZone).success)],
    )
    expect(unknown).toEqual([])
    const cleared = await world.perform(owner, 'organization.update', {
      iban: '',
      bic: null,
      contact: { name: ' ' },
      electronicAddress: null,
    })
    expect(cleared).toMatchObject({ iban: null, bic: null, contact: null, electronicAddress: null })
  })

  it('have an address that cannot be taken for the id of another one', async () => {
    const { slug } = await world.perform(studio.owner, 'organization.create', { name: studio.id })
    expect(slug).toBe(`org-${studio.id}`)
  })

  it('are founded at most twenty times by one person, also at the same moment', async () => {
    const founder = await world.addPerson('Many Hats')
    const input = { name: 'One of many' }
    const made = await Promise.allSettled(
      Array.from({ length: 24 }, () => world.perform(founder, 'organization.create', input)),
    )
    const slugs = made.flatMap((one) => (one.status === 'fulfilled' ? [one.value.slug] : []))
    expect(new Set(slugs).size).toBe(20)
    for (const one of made)
      if (one.status === 'rejected')
        expect(one.reason).toMatchObject({ status: 409, code: 'too_many_organizations' })

    const profile = await world.perform(founder, 'profile.get', {})
    expect(profile.organizations).toHaveLength(20)
  })
})
