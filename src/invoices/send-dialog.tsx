/** Sending: to whom, the words from the template, and beside them the mail as it will arrive. A draft is issued first. */
import { Button, Modal, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { useTranslations } from 'use-intl'
import { useDeed } from '#src/web/deed.ts'
import { useFormat } from '#src/web/intl.tsx'
import { useApi } from '#src/web/query.ts'
import { useReason } from '#src/web/reason.ts'
import { useMay } from '#src/web/session.ts'
import { useFocusReturn } from '#src/web/ui/focus-return.ts'
import form from '#src/web/ui/form.module.css'
import { submitByKeys } from '#src/web/ui/form-keys.ts'
import { KeyHint } from '#src/web/ui/key-hint.tsx'
import { LinesSkeleton } from '#src/web/ui/skeleton.tsx'
import classes from './dialogs.module.css'
import type { InvoiceDialogProps } from './invoice-dialogs.tsx'
import { type Invoice, useInvoiceSettings } from './invoice-record.tsx'
import { fillTemplate, placeholders } from './mail-template.ts'
import { templateFor, valuesOf } from './mail-values.ts'
import { lacksSeller, SellerWizard } from './seller-wizard.tsx'
import type { Template } from './settings-schema.ts'

interface SendDialogProps extends InvoiceDialogProps {
  /** Called when it is on its way, with the invoice as it is then. */
  sent?: (invoice: Invoice) => void
}

export function SendDialog(props: SendDialogProps) {
  const { invoice, close } = props
  const t = useTranslations('invoices.send')
  const settings = useInvoiceSettings().data
  const organization = useApi('GET /organization', {}).data
  const manages = useMay('settings.manage')
  const draft = invoice.status === 'draft'
  const lacks = settings && organization && lacksSeller(organization, settings)
  // Once it is issued, who bills is sealed: what is missing is asked for before. Asked is asked, also while the answers
  // come in.
  const [asking, setAsking] = useState<boolean | null>(null)
  if (asking === null && lacks !== undefined) setAsking(draft && manages && lacks)
  if (asking && settings && organization)
    return (
      <SellerWizard
        organization={organization}
        settings={settings}
        done={() => setAsking(false)}
        close={close}
      />
    )
  return (
    <SendModal close={close} title={draft ? t('draftTitle') : t('title', { number: invoice.number ?? '' })}>
      {settings && organization ? (
        <SendForm {...props} template={templateFor(invoice, settings, invoice.type)} />
      ) : (
        <LinesSkeleton count={8} />
      )}
    </SendModal>
  )
}

/** On its own, so that the focus comes back from it when the wizard was there before. */
function SendModal({ title, close, children }: { title: string; close: () => void; children: ReactNode }) {
  useFocusReturn()
  return (
    <Modal opened onClose={close} title={title} size={760}>
      {children}
    </Modal>
  )
}

interface SendFormProps extends SendDialogProps {
  template: Template
}

function SendForm({ invoice, template, close, sent }: SendFormProps) {
  const t = useTranslations('invoices.send')
  const ui = useTranslations('ui')
  const reason = useReason()
  const { ago } = useFormat()
  const [to, setTo] = useState(invoice.buyer.email ?? '')
  const [subject, setSubject] = useState(template.subject)
  const [text, setText] = useState(template.text)
  const { data: mails } = useApi('GET /invoices/:id/mails', { id: invoice.id })
  const last = mails?.items.find(({ kind }) => kind === 'invoice' || kind === 'credit_note')
  const before = last && last.status !== 'failed' ? last : undefined
  const deed = useDeed('POST /invoices/:id/send', { touches: ['invoice', 'mail'], shown: [409, 422] })
  const errorOf = (path: string) => deed.failure?.errors.find((error) => error.path === path)?.message
  const atFields = ['to', 'subject', 'text'].some((path) => errorOf(path))
  // The number and the link are there only once it has been issued and sent.
  const values = valuesOf({ ...invoice, number: invoice.number ?? t('numberToCome') }, t('linkToCome'))
  const preview = fillTemplate({ subject: subject || template.subject, text: text || template.text }, values)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const { output } = await deed.run(
      { id: invoice.id, to, subject, text, again: before !== undefined },
      { version: invoice.version },
    )
    if (!output) return
    sent?.(output)
    close()
  }
  return (
    <form className={form.form} onSubmit={(event) => void submit(event)} onKeyDown={submitByKeys} noValidate>
      {deed.failure && !atFields && (deed.failure.status === 409 || deed.failure.status === 422) && (
        <div className={form.refusal} role="alert">
          {reason(deed.failure)}
        </div>
      )}
      {before && (
        <p className={classes.warning} role="status">
          {t(`before.${before.status === 'failed' ? 'sent' : before.status}`, {
            to: before.to,
            when: ago(before.sentAt ?? before.createdAt),
          })}
        </p>
      )}
      <div className={classes.columns}>
        <div className={form.form}>
          <TextInput
            label={t('to')}
            type="email"
            value={to}
            error={errorOf('to')}
            maxLength={254}
            data-autofocus
            onChange={(event) => setTo(event.currentTarget.value)}
          />
          <TextInput
            label={t('subject')}
            value={subject}
            error={errorOf('subject')}
            maxLength={200}
            onChange={(event) => setSubject(event.currentTarget.value)}
          />
          <Textarea
            label={t('text')}
            description={t('placeholders', { names: placeholders.map((name) => `{${name}}`).join(' ') })}
            value={text}
            error={errorOf('text')}
            maxLength={5000}
            autosize
            minRows={8}
            maxRows={16}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        </div>
        <section className={classes.preview} aria-label={t('preview')}>
          <h3 className={classes.previewTitle}>{t('preview')}</h3>
          <p className={classes.previewSubject}>{preview.subject}</p>
          <p className={classes.previewText}>{preview.text}</p>
          <p className={classes.attached}>{t('attached')}</p>
        </section>
      </div>
      <div className={form.buttons}>
        <Button onClick={close}>{ui('cancel')}</Button>
        <Button
          type="submit"
          variant="filled"
          loading={deed.busy}
          disabled={to.trim() === ''}
          rightSection={<KeyHint keys="mod+Enter" />}
        >
          {t(invoice.status === 'draft' ? 'issueAndSend' : before ? 'again' : 'action')}
        </Button>
      </div>
    </form>
  )
}
