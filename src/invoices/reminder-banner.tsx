/** Above the list of invoices: how many are overdue, as long as somebody can be reminded of one. */
import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslations } from 'use-intl'
import { useApi } from '#src/web/query.ts'
import classes from './reminders.module.css'

export function ReminderBanner({ open }: { open: () => void }) {
  const t = useTranslations('reminders')
  const late = useApi('GET /invoices', { overdue: true, type: 'invoice', limit: 1, count: true }).data?.count
  const preview = useApi('GET /reminders', {}, { enabled: (late?.value ?? 0) > 0 })
  const due =
    preview.data?.items.filter(({ held, daysOverdue }) => held === null && daysOverdue > 0).length ?? 0
  if (!late?.value || due === 0) return null
  return (
    <p className={classes.banner}>
      <IconAlertTriangle size={16} aria-hidden="true" />
      <span>{t('overdue', { count: late.value })}</span>
      <button type="button" onClick={open}>
        {t('all', { count: due })}
      </button>
    </p>
  )
}
