/** The server killed before, while and after a mail leaves: one mail arrives, and "unknown" is said only where nobody can know. */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { type HouseProcess, startProcess } from '#db/test-process.ts'
import { openSmtp, type Smtp, type Stage } from '#db/test-smtp.ts'
import { openWorld, type TestOrganization, type World } from '#db/test-world.ts'

const patience = { timeout: 60_000, interval: 50 }

let world: World
let studio: TestOrganization
let smtp: Smtp
let house: HouseProcess
let key: string
const dataDir = mkdtempSync(join(tmpdir(), 'upcrm-deliver-'))

const start = async () => {
  house = await startProcess(world, {
    DATA_DIR: dataDir,
    SESSION_SECRET: randomBytes(32).toString('base64url'),
    SMTP_URL: smtp.url,
    MAIL_FROM: 'Studio Halden <office@halden.example>',
  })
}

beforeAll(async () => {
  world = await openWorld()
  studio = await world.addOrganization()
  smtp = await openSmtp()
  key = (await world.perform(studio.owner, 'api_key.create', { name: 'Sending', role: 'member' })).key ?? ''
  await start()
})
afterAll(async () => {
  await house.kill()
  await smtp.close()
  await world.close()
  rmSync(dataDir, { recursive: true, force: true })
})
beforeEach(() => {
  smtp.state.onStage = () => {}
})

/** A draft that is sent over HTTP, and its mail. */
async function send(to: string): Promise<{ id: string; mail: { id: string } }> {
  const client = await world.perform(studio.owner, 'client.create', { name: 'Anna Żółć', email: to })
  const lines = [{ description: 'Design', unitPrice: '100' }]
  const draft = await world.perform(studio.owner, 'invoice.create', { clientId: client.id, lines })
  const answer = await fetch(`${house.origin}/api/v1/invoices/${draft.id}/send`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${key}` },
  })
  expect(answer.status).toBe(202)
  return answer.json() as Promise<{ id: string; mail: { id: string } }>
}

const arrived = (to: string) => smtp.received.filter((mail) => mail.includes(`To: ${to}`))

async function statusOf(mailId: string): Promise<string> {
  const { rows } = await world.owner.query('select status from outbox where id = $1', [mailId])
  return rows[0].status
}

/** Kills the server when the mail is at this stage, and starts it again. */
function killedAt(stage: Stage): Promise<void> {
  let killed = false
  return new Promise((resolve) => {
    smtp.state.onStage = async (reached) => {
      if (killed || reached !== stage) return
      killed = true
      await house.kill()
      resolve()
    }
  })
}

it('arrives with the PDF, once, and the invoice says when', async () => {
  const to = 'whole@client.example'
  const { id, mail } = await send(to)
  await vi.waitFor(async () => expect(await statusOf(mail.id)).toBe('sent'), patience)
  const [text = ''] = arrived(to)
  expect(arrived(to)).toHaveLength(1)
  expect(text).toMatch(/Content-Type: application\/pdf; name=\d{4}-0001\.pdf/)
  await vi.waitFor(
    async () => expect((await world.perform(studio.owner, 'invoice.get', { id })).sentAt).not.toBeNull(),
    patience,
  )
})

it('is sent after all when the server died before anything left', async () => {
  const dead = killedAt('connected')
  const { mail } = await send('before@client.example')
  await dead
  await start()
  await vi.waitFor(async () => expect(await statusOf(mail.id)).toBe('sent'), patience)
  expect(arrived('before@client.example')).toHaveLength(1)
})

it('is sent after all when the server died while the mail left', async () => {
  // Held where it says that the end is about to leave, so that all but the end has.
  const hold = await world.owner.connect()
  let held: Promise<unknown> | undefined
  const dead = new Promise<void>((resolve) => {
    smtp.state.onStage = async (stage) => {
      if (stage === 'connected') {
        await hold.query('begin')
        held ??= hold.query(`select 1 from outbox where recipient = 'while@client.example' for update`)
        await held
      }
      if (stage !== 'data') return
      smtp.state.onStage = () => {}
      await house.kill()
      resolve()
    }
  })
  const { mail } = await send('while@client.example')
  await dead
  await hold.query('rollback')
  hold.release()
  expect(await statusOf(mail.id)).toBe('sending')
  await start()
  await vi.waitFor(async () => expect(await statusOf(mail.id)).toBe('sent'), patience)
  expect(arrived('while@client.example')).toHaveLength(1)
})

it('says unknown when the server died between the end of the mail and the answer, and sends no second one', async () => {
  const dead = killedAt('end')
  const { id, mail } = await send('unknown@client.example')
  await dead
  await start()
  await vi.waitFor(async () => expect(await statusOf(mail.id)).toBe('unknown'), patience)
  expect(arrived('unknown@client.example')).toHaveLength(1)
  const { items } = await world.perform(studio.owner, 'invoice.mails', { id })
  expect(items.map(({ status }) => status)).toEqual(['unknown'])
  await expect(world.perform(studio.owner, 'invoice.send', { id })).rejects.toMatchObject({ code: 'sent' })
})

it('is not sent again when the server died after it knew', async () => {
  const { mail } = await send('after@client.example')
  await vi.waitFor(async () => expect(await statusOf(mail.id)).toBe('sent'), patience)
  await house.kill()
  await start()
  // Another that comes through afterwards shows that the queue was worked off.
  const next = await send('next@client.example')
  await vi.waitFor(async () => expect(await statusOf(next.mail.id)).toBe('sent'), patience)
  expect(arrived('after@client.example')).toHaveLength(1)
})
