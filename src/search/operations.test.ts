import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openWorld, type TestOrganization, type TestPerson, type World } from '#db/test-world.ts'
import { passageOf } from './passage.ts'

let world: World
let studio: TestOrganization

beforeAll(async () => {
  world = await openWorld()
  studio = await world.addOrganization()
})
afterAll(() => world.close())

const searchAs = async (person: TestPerson, q: string, limit = 20) =>
  (await world.perform(person, 'search.all', { q, limit })).items
const titlesFor = async (person: TestPerson, q: string) =>
  (await searchAs(person, q)).map(({ title }) => title)

describe('search', () => {
  it('finds by name, e-mail, phone and company, as one types, accents forgiven, words in any order', async () => {
    const { owner } = studio
    const add = (client: Record<string, unknown>) => world.perform(owner, 'client.create', client as never)
    const katarzyna = await add({
      firstName: 'Katarzyna',
      lastName: 'Wójcik',
      email: 'k.wojcik@lumen.example',
      otherEmails: ['kasia@privat.example'],
      phone: '0170 5550 188',
      companyName: 'Lumen Logistyka',
    })
    await add({ name: 'Jürgen Strauß', phone: '+44 20 7946 0123', companyName: 'Lumen Logistyka' })
    await add({ name: 'Søren Ødegård' })
    await add({ name: 'Łukasz Ångström-Vogel', email: '50%_off@shop.example' })
    await add({ name: "Maeve O'Brien" })
    await add({ name: 'Anna Maria Kowalska' })

    for (const q of [
      ...[
        'k',
        'ka',
        'kat',
        'wo',
        'woj',
        'WÓJCIK',
        'wojcik kat',
        'wojcik lumen',
        'Lumen Katarzyna',
        'katarzyna w',
      ],
      ...['k.wojcik@lumen.example', 'K.Wojcik@', 'kasia@privat.example', 'kasia'],
      ...['0170 5550', '+49 170 5550188', '+49 (0)170 5550-188', '0049170555', '5550188', '170/5550'],
    ])
      expect(await titlesFor(owner, q), q).toContain('Katarzyna Wójcik')

    expect(await titlesFor(owner, 'strauss')).toEqual(['Jürgen Strauß'])
    expect(await titlesFor(owner, 'ode')).toEqual(['Søren Ødegård'])
    expect(await titlesFor(owner, 'lukasz ang')).toEqual(['Łukasz Ångström-Vogel'])
    expect(await titlesFor(owner, 'vogel')).toEqual(['Łukasz Ångström-Vogel'])
    expect(await titlesFor(owner, 'obrien')).toEqual(["Maeve O'Brien"])
    expect(await titlesFor(owner, 'maria')).toEqual(['Anna Maria Kowalska'])
    expect(await titlesFor(owner, 'owalsk')).toEqual(['Anna Maria Kowalska'])
    expect(await titlesFor(owner, '7946 0123')).toEqual(['Jürgen Strauß'])

    const [company, ...people] = await searchAs(owner, 'lumen')
    expect(company).toMatchObject({ kind: 'company', title: 'Lumen Logistyka', match: 'name' })
    expect(people.map(({ title, match }) => [title, match])).toEqual([
      ['Katarzyna Wójcik', 'contact'],
      ['Jürgen Strauß', 'company'],
    ])
    expect(people[0]).toMatchObject({ id: katarzyna.id, status: 'lead', companyId: katarzyna.companyId })

    // Only when nothing else is found are typing mistakes forgiven.
    expect(await searchAs(owner, 'Wojick')).toMatchObject([{ title: 'Katarzyna Wójcik', match: 'similar' }])
    for (const q of ['Kowalsky', 'Kovalska', 'Kowlaska', 'Kwalska', 'Kowallska', 'ana maria kowalsak'])
      expect(await titlesFor(owner, q), q).toEqual(['Anna Maria Kowalska'])
  })

  it('shows the passage of a note, and forgets what is in the trash', async () => {
    const { owner } = studio
    const client = await world.perform(owner, 'client.create', { name: 'Ingrid Bjørnstad' })
    const body = `**Called** about the [façade](https://x.example) lettering. ${'And much more. '.repeat(30)} Zinnober.`
    const note = await world.perform(owner, 'note.create', { body, clientId: client.id })
    const [found] = await searchAs(owner, 'lettering facade')
    expect(found).toMatchObject({
      kind: 'note',
      id: note.id,
      subtitle: 'Ingrid Bjørnstad',
      clientId: client.id,
      match: 'text',
    })
    expect(found?.title).toMatch(/^Called about the façade lettering\. And much more\..*…$/)
    expect((await searchAs(owner, 'zinnober'))[0]?.title).toMatch(/^….* Zinnober\.$/)

    await world.perform(owner, 'client.delete', { id: client.id })
    expect(await searchAs(owner, 'lettering')).toEqual([])
    expect(await searchAs(owner, 'ingrid')).toEqual([])
    await world.perform(owner, 'client.restore', { id: client.id })
    await world.perform(owner, 'note.delete', { id: note.id })
    expect(await searchAs(owner, 'lettering')).toEqual([])
    expect(await titlesFor(owner, 'ingrid')).toEqual(['Ingrid Bjørnstad'])
  })

  it('puts the best first, keeps places for each kind and stays within its limit', async () => {
    const { owner } = await world.addOrganization('Ranks')
    const names = ['Quirin Quast', 'Quast', 'Quastner', 'Emil Quast', 'Emil Quaste', 'Aquast']
    for (const name of names) await world.perform(owner, 'client.create', { name })
    await world.perform(owner, 'client.create', { name: 'Zora', email: 'quast@post.example' })
    const ranked = await searchAs(owner, 'quast')
    expect(ranked.map(({ title }) => title)).toEqual([
      ...['Quast', 'Emil Quast', 'Quirin Quast', 'Emil Quaste', 'Quastner', 'Zora', 'Aquast'],
    ])
    for (let n = 0; n < 12; n++) {
      await world.perform(owner, 'client.create', { name: `Tandem Person ${n}` })
      await world.perform(owner, 'company.create', { name: `Tandem ${n} GmbH` })
    }
    const kinds = (await searchAs(owner, 'tandem', 8)).map(({ kind }) => kind)
    expect(kinds).toHaveLength(8)
    expect(kinds.filter((kind) => kind === 'company').length).toBeGreaterThanOrEqual(2)
    expect(kinds.filter((kind) => kind === 'client').length).toBeGreaterThanOrEqual(2)
  })

  it('takes no text for a wildcard or a statement, and refuses what is too long', async () => {
    const { owner } = studio
    for (const q of [
      '',
      '   ',
      '%',
      '_',
      '%%%',
      '...',
      '\\',
      "'",
      '"',
      '()',
      '-',
      '+',
      '@',
      '%_%',
      "' or 1=1 --",
      '$1',
      '%1$s',
    ])
      expect(await titlesFor(owner, q), q).not.toContain('Katarzyna Wójcik')
    expect(await titlesFor(owner, '50%_off')).toEqual(['Łukasz Ångström-Vogel'])
    expect(await titlesFor(owner, '50%off')).toEqual(['Łukasz Ångström-Vogel'])
    await expect(searchAs(owner, 'x'.repeat(201))).rejects.toMatchObject({
      status: 422,
      errors: [{ path: 'q' }],
    })
    await expect(searchAs(owner, 'a\u0000b')).rejects.toMatchObject({ status: 422 })
    expect(await searchAs(owner, Array.from({ length: 50 }, (_, n) => `w${n}`).join(' '))).toEqual([])
  })

  it('answers nothing of other organizations, and to those who see their own only that', async () => {
    const { owner } = await world.addOrganization('Walls')
    const organization = { id: owner.organizationId as string } as TestOrganization
    const member = await world.addMember(organization, 'member', 'own')
    const stranger = await world.addOrganization('Strangers')
    const company = await world.perform(owner, 'company.create', { name: 'Verborgen AG' })
    const hidden = await world.perform(owner, 'client.create', {
      name: 'Xaver Hidden',
      email: 'xaver@verborgen.example',
      phone: '030 1234567',
      companyId: company.id,
    })
    await world.perform(owner, 'note.create', { body: 'A pomegranate', clientId: hidden.id })
    const mine = await world.perform(owner, 'client.create', {
      name: 'Yvonne Mine',
      companyId: company.id,
      ownerId: member.personId,
    })
    await world.perform(owner, 'note.create', { body: 'Another pomegranate', clientId: mine.id })

    for (const q of [
      'xaver',
      'xa',
      'hidden',
      'xaver@verborgen.example',
      '030 1234567',
      'idde',
      'verborgen',
      'xafer',
      'xavre',
    ]) {
      expect(await titlesFor(owner, q), q).toContain('Xaver Hidden')
      expect(await searchAs(member, q), q).toEqual([])
      expect(await searchAs(stranger.owner, q), q).toEqual([])
      const list = await world.perform(member, 'client.list', { search: q, count: true })
      expect([list.items, list.count?.value], q).toEqual([[], 0])
    }
    // Nor does it help to name a hidden company beside one's own client.
    expect(await titlesFor(owner, 'yvonne verborgen')).toEqual(['Yvonne Mine'])
    expect(await searchAs(member, 'yvonne verborgen')).toEqual([])
    expect(await titlesFor(member, 'yv')).toEqual(['Yvonne Mine'])
    expect((await searchAs(member, 'pomegranate')).map(({ subtitle }) => subtitle)).toEqual(['Yvonne Mine'])
    expect(await searchAs(owner, 'pomegranate')).toHaveLength(2)
    expect(await searchAs(stranger.owner, 'pomegranate')).toEqual([])

    // What one sees does not move when others grow.
    const before = await searchAs(stranger.owner, 'xaver')
    await world.perform(stranger.owner, 'client.create', { name: 'Xaver Own' })
    expect(before).toEqual([])
    expect(await titlesFor(stranger.owner, 'xaver')).toEqual(['Xaver Own'])
    expect(await titlesFor(owner, 'xaver')).toEqual(['Xaver Hidden'])
  })

  it('looks through all that someone owns, also when that is much', async () => {
    const { owner } = await world.addOrganization('Much')
    const member = await world.addMember({ id: owner.organizationId } as TestOrganization, 'member', 'own')
    await world.owner.query(
      `insert into clients (org_id, id, name, owner_id)
       select $1, gen_random_uuid(), 'Person ' || n || case when n % 1000 = 7 then ' Needle' else ' Straw' end,
         case when n % 3 = 0 then $2::uuid else $3::uuid end
       from generate_series(1, 9000) n`,
      [owner.organizationId, owner.personId, member.personId],
    )
    const all = await titlesFor(owner, 'needle')
    expect(all).toHaveLength(9)
    expect(await titlesFor(member, 'needle')).toHaveLength(6)
    expect(await titlesFor(member, 'person needl')).toHaveLength(6)
    expect(await titlesFor(member, 'pe')).toHaveLength(20)
    expect(await titlesFor(member, 'neadle')).toHaveLength(6)
  })
})

