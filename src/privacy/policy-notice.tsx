/** Says once, at the top of the page, that the privacy policy has changed since one was last told of it. */
import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslations } from 'use-intl'
import { useDeed } from '#src/web/deed.ts'
import { useFormat } from '#src/web/intl.tsx'
import { useApi } from '#src/web/query.ts'
import { policyUpdatedOn } from './facts.ts'
import classes from './policy-notice.module.css'

export function PolicyNotice({ slug }: { slug: string }) {
  const t = useTranslations('privacy.changes')
  const { day } = useFormat()
  const { data: profile } = useApi('GET /profile', {})
  const { run, busy } = useDeed('POST /profile/policy-seen', { touches: ['profile'] })
  if (!profile || profile.policySeenOn >= policyUpdatedOn) return null
  return (
    <section className={classes.notice} aria-label={t('title')}>
      <p className={classes.text}>
        <b>{t('notice', { date: day(policyUpdatedOn) })}</b> {t('latest')}
      </p>
      <div className={classes.actions}>
        <Link to="/o/$slug/privacy" params={{ slug }}>
          {t('read')}
        </Link>
        <Button size="xs" variant="default" loading={busy} onClick={() => void run({ on: policyUpdatedOn })}>
          {t('dismiss')}
        </Button>
      </div>
    </section>
  )
}
