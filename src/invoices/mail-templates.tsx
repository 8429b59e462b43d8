/** The mails about invoices: each kind with its own subject and text, or the usual ones; beside it how it would read. */
import { Button, Select, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslations } from 'use-intl'
import { useDeed } from '#src/web/deed.ts'
import { useFormat } from '#src/web/intl.tsx'
import { useApi } from '#src/web/query.ts'
import form from '#src/web/ui/form.module.css'
import { useUnsaved } from '#src/web/ui/unsaved.ts'
import classes from './dialogs.module.css'
import { fillTemplate, placeholders } from './mail-template.ts'
import { templateFor, valuesOf } from './mail-values.ts'
import { writeNumber } from './numbers.ts'
import type { Settings } from './settings-parts.tsx'
import { type MailKind, mailKinds } from './settings-schema.ts'

export function MailTemplates({ settings }: { settings: Settings }) {
  const t = useTranslations('invoices.mailSettings')
  const [kind, setKind] = useState<MailKind>('invoice')
  return (
    <div className={form.form}>
      <Select
        label={t('kind')}
        data={mailKinds.map((value) => ({ value, label: t(`kinds.${value}`) }))}
        value={kind}
        allowDeselect={false}
        onChange={(value) => setKind(mailKinds.find((one) => one === value) ?? kind)}
      />
      <TemplateForm
        key={`${kind} ${settings.language} ${JSON.stringify(settings.mails[kind])}`}
        settings={settings}
        kind={kind}
      />
    </div>
  )
}

function TemplateForm({ settings, kind }: { settings: Settings; kind: MailKind }) {
  const t = useTranslations('invoices.mailSettings')
  const ui = useTranslations('ui')
  const stored = templateFor(settings, settings, kind)
  const [subject, setSubject] = useState(stored.subject)
  const [text, setText] = useState(stored.text)
  const dirty = subject !== stored.subject || text !== stored.text
  useUnsaved(dirty)
  const deed = useDeed('PATCH /invoice-settings', {
    touches: ['invoice_settings'],
    done: t('saved'),
    shown: [422],
  })
  const errorOf = (field: string) =>
    deed.failure?.errors.find(({ path }) => path === `mails.${kind}.${field}`)?.message
  const own = settings.mails[kind] !== null
  const store = (template: { subject: string; text: string } | null) =>
    deed.run({ mails: { [kind]: template } }, { version: settings.version })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void store({ subject, text })
  }
  const example = fillTemplate({ subject, text }, useExample(settings, kind))
  return (
    <form className={form.form} onSubmit={submit} noValidate>
      <TextInput
        label={t('subject')}
        value={subject}
        maxLength={200}
        error={errorOf('subject')}
        onChange={(event) => setSubject(event.currentTarget.value)}
      />
      <Textarea
        label={t('text')}
        description={t('placeholders', { names: placeholders.map((name) => `{${name}}`).join(' ') })}
        value={text}
        maxLength={5000}
        autosize
        minRows={6}
        maxRows={16}
        error={errorOf('text')}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <section className={classes.preview} aria-label={t('preview')}>
        <h3 className={classes.previewTitle}>{t('preview')}</h3>
        <p className={classes.previewSubject}>{example.subject}</p>
        <p className={classes.previewText}>{example.text}</p>
      </section>
      {(dirty || own) && (
        <div className={form.buttons}>
          {own && (
            <Button onClick={() => void store(null)} disabled={deed.busy}>
              {t('usual')}
            </Button>
          )}
          {dirty && (
            <>
              <Button
                onClick={() => {
                  setSubject(stored.subject)
                  setText(stored.text)
                }}
              >
                {ui('form.discard')}
              </Button>
              <Button
                type="submit"
                variant="filled"
                loading={deed.busy}
                disabled={!subject.trim() || !text.trim()}
              >
                {ui('save')}
              </Button>
            </>
          )}
        </div>
      )}
    </form>
  )
}

const day = 86_400_000

/** Values as an invoice of today would fill them in. */
function useExample(settings: Settings, kind: MailKind) {
  const t = useTranslations('invoices.mailSettings')
  const { dayOf } = useFormat()
  const { data: organization } = useApi('GET /organization', {})
  const at = (days: number) => dayOf(new Date(Date.now() + days * day).toISOString())
  const seller = organization?.legalName ?? organization?.name ?? ''
  const series = kind === 'credit_note' || kind === 'quote' ? kind : 'invoice'
  const party = { name: t('exampleName'), contactName: t('exampleName') }
  return valuesOf(
    {
      language: settings.language,
      currency: organization?.currency ?? 'EUR',
      number: writeNumber(settings.numbering[series], at(0), 149),
      total: 680_196,
      amountDue: 680_196,
      issuedOn: at(0),
      dueOn: at(settings.termsDays),
      reference: t('exampleReference'),
      buyer: party,
      seller: { name: seller },
    },
    t('exampleLink'),
  )
}