it('finds invoices by number, name and reference, as far as one sees them', async () => {
  const { owner, ...place } = await world.addOrganization('Billing')
  const own = await world.addMember({ owner, ...place }, 'member', 'own')
  const client = await world.perform(owner, 'client.create', { name: 'Kinga Zawada' })
  const lines = [{ description: 'Work', unitPrice: '100' }]
  const draft = await world.perform(owner, 'invoice.create', {
    clientId: client.id,
    lines,
    reference: 'Relaunch',
  })
  const { id } = await world.perform(owner, 'invoice.create', { clientId: client.id, lines })
  const { number } = await world.perform(owner, 'invoice.issue', { id })
  expect((await searchAs(owner, number ?? ''))[0]).toMatchObject({
    kind: 'invoice',
    id,
    title: number,
    status: 'issued',
  })
  expect((await searchAs(owner, 'relaun')).map((one) => one.id)).toEqual([draft.id])
  expect((await searchAs(owner, 'zawada')).map(({ kind }) => kind)).toEqual(['client', 'invoice', 'invoice'])
  expect(await searchAs(own, number ?? '')).toEqual([])
})

describe('a passage', () => {
  it('begins a little before what was found', () => {
    expect(passageOf('', 'x')).toBe('')
    expect(passageOf('One two three', 'nothing')).toBe('One two three')
    expect(passageOf('one two three four five six seven', 'SEV')).toBe('…three four five six seven')
    expect(passageOf('x'.repeat(500), 'x')).toHaveLength(121)
    expect(passageOf('- a\n- b\n\n# Straße', 'strasse')).toBe('- a - b Straße')
  })
})
