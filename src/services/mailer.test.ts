import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { openSmtp, type Smtp } from '#db/test-smtp.ts'
import { openWorld, type TestOrganization, type World } from '#db/test-world.ts'
import { transaction } from '#src/core/db.ts'
import { setLogLevel } from '#src/core/log.ts'
import { findOperation } from '#src/operations.ts'
import { createMailer, organizationMail, setMailer } from './mailer.ts'

let world: World
let smtp: Smtp
let studio: TestOrganization
const mailFrom = 'UpCRM <crm@halden.example>'

beforeAll(async () => {
  setLogLevel('silent')
  smtp = await openSmtp()
  world = await openWorld()
  studio = await world.addOrganization()
})

afterAll(async () => {
  setMailer(createMailer({}))
  setLogLevel('info')
  await world?.close()
  await smtp?.close()
})

const inStudio = <T>(work: Parameters<typeof transaction<T>>[3]) =>
  transaction(world.pool, { organizationId: studio.id, personId: null, visibility: 'all' }, 'write', work)

const statuses = (to: string) =>
  inStudio(
    (sql) =>
      sql<{ status: string }>`select status from outbox where org_id = ${studio.id} and recipient = ${to}`,
  )

/** Writes a mail into the outbox and answers the ids of the jobs that it asked for. */
async function post(to: string, subject = 'You are invited'): Promise<string[]> {
  const jobs: string[] = []
  const later = (async (name: string, input: { id: string }) => {
    expect(name).toBe('outbox.deliver')
    jobs.push(input.id)
  }) as never
  await inStudio((sql) =>
    organizationMail({ sql, later, actor: studio.system }, { to, subject, text: 'Join us.' }),
  )
  return jobs
}

beforeEach(() => {
  smtp.state.mood = 'take'
})

const deliver = (id: string) =>
  world.run(
    findOperation('outbox.deliver'),
    { id },
    { actor: studio.system, channel: 'job', requestId: 'req_test' },
  )

describe('mail of an organization', () => {
  test('stays in the outbox without a mail server', async () => {
    setMailer(createMailer({}))
    expect(await post('kept@client.example')).toEqual([])
    expect(await statuses('kept@client.example')).toEqual([{ status: 'kept' }])
  })

  test('is handed over once, under our own Message-ID, and its end is known', async () => {
    setMailer(createMailer({ smtpUrl: smtp.url, mailFrom }))
    const [id = ''] = await post('sent@client.example')
    await Promise.all([deliver(id), deliver(id)])
    await deliver(id)
    const mine = smtp.received.filter((mail) => mail.includes('sent@client.example'))
    expect(mine).toHaveLength(1)
    expect(mine[0]).toMatch(/^From: UpCRM <crm@halden\.example>$/m)
    expect(mine[0]).toMatch(/^Message-ID: <[0-9a-f-]{36}@halden\.example>$/m)
    expect(await statuses('sent@client.example')).toEqual([{ status: 'sent' }])

    smtp.state.mood = 'refuse'
    const [refused = ''] = await post('refused@client.example')
    await deliver(refused)
    expect(await statuses('refused@client.example')).toEqual([{ status: 'failed' }])

    smtp.state.mood = 'hang up'
    const [unsure = ''] = await post('unsure@client.example')
    await deliver(unsure)
    smtp.state.mood = 'take'
    await deliver(unsure)
    expect(await statuses('unsure@client.example')).toEqual([{ status: 'unknown' }])
    expect(smtp.received.filter((mail) => mail.includes('unsure@client.example'))).toEqual([])
  })

  test('waits while the mail server cannot take it, and is given up after two days', async () => {
    smtp.state.mood = 'busy'
    setMailer(createMailer({ smtpUrl: smtp.url, mailFrom }))
    const [id = ''] = await post('waiting@client.example')
    await deliver(id)
    expect(await statuses('waiting@client.example')).toEqual([{ status: 'waiting' }])
    const { rows } = await world.owner.query(
      `select data->'input'->>'id' as id, start_after > now() as later from jobs.job where name = 'outbox.deliver'
        and data->'input'->>'id' = '${id}'`,
    )
    expect(rows).toEqual([{ id, later: true }])
    await inStudio(
      (sql) => sql`
      update outbox set created_at = now() - interval '3 days' where org_id = ${studio.id} and id = ${id}`,
    )
    setMailer(createMailer({ smtpUrl: 'smtp://127.0.0.1:1', mailFrom }))
    await deliver(id)
    smtp.state.mood = 'take'
    expect(await statuses('waiting@client.example')).toEqual([{ status: 'failed' }])
  })

  test('a line break makes no header', async () => {
    for (const subject of ['Hello\r\nBcc: all@client.example', 'Hello\nX: y', 'a\u0000b'])
      await expect(post('broken@client.example', subject)).rejects.toMatchObject({ status: 422 })
    for (const to of [
      'a@b.example, c@d.example',
      'a@b.example\r\nBcc: c@d.example',
      '<a@b.example>',
      'nobody',
    ])
      await expect(post(to)).rejects.toMatchObject({ status: 422 })
    expect(await statuses('broken@client.example')).toEqual([])
  })
})

test('mail about an account is sent, or said on the console, and stands in no table', async () => {
  const mail = { to: 'ada@account.example', subject: 'New password', text: 'https://crm.example/#secret' }
  const link = { title: 'New password for', address: 'https://crm.example/#secret' }
  const said = vi.spyOn(console, 'info').mockImplementation(() => {})
  await createMailer({}).account(mail, link)
  await createMailer({}).account(mail)
  expect(said.mock.calls).toEqual([['New password for ada@account.example: https://crm.example/#secret']])
  said.mockClear()
  await createMailer({ smtpUrl: smtp.url, mailFrom }).account(mail, link)
  expect(said).not.toHaveBeenCalled()
  said.mockRestore()
  expect(smtp.received.filter((one) => one.includes('ada@account.example'))).toHaveLength(1)
  const { rows } = await world.owner.query(
    `select count(*)::int as count from outbox where body like '%secret%'`,
  )
  expect(rows).toEqual([{ count: 0 }])
})
