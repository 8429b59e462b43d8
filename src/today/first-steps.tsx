/** What to do first in a new organization: three steps, each ticked off by itself once it is done. */
import { Button, CloseButton } from '@mantine/core'
import { IconCheck, IconFileImport, IconUserPlus, IconUsersPlus } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useTranslations } from 'use-intl'
import { openQuick } from '#src/web/quick.tsx'
import { useOrganization, useSeesOwnOnly } from '#src/web/session.ts'
import { KeyHint } from '#src/web/ui/key-hint.tsx'
import classes from './first-steps.module.css'
import type { Start, StepName } from './use-start.tsx'

const icons = { import: IconFileImport, client: IconUserPlus, invite: IconUsersPlus }
const keys: Partial<Record<StepName, string>> = { client: 'c', import: 'g p' }

export function FirstSteps({ start }: { start: Start }) {
  const t = useTranslations('today.start')
  const { slug, name } = useOrganization()
  const navigate = useNavigate()
  // Whoever sees only their own may be in an organization that is long at work.
  const own = useSeesOwnOnly()
  const run = (step: StepName) => {
    if (step === 'import') void navigate({ to: '/o/$slug/import', params: { slug } })
    else openQuick(step)
  }
  // The one primary button leads to the first step that is left.
  const next = start.steps.find(({ done }) => !done)?.name
  return (
    <section className={classes.start}>
      <div className={classes.startHead}>
        <h2>{own ? t(start.empty ? 'ownTitle' : 'ownBegun') : t('title', { name })}</h2>
        {!start.empty && <CloseButton size="sm" aria-label={t('hide')} onClick={start.hide} />}
      </div>
      <p>{t(own ? 'ownText' : 'text')}</p>
      <ol className={classes.steps}>
        {start.steps.map(({ name: step, done }) => {
          const Icon = icons[step]
          const hint = keys[step]
          return (
            <li key={step} className={classes.step} data-done={done || undefined}>
              <span className={classes.stepIcon}>
                {done ? <IconCheck size={18} aria-hidden="true" /> : <Icon size={18} aria-hidden="true" />}
              </span>
              <span className={classes.stepBody}>
                <b>{t(step)}</b>
                {done && <span className="unseen">, {t('done')}</span>}
                <span className={classes.stepText}>{t(`${step}Text`)}</span>
              </span>
              {!done && (
                <Button
                  variant={step === next ? 'filled' : 'default'}
                  {...(hint && { rightSection: <KeyHint keys={hint} /> })}
                  onClick={() => run(step)}
                >
                  {t(step)}
                </Button>
              )}
            </li>
          )
        })}
      </ol>
    </section>
  )
}
