/** A draft as one writes it: fields, lines and totals at the left, the paper it becomes at the right. It stores itself. */
import { Button } from '@mantine/core'
import { IconCheck, IconFileTypePdf } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { useTranslations } from 'use-intl'
import { api, base } from '#src/web/api.ts'
import { useDeed } from '#src/web/deed.ts'
import { useFormat, usePerson } from '#src/web/intl.tsx'
import { useKey } from '#src/web/keys.tsx'
import { invalidate } from '#src/web/query.ts'
import { useReason } from '#src/web/reason.ts'
import { useMay, useOrganization } from '#src/web/session.ts'
import { KeyHint } from '#src/web/ui/key-hint.tsx'
import { Page } from '#src/web/ui/page.tsx'
import { Status } from '#src/web/ui/status.tsx'
import { Trail } from '#src/web/ui/trail.tsx'
import { useUnsaved } from '#src/web/ui/unsaved.ts'
import classes from './editor.module.css'
import { EditorChecks } from './editor-checks.tsx'
import { EditorFields, EditorMore } from './editor-fields.tsx'
import { EditorLines } from './editor-lines.tsx'
import { EditorPreview } from './editor-preview.tsx'
import { countSheet, faultsOf, newRow, type Sheet, sheetOf, taxOf } from './editor-state.ts'
import { EditorTotals } from './editor-totals.tsx'
import type { Invoice } from './schema.ts'
import { SendDialog } from './send-dialog.tsx'
import type { InvoiceSettings } from './settings-schema.ts'
import { type DraftStore, useDraftStore } from './use-draft-store.tsx'

export interface EditorProps {
  /** Null for a new one. */
  invoice: Invoice | null
  settings: InvoiceSettings
  /** The organization's, for a new one. */
  currency: string
  /** Whom a new one is for, when one came from their page. */
  party?: { clientId: string | null; companyId: string | null; name: string }
}

const empty = {
  issuedOn: '',
  dueOn: '',
  serviceFrom: '',
  serviceTo: '',
  reference: '',
  buyerReference: '',
  orderReference: '',
  note: '',
  discountPercent: '',
}

/** What stands before a fraction where this person is. */
function useMark(): Sheet['mark'] {
  const { locale } = usePerson()
  return useMemo(() => (new Intl.NumberFormat(locale).format(1.5).includes(',') ? ',' : '.'), [locale])
}

export function EditorSheet({ invoice, settings, currency, party }: EditorProps) {
  const t = useTranslations('invoiceEditor')
  const mark = useMark()
  const usualTax = taxOf(settings)
  const [sheet, setSheet] = useState<Sheet>(() =>
    invoice
      ? sheetOf(invoice, usualTax, mark)
      : {
          ...empty,
          clientId: party?.clientId ?? null,
          companyId: party?.companyId ?? null,
          currency,
          paymentTerms: settings.paymentTerms ?? '',
          paymentLink: settings.paymentLink ?? '',
          exemptionReason: settings.exemptionReason ?? '',
          language: settings.language,
          pricesIncludeTax: false,
          remind: true,
          mark,
          rows: [newRow(usualTax)],
        },
  )
  const [line, setLine] = useState<number | null>(null)
  const [reviewed, setReviewed] = useState<Invoice | null>(null)
  const set = (values: Partial<Sheet>) => setSheet((before) => ({ ...before, ...values }))
  const { slug } = useOrganization()
  const navigate = useNavigate()
  const store = useDraftStore(sheet, invoice, ({ id }) => {
    // The address of the draft, without a new page: what one is typing in keeps the focus. The router patches the
    // window's own method, and would fetch the page anew.
    History.prototype.replaceState.call(window.history, window.history.state, '', `/o/${slug}/invoices/${id}`)
  })
  const counted = countSheet(sheet)
  const faults = sheet.rows.some((row) => faultsOf(row, sheet.mark).length > 0)
  useUnsaved(store.dirty || faults)
  const errorOf = (path: string) => store.failure?.errors.find((error) => error.path === path)?.message
  const mayIssue = useMay('invoices.issue')
  const review = async () => {
    const stored = await store.flush()
    if (stored) setReviewed(stored)
  }
  useKey('mod+Enter', t('review'), () => void review(), { disabled: !mayIssue })

  return (
    <Page
      title={t('title')}
      heading={
        <Trail from={{ label: t('trail'), link: { to: '/o/$slug/invoices', params: { slug } } }} title>
          {t('title')}
        </Trail>
      }
      aside={<State store={store} faults={faults} />}
      actions={<Actions store={store} review={review} mayIssue={mayIssue} />}
    >
      <div className={classes.editor}>
        <div className={classes.sheet}>
          <Notices store={store} takeTheirs={(theirs) => setSheet(sheetOf(theirs, usualTax, mark))} />
          <EditorFields
            sheet={sheet}
            partyName={partyName(store.invoice) ?? party?.name ?? ''}
            termsDays={settings.termsDays}
            errorOf={errorOf}
            set={set}
          />
          <EditorLines
            rows={sheet.rows}
            nets={counted?.nets ?? new Map()}
            currency={sheet.currency}
            mark={sheet.mark}
            usualTax={usualTax}
            rates={settings.taxRates}
            onEnter={setLine}
            onChange={(rows) => set({ rows })}
          />
          <div className={classes.below}>
            <EditorMore sheet={sheet} errorOf={errorOf} set={set} />
            <EditorTotals
              totals={counted?.totals ?? null}
              currency={sheet.currency}
              taxLabel={settings.taxLabel}
              discountPercent={sheet.discountPercent}
              onDiscount={(discountPercent) => set({ discountPercent })}
            />
          </div>
          {store.invoice && <EditorChecks invoice={store.invoice} />}
        </div>
        <EditorPreview
          sheet={sheet}
          totals={counted?.totals ?? null}
          stored={store.invoice}
          settings={settings}
          line={line}
        />
      </div>
      {reviewed && (
        <SendDialog
          invoice={reviewed}
          close={() => setReviewed(null)}
          sent={({ id }) =>
            void navigate({
              to: '/o/$slug/invoices/$id',
              params: { slug, id },
              replace: true,
              ignoreBlocker: true,
            })
          }
        />
      )}
    </Page>
  )
}

