/** The paper as it will be, following each key. */
import { IconPaperclip } from '@tabler/icons-react'
import { useTranslations } from 'use-intl'
import { base } from '#src/web/api.ts'
import { useOrganization } from '#src/web/session.ts'
import classes from './editor.module.css'
import { lineOf, type Sheet, storedOf } from './editor-state.ts'
import { Paper } from './paper.tsx'
import type { Invoice } from './schema.ts'
import type { InvoiceSettings } from './settings-schema.ts'
import type { Totals } from './totals.ts'

interface PreviewProps {
  sheet: Sheet
  totals: Totals | null
  /** Its buyer and seller are known once it was stored. */
  stored: Invoice | null
  settings: InvoiceSettings
  /** The line one is in, tinted on the paper too. */
  line: number | null
}

export function EditorPreview({ sheet, totals, stored, settings, line }: PreviewProps) {
  const t = useTranslations('invoiceEditor.preview')
  const { slug } = useOrganization()
  const { lines, ...written } = storedOf(sheet)
  const shown = sheet.rows.filter((row) => lineOf(row, sheet.mark))
  const highlighted = shown.findIndex(({ key }) => key === line)
  return (
    <aside className={classes.side} aria-label={t('title')}>
      {stored && totals ? (
        <>
          <Paper
            invoice={{
              ...stored,
              ...written,
              ...totals,
              lines: lines.map((one, i) => ({ ...one, ...totals.lines[i]! })),
            }}
            settings={settings}
            logo={settings.logoFileId && `${base}/files/${settings.logoFileId}?organization=${slug}`}
            highlighted={highlighted < 0 ? undefined : highlighted}
          />
          <p className={classes.hint}>
            <IconPaperclip size={16} aria-hidden="true" /> {t('hint')}
          </p>
        </>
      ) : (
        <p className={classes.hint}>{t('none')}</p>
      )}
    </aside>
  )
}
