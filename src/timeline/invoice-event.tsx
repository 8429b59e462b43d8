/** What happened to an invoice, in a sentence: written, sent, looked at, paid. */
import {
  IconAlertCircle,
  IconBan,
  IconBellRinging,
  IconCoins,
  IconEye,
  IconFileDollar,
  IconFileInvoice,
  IconReceiptRefund,
  IconSend,
} from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { useFormat } from '#src/web/intl.tsx'
import { useOrganization } from '#src/web/session.ts'
import { TimelineEvent } from '#src/web/ui/timeline.tsx'
import { bold, useActor } from './actor.tsx'
import classes from './story.module.css'
import type { Event } from './story.tsx'

const icons = {
  created: IconFileInvoice,
  issued: IconFileDollar,
  sent: IconSend,
  viewed: IconEye,
  reminded: IconBellRinging,
  paid: IconCoins,
  credited: IconReceiptRefund,
  void: IconBan,
  overdue: IconAlertCircle,
} as const

interface InvoiceStoryProps {
  event: Event & { kind: 'invoice' }
  time: 'time' | 'both'
  /** Whom it is about is said only where it may be several. */
  of: 'client' | 'company' | 'invoice'
}

export function InvoiceStory({ event, time, of }: InvoiceStoryProps) {
  const t = useTranslations('timeline')
  const { money, day } = useFormat()
  const actorName = useActor()
  const { slug } = useOrganization()
  const { id, event: what, direction, type, number, currency, amount, mailStatus } = event.invoice
  const kind = direction === 'purchase' ? 'bill' : type
  const words = {
    b: bold,
    link: (chunks: ReactNode) => (
      <Link
        className={classes.strong}
        to={kind === 'bill' ? '/o/$slug/bills/$id' : '/o/$slug/invoices/$id'}
        params={{ slug, id }}
      >
        {chunks}
      </Link>
    ),
    name: actorName(event.actor),
    which: number === null ? t(`unnumbered.${kind}`) : t(`numbered.${kind}`, { number }),
    amount: amount === null ? '' : money(amount, currency),
    corrects: event.invoice.corrects ?? '',
    to: event.invoice.to ?? '',
    on: event.invoice.dueOn ? day(event.invoice.dueOn) : '',
  }
  const late = what === 'overdue'
  const lost = mailStatus === 'failed' || mailStatus === 'unknown'
  return (
    <TimelineEvent
      icon={icons[what]}
      at={event.at}
      time={time}
      {...((late || lost) && { tone: late ? 'red' : 'amber' })}
    >
      {what === 'paid' || what === 'issued' || what === 'created'
        ? t.rich(`invoice.${what}.${kind}`, words)
        : t.rich(`invoice.${what}`, words)}
      {mailStatus && mailStatus !== 'sent' && ` · ${t(`mail.${mailStatus}`)}`}
      {of === 'company' && event.client && ` ${t('of', { name: event.client.name })}`}
    </TimelineEvent>
  )
}
