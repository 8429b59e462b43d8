/** The reminders of one client, with a box for what goes out and the reason for what waits; and the mail to read. */
import { Checkbox } from '@mantine/core'
import { IconAlertTriangle, IconClockPause } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslations } from 'use-intl'
import type { Output } from '#src/web/api.ts'
import { useOrganization } from '#src/web/session.ts'
import { Avatar } from '#src/web/ui/avatar.tsx'
import { Money } from '#src/web/ui/values.tsx'
import classes from './reminders.module.css'

export type DueReminder = Output<'GET /reminders'>['items'][number]

export interface ReminderGroup {
  key: string
  party: string
  company: boolean
  items: DueReminder[]
}

/** By whom they go to, in the order of what is due the longest. */
export function groupsOf(items: readonly DueReminder[]): ReminderGroup[] {
  const groups = new Map<string, ReminderGroup>()
  for (const item of items) {
    const key = item.clientId ?? item.companyId ?? item.to ?? item.party
    const group = groups.get(key) ?? { key, party: item.party, company: item.clientId === null, items: [] }
    group.items.push(item)
    groups.set(key, group)
  }
  return [...groups.values()]
}

/** One goes to a client a day: another of theirs can be chosen in its place, and what was refused can be tried again. */
export const isChoosable = ({ held }: DueReminder, { items }: Pick<ReminderGroup, 'items'>) =>
  held === null || held === 'failed' || (held === 'client_today' && items.some((one) => one.held === null))

interface ClientRemindersProps {
  group: ReminderGroup
  /** Goes with the first of them all, which has the focus when the sheet opens. */
  first: boolean
  choosable: (item: DueReminder) => boolean
  isTicked: (item: DueReminder) => boolean
  tick: (item: DueReminder, on: boolean) => void
  /** The invoice whose mail is read. */
  reading: string | undefined
  readNow: (invoiceId: string) => void
  /** The mail stands under its row. */
  inline: boolean
}

export function ClientReminders(props: ClientRemindersProps) {
  const { group, first, choosable: mayTick, isTicked, tick, reading, readNow, inline } = props
  const t = useTranslations('reminders')
  const { party, company, items } = group
  return (
    <section className={classes.group}>
      <h3 className={classes.party}>
        <Avatar name={party} kind={company ? 'company' : 'person'} size={20} />
        <span>{party}</span>
      </h3>
      <ul className={classes.list}>
        {items.map((item, index) => {
          const { invoiceId, number, amountDue, currency } = item
          const choosable = mayTick(item)
          const read = reading === invoiceId
          return (
            <li key={invoiceId}>
              <div className={classes.item} data-reading={read || undefined}>
                {choosable ? (
                  <Checkbox
                    className={classes.box ?? ''}
                    aria-label={t('choose', { party, number })}
                    checked={isTicked(item)}
                    onChange={(event) => tick(item, event.currentTarget.checked)}
                  />
                ) : (
                  <IconClockPause className={classes.waits} size={16} aria-hidden="true" />
                )}
                <button
                  type="button"
                  className={classes.read}
                  aria-expanded={inline ? read : undefined}
                  aria-current={!inline && read ? 'true' : undefined}
                  data-autofocus={(first && index === 0) || undefined}
                  onClick={() => readNow(invoiceId)}
                >
                  <span className={classes.number}>{number}</span>
                  <Lateness of={item} />
                  <b className={classes.amount}>
                    <Money amount={amountDue} currency={currency} />
                  </b>
                  <span className={classes.why} data-held={!choosable || undefined}>
                    <Why of={item} choosable={choosable} ticked={isTicked(item)} />
                  </span>
                </button>
              </div>
              {inline && read && <ReminderMail of={item} />}
            </li>
          )
        })}
      </ul>
    </section>
  )
}

/** Why it waits, or whom it goes to. */
function Why({ of: item, choosable, ticked }: { of: DueReminder; choosable: boolean; ticked: boolean }) {
  const t = useTranslations('reminders')
  if (item.held === 'failed') return t('refusedBefore')
  if (item.reason && !choosable) return item.reason
  if (!ticked) return t('another')
  return item.to && t('to', { to: item.to })
}

function Lateness({ of: { daysOverdue } }: { of: DueReminder }) {
  const t = useTranslations('reminders')
  const late = daysOverdue > 0
  return (
    <span className={classes.late} data-overdue={late || undefined}>
      {late && <IconAlertTriangle size={14} aria-hidden="true" />}
      {late
        ? t('daysOverdue', { days: daysOverdue })
        : daysOverdue === 0
          ? t('dueToday')
          : t('dueIn', { days: -daysOverdue })}
    </span>
  )
}

/** What goes out, as far as it is known before. */
export function ReminderMail({ of: { invoiceId, party, number, to, subject, text } }: { of: DueReminder }) {
  const t = useTranslations('reminders')
  const { slug } = useOrganization()
  return (
    <section className={classes.mail} aria-label={t('mail')}>
      <h3 className={classes.mailTitle}>
        {t('mailOf', { party: to ?? party, number })}
        <Link to="/o/$slug/invoices/$id" params={{ slug, id: invoiceId }}>
          {t('invoice')}
        </Link>
      </h3>
      <p className={classes.subject}>{subject}</p>
      <p className={classes.text}>{text}</p>
      <p className={classes.attached}>{t('attached')}</p>
    </section>
  )
}
