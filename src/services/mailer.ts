/**
 * All mail leaves here. Mail of an organization is a row of its outbox first, and a job sends it; mail about an account
 * (a reset link, a new address) spans organizations and so stands in no table that anybody could read.
 */
import { Transform } from 'node:stream'
import nodemailer, { type SendMailOptions, type Transporter } from 'nodemailer'
import { now } from '#src/core/clock.ts'
import type { Sql } from '#src/core/db.ts'
import { invalid } from '#src/core/errors.ts'
import { describeFault, log } from '#src/core/log.ts'
import type { Actor, Later } from '#src/core/operation.ts'
import { newId, organizationOf } from '#src/core/record.ts'

export interface Mail {
  to: string
  subject: string
  /** Plain text; a link stands on a line of its own. */
  text: string
  /** Only owners see it in the outbox, not admins. */
  forOwners?: boolean
  /** Only who sees all records sees it in the outbox. */
  quotesRecord?: boolean
  /** The invoice it brings, whose PDF goes with it, or reminds of; or the quote. Of a reminder its day from the due day. */
  about?: { invoiceId?: string; quoteId?: string; kind: string; step?: number }
}

/** A file that goes with a mail. */
export interface Enclosure {
  name: string
  type: string
  bytes: Buffer
}

/**
 * `refused`: the other side said no. `unsure`: the connection broke when it may have had the mail already. `taken`:
 * somebody else is handing it over.
 */
export type Delivery = 'sent' | 'refused' | 'unreachable' | 'unsure' | 'taken'

/** Asked when all but the end of the mail has left: until then nothing can have arrived. False stops it there. */
export type HandOver = () => Promise<boolean>

export interface Mailer {
  /** Whether mail really leaves; otherwise it stays in the outbox, or on the console. */
  readonly sends: boolean
  /** The sender's host, for Message-IDs of our own. */
  readonly domain: string
  /** Where links in mails lead, such as `https://crm.example.org`. */
  origin(): string
  /** Hands one mail to the mail server, under our own Message-ID. */
  deliver(mail: Mail, messageId: string, enclosures: readonly Enclosure[], hand: HandOver): Promise<Delivery>
  /** Mail about an account. Without a mail server the link in it goes to the operator's console, and nowhere else. */
  account(mail: Mail, link?: { title: string; address: string }): Promise<void>
  close(): void
}

/** A header cannot hold a line break, or whoever chose a name could write headers of their own. */
function checkMail(mail: Mail): Mail {
  if (!/^[^\s@<>,;"]+@[^\s@<>,;"]+$/.test(mail.to))
    throw invalid('email', 'A mail goes to exactly one address.')
  if (/[\r\n\0]/.test(mail.subject)) throw invalid('subject', 'A subject cannot hold a line break.')
  return mail
}

const newMessageId = (domain: string) => `<${newId()}@${domain}>`

interface Settings {
  smtpUrl?: string | undefined
  mailFrom?: string | undefined
  origin?: () => string
}

export function createMailer({
  smtpUrl,
  mailFrom,
  origin = () => 'http://localhost:3000',
}: Settings): Mailer {
  const from = mailFrom ?? 'UpCRM <upcrm@localhost>'
  const domain = /@([^\s@<>]+)>?$/.exec(from)?.[1] ?? 'localhost'
  const transport = smtpUrl ? openTransport(smtpUrl) : null
  const closing = new AbortController()

  async function deliver(
    mail: Mail,
    messageId: string,
    enclosures: readonly Enclosure[],
    hand: HandOver,
  ): Promise<Delivery> {
    const { to, subject, text } = checkMail(mail)
    if (!transport) return 'unreachable'
    const end = { handed: false, taken: false }
    const gate: HandOver = async () => {
      const mine = await hand()
      end[mine ? 'handed' : 'taken'] = true
      return mine
    }
    const attachments = enclosures.map(({ name, type, bytes }) => ({
      filename: name,
      contentType: type,
      content: bytes,
    }))
    try {
      await transport.sendMail({ from, to, subject, text, messageId, attachments, gate } as GatedMail)
      return 'sent'
    } catch (error) {
      if (end.taken) return 'taken'
      log('warn', 'mail.not_sent', describeFault(error))
      return outcomeOf(error as SmtpFault, end.handed)
    }
  }

  return {
    sends: transport !== null,
    domain,
    origin,
    deliver,

    async account(mail, link) {
      checkMail(mail)
      if (!transport) {
        if (link) console.info(`${link.title} ${mail.to}: ${link.address}`)
        return
      }
      const messageId = newMessageId(domain)
      // Tried again only when it cannot have arrived; someone waits for it, so not for long.
      for (const pause of [2_000, 15_000, 0]) {
        const delivery = await deliver(mail, messageId, [], async () => true)
        if (delivery !== 'unreachable' || pause === 0) return
        await sleep(pause, closing.signal)
        if (closing.signal.aborted) return
      }
    },

    close() {
      closing.abort()
      transport?.close()
    },
  }
}

