/** What would be reminded of now: the mails by client, to look at, why some of them wait, and one button that sends. */
import { Button, Drawer } from '@mantine/core'
import { IconSend } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import type { Output } from '#src/web/api.ts'
import { useDeed } from '#src/web/deed.ts'
import { FailurePanel } from '#src/web/failure.tsx'
import { usePerson } from '#src/web/intl.tsx'
import { useApi } from '#src/web/query.ts'
import { useMay, useOrganization } from '#src/web/session.ts'
import { useFocusReturn } from '#src/web/ui/focus-return.ts'
import { submitByKeys } from '#src/web/ui/form-keys.ts'
import { KeyHint } from '#src/web/ui/key-hint.tsx'
import { useOnPhone } from '#src/web/ui/phone-width.ts'
import { LinesSkeleton } from '#src/web/ui/skeleton.tsx'
import { toast } from '#src/web/ui/toast.tsx'
import type { InvoiceDialogProps } from './invoice-dialogs.tsx'
import { useInvoiceSettings } from './invoice-record.tsx'
import { ClientReminders, type DueReminder, groupsOf, isChoosable, ReminderMail } from './reminder-list.tsx'
import classes from './reminders.module.css'

type Preview = Output<'GET /reminders'>

interface RemindersSheetProps {
  /** Only what is due of this invoice. */
  of?: { id: string; number: string | null }
  close: () => void
}

export function RemindersSheet({ of, close }: RemindersSheetProps) {
  useFocusReturn()
  const t = useTranslations('reminders')
  const { data, error, refetch } = useApi('GET /reminders', {})
  const items = data?.items.filter(({ invoiceId }) => !of || invoiceId === of.id) ?? []
  return (
    <Drawer
      opened
      onClose={close}
      size={items.length > 0 ? 960 : 480}
      title={of ? t('oneTitle', { number: of.number ?? '' }) : t('title')}
    >
      {error && !data && <FailurePanel failure={error} retry={() => void refetch()} />}
      {!data && !error && <LinesSkeleton count={8} />}
      {data && items.length === 0 && <NothingDue single={of !== undefined} active={data.active} />}
      {data && items.length > 0 && <Due preview={data} items={items} close={close} />}
    </Drawer>
  )
}

/** The same of one invoice, from its page. */
export const InvoiceReminder = ({ invoice, close }: InvoiceDialogProps) => (
  <RemindersSheet of={invoice} close={close} />
)

interface DueProps {
  preview: Preview
  /** All of it, or what is due of the one invoice. */
  items: readonly DueReminder[]
  close: () => void
}

function Due({ preview, items, close }: DueProps) {
  const t = useTranslations('reminders')
  const onPhone = useOnPhone()
  const { active, more } = preview
  const single = items.length < preview.items.length
  const groups = groupsOf(items)
  const all = groupsOf(preview.items)
  const mayTick = (item: DueReminder) =>
    all.some((group) => group.items.includes(item) && isChoosable(item, group))
  // What somebody ticked or unticked. All others are sent when nothing holds them back, and the one that was asked for too.
  const [ticked, setTicked] = useState<ReadonlyMap<string, boolean>>(new Map())
  const isTicked = (item: DueReminder) => ticked.get(item.invoiceId) ?? (single || item.held === null)
  const chosen = items.filter((item) => isTicked(item) && mayTick(item))
  const [reading, setReading] = useState<string | null>(null)
  const read = items.find(({ invoiceId }) => invoiceId === reading) ?? chosen[0] ?? items[0]
  const { send, busy } = useSend(items, close)
  const form = useRef<HTMLFormElement>(null)
  // The sheet was open before there was anything in it to have the focus.
  useEffect(() => form.current?.querySelector<HTMLElement>('[data-autofocus]')?.focus(), [])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (chosen.length > 0 && !busy) void send(chosen.map(({ invoiceId }) => invoiceId))
  }
  return (
    <form ref={form} className={classes.form} onSubmit={submit} onKeyDown={submitByKeys}>
      <p className={classes.said}>
        {!single && t('due', { count: items.length, clients: groups.length })} {t('onePerDay')}{' '}
        {more && t('more', { count: String(items.length) })}
      </p>
      <div className={classes.columns}>
        <div>
          {groups.map((group, index) => (
            <ClientReminders
              key={group.key}
              group={group}
              first={index === 0}
              choosable={mayTick}
              isTicked={isTicked}
              tick={(item, on) => {
                const others = on ? group.items.map(({ invoiceId }) => [invoiceId, false] as const) : []
                setTicked(new Map([...ticked, ...others, [item.invoiceId, on]]))
              }}
              reading={read?.invoiceId}
              readNow={setReading}
              inline={onPhone}
            />
          ))}
        </div>
        {!onPhone && read && <ReminderMail of={read} />}
      </div>
      <div className={classes.foot}>
        <span className={classes.footSaid}>
          <ByThemselves active={active} />
        </span>
        <Button
          type="submit"
          variant="filled"
          loading={busy}
          disabled={chosen.length === 0}
          leftSection={<IconSend />}
          rightSection={<KeyHint keys="mod+Enter" />}
        >
          {t('send', { count: chosen.length })}
        </Button>
      </div>
    </form>
  )
}

/** Sends, and says what went out and what did not. */
function useSend(items: readonly DueReminder[], close: () => void) {
  const t = useTranslations('reminders')
  const deed = useDeed('POST /reminders/send', { touches: ['invoice'] })
  const send = async (invoiceIds: string[]) => {
    const { output } = await deed.run({ invoiceIds })
    if (!output) return
    const { sent, held } = output
    const kept = sent.every(({ mail }) => mail.status === 'kept')
    const reasons = held.map(({ invoiceId, reason }) =>
      t('heldBack', {
        number: items.find((item) => item.invoiceId === invoiceId)?.number ?? '',
        reason,
      }),
    )
    toast({
      title: sent.length === 0 ? t('sentNone') : t(kept ? 'kept' : 'sent', { count: sent.length }),
      ...(sent.length === 0 && { tone: 'fault' }),
      ...(reasons.length > 0 && { text: reasons.join(' ') }),
    })
    close()
  }
  return { send, busy: deed.busy }
}

/** Whether they go out without anybody, and where that is settled. */
function ByThemselves({ active }: { active: boolean }) {
  const t = useTranslations('reminders')
  const { slug } = useOrganization()
  const manages = useMay('settings.manage')
  return (
    <>
      {t(active ? 'byThemselves' : 'byHand')}{' '}
      {manages && (
        <Link to="/o/$slug/settings" params={{ slug }} search={{ section: 'invoices' }}>
          {t('settings')}
        </Link>
      )}
    </>
  )
}

/** Says when the next ones come, so that an empty sheet is no riddle. */
function NothingDue({ single, active }: { single: boolean; active: boolean }): ReactNode {
  const t = useTranslations('reminders')
  const { language } = usePerson()
  const days = useInvoiceSettings().data?.reminders.days ?? []
  const steps = days.map((n) => (n === 0 ? t('on') : t(n < 0 ? 'before' : 'after', { days: Math.abs(n) })))
  const said = new Intl.ListFormat(language, { type: 'conjunction' }).format(steps)
  return (
    <div className={classes.nothing}>
      <b>{t(single ? 'noneOf' : 'none')}</b>
      {steps.length > 0 && <p>{t('noneText', { days: said })}</p>}
      <p>
        <ByThemselves active={active} />
      </p>
    </div>
  )
}