/** As the field that chose it shows it. */
function partyName(invoice: Invoice | null): string | undefined {
  if (!invoice) return undefined
  const { contactName, name } = invoice.buyer
  return contactName && contactName !== name ? `${contactName}, ${name}` : name
}

function State({ store, faults }: { store: DraftStore; faults: boolean }) {
  const t = useTranslations('invoiceEditor')
  const { time } = useFormat()
  const { invoice, busy, dirty, failure } = store
  return (
    <span className={classes.state}>
      <Status of="draft" badge>
        {t('draft')}
      </Status>
      <span role="status" className={classes.state}>
        {busy || (dirty && !failure) ? (
          t('storing')
        ) : failure || faults || !invoice ? (
          t('notStored')
        ) : (
          <>
            <IconCheck size={16} aria-hidden="true" />
            {t('stored', { time: time(invoice.updatedAt) })}
          </>
        )}
      </span>
    </span>
  )
}

interface ActionsProps {
  store: DraftStore
  review: () => Promise<void>
  mayIssue: boolean
}

function Actions({ store, review, mayIssue }: ActionsProps) {
  const t = useTranslations('invoiceEditor')
  const navigate = useNavigate()
  const { slug } = useOrganization()
  const discard = useDeed('DELETE /invoices/:id', {
    touches: ['invoice', 'trash'],
    done: t('discarded'),
    undo: (_, { id }) => api('POST /invoices/:id/restore', { id }),
  })
  const { invoice } = store
  return (
    <>
      {invoice && (
        <Button
          variant="subtle"
          visibleFrom="sm"
          loading={discard.busy}
          onClick={async () => {
            const stored = await store.flush()
            const { id } = stored ?? invoice
            const answer = await discard.run({ id })
            if (!answer.failure) void navigate({ to: '/o/$slug/invoices', params: { slug } })
          }}
        >
          {t('discard')}
        </Button>
      )}
      {invoice && (
        <Button
          visibleFrom="sm"
          leftSection={<IconFileTypePdf />}
          component="a"
          href={`${base}/invoices/${invoice.id}/pdf?inline=1&organization=${slug}`}
          target="_blank"
          rel="noreferrer"
        >
          {t('pdf')}
        </Button>
      )}
      {mayIssue && (
        <Button
          variant="filled"
          disabled={!invoice}
          loading={store.busy}
          rightSection={<KeyHint keys="mod+Enter" />}
          onClick={() => void review()}
        >
          {t('review')}
        </Button>
      )}
    </>
  )
}

/** What stands between the draft and the server. */
function Notices({ store, takeTheirs }: { store: DraftStore; takeTheirs: (theirs: Invoice) => void }) {
  const t = useTranslations('invoiceEditor')
  const reason = useReason()
  const { failure, invoice } = store
  if (!failure) return null
  if (failure.status === 412 && invoice)
    return (
      <div className={classes.notice} role="alert">
        <p>
          <b>{t('conflict.title')}</b> {t('conflict.text')}
        </p>
        <Button
          onClick={async () => {
            const theirs = await api('GET /invoices/:id', { id: invoice.id })
            store.take(theirs)
            takeTheirs(theirs)
          }}
        >
          {t('conflict.theirs')}
        </Button>
        <Button onClick={() => void store.keepMine()}>{t('conflict.mine')}</Button>
      </div>
    )
  const gone = failure.status === 404 || failure.status === 409
  return (
    <div className={classes.notice} role="alert">
      <p>{gone ? t('gone') : reason(failure)}</p>
      {gone && <Button onClick={() => void invalidate(['invoice'])}>{t('reload')}</Button>}
    </div>
  )
}
