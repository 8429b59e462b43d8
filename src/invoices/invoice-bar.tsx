/** Row one of an invoice's page: where am I, who are the neighbours in the list, and what can be done with it. */
import { ActionIcon, Button, Menu } from '@mantine/core'
import {
  IconBellRinging,
  IconCheck,
  IconCoins,
  IconDots,
  IconFileCode,
  IconFileMinus,
  IconFileTypePdf,
  IconLink,
  IconLinkOff,
  IconSend,
  IconSlash,
} from '@tabler/icons-react'
import { useTranslations } from 'use-intl'
import { useDeed } from '#src/web/deed.ts'
import { useFormat } from '#src/web/intl.tsx'
import { useKey } from '#src/web/keys.tsx'
import { useListPlace, useNeighbours } from '#src/web/record-list.ts'
import { useOrganization } from '#src/web/session.ts'
import { confirm } from '#src/web/ui/confirm.tsx'
import { KeyHint } from '#src/web/ui/key-hint.tsx'
import head from '#src/web/ui/record-head.module.css'
import { Trail } from '#src/web/ui/trail.tsx'
import { InvoiceDialogs, openInvoiceDialog } from './invoice-dialogs.tsx'
import { documentAddress, type Invoice, isOpen, listOf, useMarkPaid } from './invoice-record.tsx'
import { problemsOf } from './problems.ts'

interface InvoiceBarProps {
  invoice: Invoice
  mayIssue: boolean
}

export function InvoiceBar({ invoice, mayIssue }: InvoiceBarProps) {
  const t = useTranslations('invoices')
  const { slug } = useOrganization()
  const { number } = useFormat()
  const of = listOf(invoice)
  const place = useListPlace(of)
  const labels = { previous: t('previous'), next: t('next') }
  const neighbours = useNeighbours(of, invoice.id, labels)
  const position =
    neighbours?.index == null
      ? ''
      : t('place', {
          index: number(neighbours.index),
          count: neighbours.count
            ? `${number(neighbours.count.value)}${neighbours.count.atLeast ? '+' : ''}`
            : '…',
        })
  return (
    <header className={head.bar}>
      <Trail
        from={{
          label: t(invoice.direction === 'purchase' ? 'bills' : 'title'),
          link: { to: of.page, params: { slug }, search: place },
        }}
        {...(neighbours && {
          neighbours: { previous: neighbours.previous, next: neighbours.next, position },
        })}
        labels={labels}
      >
        {invoice.number ?? t('draft')}
      </Trail>
      <div className={head.actions}>
        {mayIssue && <Deeds invoice={invoice} />}
        <More invoice={invoice} mayIssue={mayIssue} />
      </div>
      {mayIssue && <InvoiceDialogs invoice={invoice} />}
    </header>
  )
}

/** The buttons of what one most likely wants now; the first is the one primary. */
function Deeds({ invoice }: { invoice: Invoice }) {
  const t = useTranslations('invoices.page')
  const markPaid = useMarkPaid()
  const { status, direction, sentAt, overdue } = invoice
  const open = isOpen(invoice)
  const sends = direction === 'sales' && status !== 'draft' && status !== 'void'
  const payable = status === 'issued' || status === 'paid'
  const send = () => openInvoiceDialog('send')
  const pay = () => openInvoiceDialog('payment')
  useKey('e', t('send'), send, { disabled: !sends })
  useKey('p', t('markPaidKey'), () => void markPaid(invoice), { disabled: !open })
  useKey('m', t('payment'), pay, { disabled: !payable })
  const sendFirst = sends && !sentAt
  const remindable = open && overdue && sentAt !== null && direction === 'sales'
  const remind = () => openInvoiceDialog('remind')
  useKey('d', t('remind'), remind, { disabled: !remindable })
  return (
    <>
      {sends && (
        <Button
          variant={sendFirst ? 'filled' : 'default'}
          leftSection={<IconSend />}
          rightSection={<KeyHint keys="e" />}
          onClick={send}
        >
          {t(sentAt ? 'sendAgain' : 'send')}
        </Button>
      )}
      {remindable && (
        <Button
          visibleFrom="sm"
          leftSection={<IconBellRinging />}
          rightSection={<KeyHint keys="d" />}
          onClick={remind}
        >
          {t('remind')}
        </Button>
      )}
      {open && (
        <Button
          visibleFrom="sm"
          variant={sendFirst ? 'default' : 'filled'}
          leftSection={<IconCheck />}
          rightSection={<KeyHint keys="p" />}
          onClick={() => void markPaid(invoice)}
        >
          {t('markPaid')}
        </Button>
      )}
      {payable && (
        <Button
          visibleFrom="sm"
          leftSection={<IconCoins />}
          rightSection={<KeyHint keys="m" />}
          onClick={pay}
        >
          {t('payment')}
        </Button>
      )}
    </>
  )
}

