import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TestOrganization } from '#db/test-world.ts'
import { type ImportWorld, openImportWorld } from './import-world.ts'

let world: ImportWorld

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

describe('a list', () => {
  const people = [
    ['Name', 'E-mail', 'Phone', 'Company', 'Tags', 'Shoe size'],
    ['Ada Müller', 'ada@x.example', '089 5550 142', 'Lumen', 'vip', '38'],
    ['Bo Åkesson', 'bo@x.example', '', 'lumen', '', ''],
    ['Cyd', 'c.example', '', '', '', '44'],
  ]
  const text = (separator: string, end = '\n') => people.map((cells) => cells.join(separator)).join(end) + end
  const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text('\t', '\r\n'), 'utf16le')])
  const cards = people
    .slice(1)
    .map(([name, email, phone, company, tags, size]) =>
      [
        'BEGIN:VCARD',
        'VERSION:3.0',
        `FN:${name}`,
        `N:${name?.split(' ').slice(1).join(' ')};${name?.split(' ')[0]};;;`,
        `EMAIL:${email}`,
        `TEL:${phone}`,
        `ORG:${company}`,
        `CATEGORIES:${tags}`,
        `X-SIZE:${size}`,
        'END:VCARD',
      ].join('\r\n'),
    )
  const files: [what: string, bytes: Buffer, encoding: string, separator: string | null][] = [
    ['comma', Buffer.from(text(',')), 'utf-8', ','],
    ['semicolon, marked', Buffer.from(`\uFEFF${text(';', '\r\n')}`), 'utf-8', ';'],
    ['windows-1252', Buffer.from(text(';'), 'latin1'), 'windows-1252', ';'],
    ['tabs, UTF-16', utf16, 'utf-16le', '\t'],
    ['cards', Buffer.from(cards.join('\r\n')), 'utf-8', null],
  ]

  it.each(files)(
    'as %s is read, checked as it will run, and brought in',
    async (what, bytes, encoding, separator) => {
      const organization = await world.addOrganization(`Formats ${what}`)
      const { owner } = organization
      const checked = await world.prepare(owner, bytes)
      expect(checked).toMatchObject({
        status: 'ready',
        encoding,
        separator,
        counts: counts(3, 2, 0, 0, 0, 1),
      })
      const [refusal] = checked.refusals
      expect(refusal).toMatchObject({ reason: 'E-mail has no @', column: 'E-mail', value: 'c.example' })
      expect(await clientsOf(organization)).toEqual([])

      await world.perform(owner, 'import.run', { id: checked.id })
      await world.settle()
      const done = await world.perform(owner, 'import.get', { id: checked.id })
      expect(done).toMatchObject({ status: 'done', counts: checked.counts, progress: { done: 2, total: 2 } })
      const clients = await clientsOf(organization)
      expect(clients).toMatchObject([
        {
          name: 'Ada Müller',
          firstName: 'Ada',
          lastName: 'Müller',
          email: 'ada@x.example',
          phone: '089 5550 142',
          tags: ['vip'],
          status: 'lead',
          ownerId: owner.personId,
          company: { name: 'Lumen' },
          lastContactAt: null,
          version: 1,
        },
        { name: 'Bo Åkesson', company: { id: clients[0]?.companyId } },
      ])
      const notes = await world.perform(owner, 'note.list', { clientId: clients[0]!.id })
      expect(notes.items).toMatchObject([{ kind: 'note', body: expect.stringMatching(/38/) }])

      const { rows } = await world.owner.query(
        `select operation, count(*)::int as entries from audit_entries where org_id = $1 and operation like 'import.%' group by 1 order by 1`,
        [organization.id],
      )
      expect(rows).toEqual([
        { operation: 'import.begin', entries: 1 },
        { operation: 'import.run', entries: 1 },
      ])
    },
  )

  it('runs as soon as it is checked when it is asked to right away, and only once', async () => {
    const organization = await world.addOrganization('At once')
    const { owner } = organization
    const fileId = await world.upload(owner, text(','))
    const { id, status } = await world.perform(owner, 'import.create', { fileId, kind: 'client' })
    expect(status).toBe('reading')
    expect(await world.perform(owner, 'import.run', { id })).toMatchObject({ runRequested: true })
    await world.settle()
    expect(await world.perform(owner, 'import.get', { id })).toMatchObject({
      status: 'done',
      runRequested: false,
    })
    await expect(world.perform(owner, 'import.run', { id })).rejects.toMatchObject({ status: 409 })
    expect(await clientsOf(organization)).toHaveLength(2)
  })

  it('that is no list fails with a sentence, and nobody else can take the file', async () => {
    const { owner } = await world.addOrganization('No list')
    const other = await world.addOrganization('Other')
    const fileId = await world.upload(owner, '%PDF-1.7 …', 'list.pdf')
    expect(await world.perform(owner, 'import.create', { fileId, kind: 'client' })).toMatchObject({
      status: 'failed',
      problem: expect.stringContaining('PDF'),
      counts: { created: 0 },
    })
    await expect(
      world.perform(other.owner, 'import.create', { fileId, kind: 'client' }),
    ).rejects.toMatchObject({
      status: 404,
    })
  })
})

describe('refused rows', () => {
  it('are repaired in place, left out, or taken away as a file that can be imported', async () => {
    const organization = await world.addOrganization('Repair')
    const { owner } = organization
    const csv = 'Name,E-mail,Note\n=1+1,bad@,"a;b"\nToo,many@x.example,x,y\nOk,ok@x.example,\nGone,no at,\n'
    const { id, counts: before } = await world.prepare(owner, csv)
    expect(before).toEqual(counts(4, 1, 0, 0, 0, 3))
    const { fileId, rows } = await world.perform(owner, 'import.refusals', { id })
    expect(rows).toBe(3)
    const refused = await world.prepare(owner, await world.download(owner, fileId))
    expect(refused.columns.map(({ name, target }) => [name, target])).toEqual([
      ['Name', 'name'],
      ['E-mail', 'email'],
      ['Note', 'importedNote'],
      ['Row in the file', null],
      ['Why it was refused', null],
    ])
    expect((await world.download(owner, fileId)).toString()).toContain(
      `'=1+1,bad@,a;b`.replace('a;b', '"a;b"'),
    )

    const repaired = await world.perform(owner, 'import.repair_row', {
      id,
      row: 2,
      values: { 'E-mail': 'good@x.example' },
    })
    expect(repaired).toMatchObject({ row: 2, verdict: 'new', reasons: [] })
    // Now it is the same as one that stands further down.
    await world.perform(owner, 'import.repair_row', {
      id,
      row: 3,
      values: { Name: 'Ok', 'E-mail': 'ok@x.example' },
    })
    expect(await world.perform(owner, 'import.repair_row', { id, row: 5, leaveOut: true })).toMatchObject({
      verdict: 'left_out',
    })
    expect((await world.perform(owner, 'import.get', { id })).counts).toEqual(counts(4, 3, 0, 0, 1, 0))
    await world.perform(owner, 'import.run', { id })
    await world.settle()
    expect(await world.perform(owner, 'import.get', { id })).toMatchObject({
      status: 'done',
      counts: counts(4, 2, 1, 0, 2, 0),
    })
    expect((await clientsOf(organization)).map(({ name }) => name)).toEqual(['=1+1', 'Ok'])
  })
})
