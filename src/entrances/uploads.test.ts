import { describe, expect, it } from 'vitest'
import { setClock } from '#src/core/clock.ts'
import {
  download,
  endless,
  form,
  pdf,
  png,
  rowCount,
  storage,
  stored,
  studio,
  upload,
  world,
} from './files-world.ts'

describe('uploads', () => {
  it('are refused early when they are too large or not what they say, and nothing is left', async () => {
    const { owner } = studio
    const before = [stored(), await rowCount()]
    const refused = async (status: number, body: BodyInit, headers?: Record<string, string>) => {
      const answer = await upload(owner, body, headers)
      expect([answer.status, answer.body.detail]).toEqual([status, expect.any(String)])
    }
    await refused(415, form('<script>alert(1)</script>', 'logo.png', 'file', 'image/png'))
    await refused(415, form('plain', 'contract.pdf'))
    await refused(422, form('', 'empty.txt'))
    await refused(422, form(pdf, 'x.pdf', 'upload'))
    const two = form(pdf, 'x.pdf')
    two.append('file', new Blob([pdf]), 'y.pdf')
    await refused(422, two)
    const withField = form(pdf, 'x.pdf')
    withField.append('clientId', 'x')
    await refused(422, withField)
    const text = new FormData()
    text.append('file', 'only text')
    await refused(422, text)
    await refused(415, JSON.stringify({ file: 'x' }), { 'Content-Type': 'application/json' })
    await refused(400, 'nothing', { 'Content-Type': 'multipart/form-data' })
    const cut = '--xx\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\nbeginning'
    await refused(400, cut, { 'Content-Type': 'multipart/form-data; boundary=xx' })
    await refused(400, '', { 'Content-Type': 'multipart/form-data; boundary=xx' })
    await refused(413, form(pdf, 'x.pdf'), { 'Content-Length': String(200 * 1024 * 1024) })
    await refused(413, ...endless('big.txt', '', 120))
    const [wrong, headers] = endless('big.pdf', 'not a pdf', 90)
    await refused(415, wrong, headers)
    expect([stored(), await rowCount()]).toEqual(before)

    const [large, kind] = endless('large.txt', 'text', 99)
    expect(await upload(owner, large, kind)).toMatchObject({
      status: 201,
      body: { size: 99 * 1024 * 1024 + 4, type: 'text/plain' },
    })
  })

  it('take what lists come in, by their bytes', async () => {
    const { owner } = studio
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('Name;Ort\r\n', 'utf16le')])
    const cases: [string | Uint8Array, string, string][] = [
      ['a,b\n1,2\n', 'list.csv', 'text/csv'],
      [utf16, 'excel.csv', 'text/csv'],
      [Buffer.from('Straße;Größe\n', 'latin1'), 'old.CSV', 'text/csv'],
      ['BEGIN:VCARD\r\n', 'card.vcf', 'text/vcard'],
      ['PK\x03\x04....', 'renamed.csv', 'application/zip'],
      ['\x00\x01\x02', 'unknown.bin', 'application/octet-stream'],
      ['<html>', 'page.html', 'text/html'],
    ]
    for (const [bytes, name, type] of cases) {
      const made = await upload(owner, form(bytes, name))
      expect([made.status, made.body.name, made.body.type]).toEqual([201, name, type])
    }
    const page = await upload(owner, form('<html>', 'page.html', 'file', 'text/html'))
    expect((await download(owner, page.body.id)).headers.get('content-type')).toBe('application/octet-stream')
  })

  it('with one key are stored once, and what hangs on nothing is gone after a day', async () => {
    const { owner, system } = studio
    const key = { 'Idempotency-Key': 'upload-1' }
    const first = await upload(owner, form(pdf, 'once.pdf'), key)
    const again = await upload(owner, form(pdf, 'once.pdf'), key)
    expect(again.body).toEqual(first.body)
    expect(again.headers.get('Idempotent-Replayed')).toBe('true')
    expect((await upload(owner, form(`${pdf}more`, 'once.pdf'), key)).status).toBe(422)
    const { rows } = await world.owner.query(`select count(*)::int as n from files where name = 'once.pdf'`)
    expect(rows[0].n).toBe(1)

    // What hangs on a record stays, and so does the logo of the invoices, which hangs on none.
    const client = await world.perform(owner, 'client.create', { name: 'Keeper' })
    for (const name of ['kept.pdf', 'second.pdf']) {
      const { id } = (await upload(owner, form(pdf, name))).body
      await world.perform(owner, 'file.attach', { fileId: id, clientId: client.id })
    }
    const logo = (await upload(owner, form(png, 'logo.png'))).body
    await world.perform(owner, 'invoice_settings.update', { logoFileId: logo.id })

    // One whose upload died with the server: its row was there before its bytes.
    const begun = await world.perform(owner, 'file.begin', {})
    await storage.write(
      begun.storageKey,
      (async function* () {
        yield Buffer.from('half')
      })(),
    )
    expect(await world.perform(system, 'file.purge', {})).toEqual({ purged: 0 })
    setClock(new Date(Date.now() + 25 * 3_600_000))
    const { rows: due } = await world.pool.query(
      `select organizations_with_unwanted_files(now() + interval '25 hours') as id`,
    )
    expect(due.map(({ id }) => id)).toContain(studio.id)
    await world.perform(system, 'file.purge', {})
    const left = await world.owner.query(`select name from files where org_id = $1 order by name`, [
      studio.id,
    ])
    expect(left.rows.map(({ name }) => name)).toEqual(['kept.pdf', 'logo.png', 'second.pdf'])
    expect(stored()).toBe(3)
    setClock(null)
  })
})