function More({ invoice, mayIssue }: InvoiceBarProps) {
  const t = useTranslations('invoices.page')
  const { id, status, direction, type, number, amountPaid, total, amountCredited } = invoice
  const issued = status !== 'draft' && direction === 'sales'
  const complete = problemsOf(invoice).length === 0
  const creditable = issued && type === 'invoice' && status !== 'void' && amountCredited < total
  const voidable = status !== 'void' && amountPaid === 0 && (direction === 'purchase' || creditable)
  const voiding = useDeed('POST /invoices/:id/void', {
    touches: ['invoice'],
    done: t('voided', { number: number ?? '' }),
  })
  const revoking = useDeed('DELETE /invoices/:id/link', { touches: ['invoice'], done: t('revoked') })
  const makeVoid = async () => {
    const sure = await confirm({
      title: t('voidTitle', { number: number ?? '' }),
      text: t(direction === 'purchase' ? 'voidBillText' : 'voidText'),
      action: t('void'),
      danger: true,
    })
    if (sure) await voiding.run({ id }, { version: invoice.version })
  }
  const revoke = async () => {
    const sure = await confirm({ title: t('revokeTitle'), text: t('revokeText'), action: t('revoke') })
    if (sure) await revoking.run({ id })
  }
  if (!issued && !(mayIssue && voidable)) return null
  return (
    <Menu width={230} position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label={t('more', { number: number ?? '' })}>
          <IconDots />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {issued && (
          <>
            <Menu.Item
              leftSection={<IconFileTypePdf />}
              component="a"
              href={documentAddress(id, 'pdf')}
              download
            >
              {t('pdf')}
            </Menu.Item>
            {(['ubl', 'cii'] as const).map((syntax) => (
              <Menu.Item
                key={syntax}
                leftSection={<IconFileCode />}
                disabled={!complete}
                title={complete ? undefined : t('xmlMissing')}
                component="a"
                href={documentAddress(id, 'xml', { syntax })}
                download
              >
                {t(syntax)}
              </Menu.Item>
            ))}
          </>
        )}
        {mayIssue && issued && (
          <>
            <Menu.Divider />
            <Menu.Item leftSection={<IconLink />} onClick={() => openInvoiceDialog('link')}>
              {t('makeLink')}
            </Menu.Item>
            <Menu.Item leftSection={<IconLinkOff />} onClick={() => void revoke()}>
              {t('revoke')}
            </Menu.Item>
          </>
        )}
        {mayIssue && (creditable || voidable) && (
          <>
            <Menu.Divider />
            {creditable && (
              <Menu.Item leftSection={<IconFileMinus />} onClick={() => openInvoiceDialog('credit')}>
                {t('credit')}
              </Menu.Item>
            )}
            {voidable && (
              <Menu.Item leftSection={<IconSlash />} onClick={() => void makeVoid()}>
                {t('void')}
              </Menu.Item>
            )}
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}
