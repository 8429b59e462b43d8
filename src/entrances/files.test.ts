import { describe, expect, it } from 'vitest'
import { download, form, pdf, png, rowCount, stored, studio, upload, world } from './files-world.ts'

describe('files', () => {
  it('are uploaded, attached, listed, downloaded as attachments and thrown away with their bytes', async () => {
    const { owner, system } = studio
    const made = await upload(owner, form(pdf, '..\\evil/../Zażółć "gęślą"\u202e.pdf', 'file', 'text/html'))
    expect(made).toMatchObject({
      status: 201,
      body: { name: 'Zażółć _gęślą_.pdf', size: pdf.length, type: 'application/pdf' },
    })
    const { id } = made.body
    expect(Object.keys(made.body).sort()).toEqual(['id', 'name', 'size', 'type'])

    const got = await download(owner, id)
    expect(got.status).toBe(200)
    expect(await got.text()).toBe(pdf)
    expect(Object.fromEntries(got.headers)).toMatchObject({
      'content-type': 'application/pdf',
      'content-length': String(pdf.length),
      'content-security-policy': `sandbox; default-src 'none'`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      'content-disposition': `attachment; filename="Za____ _g__l__.pdf"; filename*=UTF-8''Za%C5%BC%C3%B3%C5%82%C4%87%20_g%C4%99%C5%9Bl%C4%85_.pdf`,
    })

    const client = await world.perform(owner, 'client.create', { name: 'Piotr', companyName: 'Lumen' })
    const note = await world.perform(owner, 'note.create', { body: 'See file', clientId: client.id })
    const attached = await world.perform(owner, 'file.attach', { fileId: id, clientId: client.id })
    expect(attached).toMatchObject({ clientId: client.id, uploadedBy: { name: 'Lena Hartmann' } })
    await world.perform(owner, 'file.attach', { fileId: id, clientId: client.id })
    await expect(world.perform(owner, 'file.attach', { fileId: id, noteId: note.id })).rejects.toMatchObject({
      status: 409,
    })
    await expect(
      world.perform(owner, 'file.attach', { fileId: id, noteId: note.id, clientId: client.id }),
    ).rejects.toMatchObject({ status: 422 })

    const second = await upload(owner, form(png, 'logo.png'))
    await world.perform(owner, 'file.attach', { fileId: second.body.id, noteId: note.id })
    expect(await world.perform(owner, 'note.get', { id: note.id })).toMatchObject({
      files: [{ id: second.body.id, name: 'logo.png', size: png.length, type: 'image/png' }],
    })
    const list = await world.perform(owner, 'file.list', { clientId: client.id, count: true })
    expect(list.items.map(({ name }) => name)).toEqual(['logo.png', 'Zażółć _gęślą_.pdf'])
    expect(list.count?.value).toBe(2)
    await world.perform(owner, 'note.delete', { id: note.id })
    expect((await world.perform(owner, 'file.list', { clientId: client.id })).items).toHaveLength(1)
    await world.perform(owner, 'note.restore', { id: note.id })

    await world.perform(owner, 'file.delete', { id })
    expect((await download(owner, id)).status).toBe(404)
    expect((await download(owner, second.body.id)).status).toBe(200)
    expect(stored()).toBe(2)
    expect(await world.perform(system, 'file.purge', {})).toEqual({ purged: 1 })
    expect(stored()).toBe(1)
    expect(await rowCount()).toBe(1)
  })

  it('are not there while what they hang on lies in the trash', async () => {
    const { owner } = studio
    const client = await world.perform(owner, 'client.create', { name: 'Nora', companyName: 'Fjord' })
    const company = await world.perform(owner, 'company.create', { name: 'Fjord Labs' })
    const note = await world.perform(owner, 'note.create', { body: 'Of the client', clientId: client.id })
    const held: string[] = []
    for (const target of [{ clientId: client.id }, { companyId: company.id }, { noteId: note.id }]) {
      const { body } = await upload(owner, form(pdf, 'held.pdf'))
      await world.perform(owner, 'file.attach', { fileId: body.id, ...target })
      held.push(body.id)
    }
    const statuses = () => Promise.all(held.map(async (id) => (await download(owner, id)).status))
    expect(await statuses()).toEqual([200, 200, 200])
    await world.perform(owner, 'client.delete', { id: client.id })
    expect(await statuses()).toEqual([404, 200, 404])
    await world.perform(owner, 'client.restore', { id: client.id })
    await world.perform(owner, 'company.delete', { id: company.id })
    await world.perform(owner, 'note.delete', { id: note.id })
    expect(await statuses()).toEqual([200, 404, 404])
    await world.perform(owner, 'company.restore', { id: company.id })
    await world.perform(owner, 'note.restore', { id: note.id })
    expect(await statuses()).toEqual([200, 200, 200])
    for (const id of held) await world.perform(owner, 'file.delete', { id })
    expect(await world.perform(studio.system, 'file.purge', {})).toEqual({ purged: 3 })
  })

  it('are seen by whoever uploaded them, and attached by whoever sees the record', async () => {
    const { owner } = studio
    const own = await world.addMember(studio, 'member', 'own')
    const colleague = await world.addMember(studio, 'member')
    const viewer = await world.addMember(studio, 'viewer')
    const { owner: stranger } = await world.addOrganization('Strangers')
    const mine = await world.perform(own, 'client.create', { name: 'Mine' })
    const hidden = await world.perform(owner, 'client.create', { name: 'Hidden' })

    const loose = (await upload(own, form(pdf, 'loose.pdf'))).body.id
    expect((await download(own, loose)).status).toBe(200)
    for (const actor of [colleague, owner, viewer, stranger])
      expect((await download(actor, loose)).status).toBe(404)
    await expect(
      world.perform(colleague, 'file.attach', { fileId: loose, clientId: hidden.id }),
    ).rejects.toMatchObject({ status: 404 })
    await expect(
      world.perform(own, 'file.attach', { fileId: loose, clientId: hidden.id }),
    ).rejects.toMatchObject({ status: 404, errors: [{ path: 'clientId' }] })
    await world.perform(own, 'file.attach', { fileId: loose, clientId: mine.id })
    for (const actor of [colleague, viewer]) expect((await download(actor, loose)).status).toBe(200)
    expect((await download(stranger, loose)).status).toBe(404)
    await expect(world.perform(viewer, 'file.delete', { id: loose })).rejects.toMatchObject({ status: 403 })
    await expect(world.perform(stranger, 'file.delete', { id: loose })).rejects.toMatchObject({ status: 404 })

    const kept = (await upload(owner, form(pdf, 'hidden.pdf'))).body.id
    await world.perform(owner, 'file.attach', { fileId: kept, clientId: hidden.id })
    expect((await download(own, kept)).status).toBe(404)
    expect((await world.perform(own, 'file.list', {})).items.map(({ id }) => id)).toEqual([loose])

    // With the client its files are handed over, to their uploader's eyes and hands as well.
    await world.perform(own, 'client.update', { id: mine.id, ownerId: owner.personId })
    expect((await download(own, loose)).status).toBe(404)
    await expect(world.perform(own, 'file.delete', { id: loose })).rejects.toMatchObject({ status: 404 })
    expect((await download(owner, loose)).status).toBe(200)

    const before = stored()
    expect((await upload(viewer, form(pdf, 'x.pdf'))).status).toBe(403)
    expect((await upload(null, form(pdf, 'x.pdf'))).status).toBe(401)
    expect((await download(owner, 'nonsense')).status).toBe(404)
    expect(stored()).toBe(before)
  })
})