let current: Mailer = createMailer({})

/** Says which mailer the operations of this process send with. */
export function setMailer(mailer: Mailer): void {
  current = mailer
}

/** Whether mail really leaves; otherwise it stays in the outbox. */
export const mailLeaves = () => current.sends

/** Where links in mails lead. */
export const mailOrigin = () => current.origin()

/** Hands over one mail of an outbox. */
export const deliverMail: Mailer['deliver'] = (...mail) => current.deliver(...mail)

/**
 * Mail in an organization's own name: it stands in the outbox when this transaction is committed, where admins see it,
 * and goes out after that if there is a mail server.
 */
export async function organizationMail(
  { sql, later, actor }: { sql: Sql; later: Later; actor: Actor },
  mail: Mail,
): Promise<{ id: string; status: 'kept' | 'waiting' }> {
  const { to, subject, text, forOwners = false, quotesRecord = false, about } = checkMail(mail)
  const id = newId()
  const status = current.sends ? 'waiting' : 'kept'
  await sql`
    insert into outbox (org_id, id, recipient, subject, body, for_owners, quotes_record, message_id, status, invoice_id,
      kind, step, created_at, quote_id)
    values (${organizationOf(actor)}, ${id}, ${to}, ${subject}, ${text}, ${forOwners}, ${quotesRecord},
      ${newMessageId(current.domain)}, ${status}, ${about?.invoiceId ?? null}, ${about?.kind ?? null},
      ${about?.step ?? null}, ${now().toISOString()}, ${about?.quoteId ?? null})`
  if (current.sends) await later('outbox.deliver', { id }, { asSystem: true })
  return { id, status }
}

function openTransport(smtpUrl: string): Transporter {
  const url = new URL(smtpUrl)
  const set = (name: string, value: string) => url.searchParams.has(name) || url.searchParams.set(name, value)
  const local = /^(localhost|127\.|\[?::1)/.test(url.hostname)
  // Over a network a mail is not handed over in the clear, unless the operator says so in the address.
  if (url.protocol === 'smtp:' && !local && !url.searchParams.has('ignoreTLS')) set('requireTLS', 'true')
  set('connectionTimeout', '10000')
  set('greetingTimeout', '10000')
  set('socketTimeout', '30000')
  const transport = nodemailer.createTransport(url.href)
  transport.use('stream', (mail, done) => {
    const { gate } = mail.data as GatedMail
    mail.message.transform(() => beforeTheEnd(gate))
    done()
  })
  return transport
}

type GatedMail = SendMailOptions & { gate: HandOver }

/** Lets everything through, but holds the end back until the gate opens; if it does not, the connection is dropped. */
const beforeTheEnd = (gate: HandOver) =>
  new Transform({
    transform(chunk, _, next) {
      next(null, chunk)
    },
    flush(next) {
      gate().then((open) => next(open ? null : new Error('taken by another')), next)
    },
  })

interface SmtpFault {
  code?: string
  responseCode?: number
}

/** A broken connection looks the same whether the mail server took the mail or not: once the end was sent it is `unsure`. */
function outcomeOf({ code, responseCode }: SmtpFault, handed: boolean): Delivery {
  // Name and password, or TLS: for the operator to put right, and the mail can wait for it.
  if (code === 'EAUTH' || code === 'ETLS' || code === 'ECONFIG') return 'unreachable'
  if (responseCode) return responseCode >= 500 ? 'refused' : 'unreachable'
  return handed ? 'unsure' : 'unreachable'
}

function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}
