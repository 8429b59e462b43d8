/** A link to an invoice, made now and shown this once. */
import { Button, Modal } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { useDeed } from '#src/web/deed.ts'
import { CopyField } from '#src/web/ui/copy-field.tsx'
import { useFocusReturn } from '#src/web/ui/focus-return.ts'
import form from '#src/web/ui/form.module.css'
import { LinesSkeleton } from '#src/web/ui/skeleton.tsx'
import type { InvoiceDialogProps } from './invoice-dialogs.tsx'

export function LinkDialog({ invoice, close }: InvoiceDialogProps) {
  useFocusReturn()
  const t = useTranslations('invoices.link')
  const ui = useTranslations('ui')
  const [url, setUrl] = useState<string | null>(null)
  const { run } = useDeed('POST /invoices/:id/link', { touches: ['invoice'] })
  const asked = useRef(false)
  useEffect(() => {
    // Once, also where an effect runs twice: each call makes another link.
    if (asked.current) return
    asked.current = true
    void run({ id: invoice.id }).then(({ output }) => (output ? setUrl(output.url) : close()))
  }, [run, invoice.id, close])
  return (
    <Modal opened onClose={close} title={t('title', { number: invoice.number ?? '' })} size={560}>
      <p className={form.question}>{t('text')}</p>
      {url ? (
        <CopyField label={t('label')} value={url} action={t('copy')} autoFocus />
      ) : (
        <LinesSkeleton count={2} />
      )}
      <div className={form.buttons}>
        <Button onClick={close}>{ui('close')}</Button>
      </div>
    </Modal>
  )
}
