import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TestOrganization } from '#db/test-world.ts'
import { type ImportWorld, listOf, openImportWorld } from './import-world.ts'

let world: ImportWorld
let studio: TestOrganization

beforeAll(async () => {
  world = await openImportWorld()
})
afterAll(() => world.close())

const clientsOf = async (organization: TestOrganization) =>
  (await world.perform(organization.owner, 'client.list', { limit: 200 })).items

const counts = (
  rows: number,
  created: number,
  matched: number,
  updated: number,
  skipped: number,
  refused: number,
) => ({
  rows,
  created,
  matched,
  updated,
  skipped,
  refused,
})

describe('rows that match', () => {
  const header = 'Name;E-mail;Phone;Company;Job title;Tags\n'

  beforeAll(async () => {
    studio = await world.addOrganization('Matching')
    const { owner } = studio
    await world.perform(owner, 'client.create', {
      name: 'Franziska Vogt',
      email: 'F.Vogt@vogt.example',
      tags: ['retainer'],
      companyName: 'Vogt Steuer',
    })
    await world.perform(owner, 'client.create', {
      name: 'Jan Kowalczyk',
      phone: '+49 30 555 0100',
      jobTitle: 'Buyer',
    })
    await world.perform(owner, 'client.create', { name: 'Ona Marks', companyName: 'Marks & Co' })
    await world.perform(owner, 'client.create', { name: 'Tim Same' })
  })

  const list = [
    'Franzi Vogt;f.vogt@VOGT.example;0895550142;Vogt Steuer;Adviser;Stammkunde',
    // The same number, but a colleague; and the same person with an initial.
    'Petra Lang;petra@k.example;030 5550100;;;',
    'J. Kowalczyk;jan@k.example;030 555 01-00;;Chief;',
    'Ona Marks;ona@marks.example;;MARKS & CO;;',
    // Of the same name, with neither a company nor anything that speaks against it.
    'Tim Same;;;;;',
    'Neu Eins;neu@eins.example;;Frisch;;a',
    'Neu Eins;NEU@eins.example;040 123456;Frisch;Boss;b',
    'Kein Name;kein@@x.example;;;;',
  ]
  const csv = header + list.join('\n')

  it('are recognized by e-mail, phone or name and company, in the database and in the file', async () => {
    const checked = await world.prepare(studio.owner, csv, { country: 'DE' })
    expect(checked.counts).toEqual(counts(8, 2, 5, 4, 1, 1))
    expect(checked.matchedBy).toEqual({ email: 2, phone: 1, name: 2, row: 1 })
    expect(checked.example).toMatchObject({
      row: 2,
      name: 'Franziska Vogt',
      fields: expect.arrayContaining([
        { field: 'tags', before: ['retainer'], after: ['retainer', 'Stammkunde'] },
        { field: 'companyId', before: ['Vogt Steuer'], after: ['Vogt Steuer'] },
        { field: 'phone', before: [], after: ['0895550142'] },
      ]),
    })
    const facts = Object.fromEntries(
      checked.columns.map(({ name, found }) => [name, found.map(({ fact }) => fact)]),
    )
    expect(facts).toEqual({
      Name: ['name_split', 'filled'],
      'E-mail': ['refused', 'filled'],
      Phone: ['country', 'filled'],
      Company: ['companies', 'filled'],
      'Job title': ['filled'],
      Tags: ['tags', 'filled'],
    })
    expect(checked.columns[3]?.found[0]).toMatchObject({ count: 3, known: 2 })

    const rows = await world.perform(studio.owner, 'import.rows', {
      id: checked.id,
      verdict: 'matched',
      limit: 2,
    })
    expect(rows.items).toMatchObject([
      { row: 2, matchedBy: 'email', record: { name: 'Franziska Vogt' } },
      { row: 4, matchedBy: 'phone', record: { name: 'Jan Kowalczyk' } },
    ])
    const more = await world.perform(studio.owner, 'import.rows', {
      id: checked.id,
      verdict: 'matched',
      cursor: rows.nextCursor ?? '',
    })
    expect(more.items.map(({ row, matchedRow }) => [row, matchedRow])).toEqual([
      [5, null],
      [6, null],
      [8, 7],
    ])
  })

  it('are updated, skipped or made anew, and taken back as if nothing had been', async () => {
    const before = await world.snapshot(studio.id)
    const updated = await world.bring(studio.owner, csv, { matched: 'update' })
    expect(updated.counts).toEqual(counts(8, 2, 5, 4, 1, 1))
    const clients = await clientsOf(studio)
    expect(clients.find(({ name }) => name === 'Franziska Vogt')).toMatchObject({
      email: 'F.Vogt@vogt.example',
      otherEmails: [],
      phone: '0895550142',
      jobTitle: 'Adviser',
      tags: ['retainer', 'Stammkunde'],
      firstName: null,
      version: 2,
    })
    expect(clients.find(({ name }) => name === 'Jan Kowalczyk')).toMatchObject({
      jobTitle: 'Buyer',
      email: 'jan@k.example',
      phone: '+49 30 555 0100',
      otherPhones: [],
    })
    expect(clients.find(({ name }) => name === 'Neu Eins')).toMatchObject({
      phone: '040 123456',
      jobTitle: 'Boss',
      tags: ['a', 'b'],
      company: { name: 'Frisch' },
      version: 1,
    })
    // Once more, nothing is new.
    const again = await world.prepare(studio.owner, csv)
    expect(again.counts).toEqual(counts(8, 0, 7, 0, 7, 1))
    await world.perform(studio.owner, 'import.cancel', { id: again.id })

    const undone = await world.undo(studio.owner, updated.id)
    expect(undone).toMatchObject({ status: 'undone', undo: { removed: 3, restored: 3, kept: 0 }, kept: [] })
    expect(await world.snapshot(studio.id)).toEqual(before)
    await expect(world.perform(studio.owner, 'import.undo', { id: updated.id })).rejects.toMatchObject({
      status: 409,
    })

    const skipped = await world.bring(studio.owner, csv, { matched: 'skip' })
    expect(skipped.counts).toEqual(counts(8, 2, 5, 0, 5, 1))
    await world.undo(studio.owner, skipped.id)
    const created = await world.bring(studio.owner, csv, { matched: 'create' })
    expect(created.counts).toEqual(counts(8, 7, 5, 0, 0, 1))
    expect(await clientsOf(studio)).toHaveLength(11)
    await world.undo(studio.owner, created.id)
    expect(await world.snapshot(studio.id)).toEqual(before)
  })

  it('show one that changes something, also when the first of the file do not', async () => {
    const { owner } = await world.addOrganization('Examples')
    await world.bring(owner, listOf(1))
    await world.perform(owner, 'client.create', { name: 'Person 600', email: 'p600@x.example' })
    const { example } = await world.prepare(owner, listOf(700))
    expect(example).toMatchObject({ row: 601, name: 'Person 600' })
  })

  it('mean only what the importing person can see; owners of theirs they cannot name', async () => {
    const narrow = await world.addMember(studio, 'member', 'own', 'Nora Narrow')
    const before = await world.snapshot(studio.id)
    const own = await world.perform(narrow, 'client.create', { name: 'Mine', email: 'mine@x.example' })
    const csvOfOwn = `Name;E-mail;Company;Owner\nFranziska Vogt;f.vogt@vogt.example;Vogt Steuer;Lena Hartmann\nMine;mine@x.example;;`
    const done = await world.bring(narrow, csvOfOwn)
    expect(done.counts).toEqual(counts(2, 1, 1, 0, 1, 0))
    expect(done.columns[3]?.found[0]).toMatchObject({ fact: 'owners', unknown: 1 })
    const { items } = await world.perform(narrow, 'client.list', {})
    expect(items).toMatchObject([
      { name: 'Franziska Vogt', ownerId: narrow.personId, company: { name: 'Vogt Steuer' } },
      { id: own.id, version: 1 },
    ])
    const colleague = await world.addMember(studio, 'member', 'own')
    await expect(world.perform(colleague, 'import.get', { id: done.id })).rejects.toMatchObject({
      status: 404,
    })
    // Who saw all when it was checked, and sees less now, is not shown the colleague's client that a row matched.
    const mia = await world.addMember(studio, 'member')
    const looked = await world.prepare(mia, 'Name;E-mail;Job title\nMine;mine@x.example;Baker')
    expect(looked.example).toMatchObject({ id: own.id, name: 'Mine' })
    const narrowed = await world.perform({ ...mia, visibility: 'own' }, 'import.get', { id: looked.id })
    expect(narrowed).toMatchObject({ counts: looked.counts, example: null })

    await world.undo(narrow, done.id)
    await world.owner.query('delete from clients where id = $1', [own.id])
    expect(await world.snapshot(studio.id)).toEqual(before)
  })

  it('of companies fill what is empty, and say no when a column cannot go where it is sent', async () => {
    const { owner } = await world.addOrganization('Firms')
    await world.perform(owner, 'company.create', { name: 'Ørsted Bygg', tags: ['a'] })
    const checked = await world.prepare(
      owner,
      'Firma,Website,Branche\norsted bygg,bygg.example,Bau\nNeu GmbH,,\n,,Handel\n',
      { kind: 'company' },
    )
    expect(checked.counts).toEqual(counts(3, 1, 1, 1, 0, 1))
    await expect(
      world.perform(owner, 'import.update', {
        id: checked.id,
        mapping: { Branche: 'name', Website: 'phone', Umsatz: null },
      }),
    ).rejects.toMatchObject({ status: 422, errors: [{ path: 'mapping.Umsatz' }] })
    await expect(
      world.perform(owner, 'import.update', { id: checked.id, mapping: ['name', 'ownr', 'name'] }),
    ).rejects.toMatchObject({ status: 422, errors: [{ path: 'mapping.1' }, { path: 'mapping.2' }] })
    await world.perform(owner, 'import.update', {
      id: checked.id,
      mapping: { Branche: 'tags' },
      unknownColumns: 'drop',
    })
    await world.perform(owner, 'import.run', { id: checked.id })
    await world.settle()
    const { items } = await world.perform(owner, 'company.list', { sort: 'name' })
    expect(items).toMatchObject([
      { name: 'Neu GmbH' },
      { name: 'Ørsted Bygg', website: 'bygg.example', tags: ['a', 'Bau'] },
    ])
  })
})
