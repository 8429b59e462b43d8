/**
 * All mail leaves here. Mail of an organization is a row of its outbox first, and a job sends it; mail about an account
 * (a reset link, a new address) spans organizations and so stands in no table that anybody could read.
 */
import { randomUUID } from 'node:crypto'
import nodemailer, { type Transporter } from 'nodemailer'
import type { Sql } from '#src/core/db.ts'
import { describeFault, log } from '#src/core/log.ts'

export interface Mail {
  to: string
  subject: string
  /** Plain text; links stand on a line of their own. */
  text: string
}

/** `refused`: the receiving side said no. `unsure`: the connection broke when it may have had the mail already. */
export type Delivery = 'sent' | 'refused' | 'unreachable' | 'unsure'

export interface Mailer {
  /** Whether mail really leaves; otherwise it stays in the outbox, or on the console. */
  readonly sends: boolean
  /** Puts a mail of the organization into its outbox, in this transaction, and answers the row's id. */
  keep(sql: Sql, organizationId: string, mail: Mail): Promise<string>
  /** Hands one mail to the mail server, under our own Message-ID. */
  deliver(mail: Mail, messageId: string): Promise<Delivery>
  /** Mail about an account. Without a mail server the link in it goes to the operator's console, and nowhere else. */
  account(mail: Mail, link?: { title: string; address: string }): Promise<void>
  close(): void
}

/** A header cannot hold a line break, or whoever chose a name could write headers of their own. */
export function checkHeader(name: string, value: string): string {
  if (/[\r\n\0]/.test(value)) throw new Error(`The ${name} of a mail cannot hold a line break.`)
  return value
}

const addressPattern = /^[^\s@<>,;"]+@[^\s@<>,;"]+$/

function checkMail(mail: Mail): Mail {
  if (!addressPattern.test(mail.to)) throw new Error('A mail goes to exactly one address.')
  checkHeader('subject', mail.subject)
  return mail
}

interface Settings {
  smtpUrl: string | undefined
  mailFrom: string | undefined
}

export function createMailer({ smtpUrl, mailFrom }: Settings): Mailer {
  const from = checkHeader('sender', mailFrom ?? 'UpCRM <upcrm@localhost>')
  const domain = /@([^\s@<>]+)>?$/.exec(from)?.[1] ?? 'localhost'
  const transport = smtpUrl ? openTransport(smtpUrl) : null
  const newMessageId = () => `<${randomUUID()}@${domain}>`

  async function deliver(mail: Mail, messageId: string): Promise<Delivery> {
    const { to, subject, text } = checkMail(mail)
    if (!transport) return 'unreachable'
    try {
      await transport.sendMail({ from, to, subject, text, messageId: checkHeader('Message-ID', messageId) })
      return 'sent'
    } catch (error) {
      log('warn', 'mail.not_sent', describeFault(error))
      return outcomeOf(error as { code?: string; responseCode?: number; command?: string })
    }
  }

  return {
    sends: transport !== null,
    deliver,

    async keep(sql, organizationId, mail) {
      const { to, subject, text } = checkMail(mail)
      const id = randomUUID()
      await sql`
        insert into outbox (org_id, id, recipient, subject, body, message_id, status)
        values (${organizationId}, ${id}, ${to}, ${subject}, ${text}, ${newMessageId()},
          ${transport ? 'waiting' : 'kept'})`
      return id
    },

    async account(mail, link) {
      checkMail(mail)
      if (!transport) {
        if (link) console.info(`${link.title} ${mail.to}: ${link.address}`)
        return
      }
      const messageId = newMessageId()
      // Nothing is tried again that may have arrived.
      for (const pause of [2_000, 15_000, 0]) {
        const delivery = await deliver(mail, messageId)
        if (delivery !== 'unreachable' || pause === 0) return
        await new Promise((resolve) => setTimeout(resolve, pause))
      }
    },

    close: () => transport?.close(),
  }
}

function openTransport(smtpUrl: string): Transporter {
  const url = new URL(smtpUrl)
  const local = /^(localhost|127\.|\[?::1)/.test(url.hostname)
  const said = url.searchParams.has('requireTLS') || url.searchParams.has('ignoreTLS')
  // Over a network a mail is not handed over in the clear, unless the operator says so in the address.
  if (url.protocol === 'smtp:' && !local && !said) url.searchParams.set('requireTLS', 'true')
  for (const [name, milliseconds] of [
    ['connectionTimeout', '10000'],
    ['greetingTimeout', '10000'],
    ['socketTimeout', '30000'],
  ] as const) {
    if (!url.searchParams.has(name)) url.searchParams.set(name, milliseconds)
  }
  return nodemailer.createTransport(url.href)
}

function outcomeOf({
  code,
  responseCode,
  command,
}: {
  code?: string
  responseCode?: number
  command?: string
}): Delivery {
  if (responseCode && responseCode >= 500) return 'refused'
  if (responseCode && responseCode >= 400) return 'unreachable'
  // Up to the mail's own bytes nothing can have arrived.
  if (command === 'CONN' || command?.startsWith('AUTH') || command === 'MAIL FROM' || command === 'RCPT TO')
    return 'unreachable'
  return code === 'EDNS' || code === 'ECONNREFUSED' ? 'unreachable' : 'unsure'
}
