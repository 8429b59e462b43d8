/** Where one is in an import: file, columns, duplicates, import. */
import { IconCheck } from '@tabler/icons-react'
import { useTranslations } from 'use-intl'
import classes from './steps.module.css'

const names = ['file', 'columns', 'matches', 'import'] as const
export type StepName = (typeof names)[number]

/** `over`: the last step is done, too. */
export function Steps({ at, over = false }: { at: StepName; over?: boolean }) {
  const t = useTranslations('imports.steps')
  const here = names.indexOf(at)
  return (
    <ol className={classes.steps} aria-label={t('label')}>
      {names.map((name, index) => {
        const done = index < here || over
        return (
          <li
            key={name}
            className={classes.step}
            data-state={done ? 'done' : index === here ? 'here' : 'coming'}
            aria-current={index === here ? 'step' : undefined}
          >
            <span className={classes.mark} aria-hidden="true">
              {done ? <IconCheck size={14} stroke={2.5} /> : index + 1}
            </span>
            {done ? (
              <span>
                <span aria-hidden="true">{t(name)}</span>
                <span className="unseen">{t('done', { step: t(name) })}</span>
              </span>
            ) : (
              <span>{t(name)}</span>
            )}
            {index === here && (
              <span className={classes.place}>{t('place', { index: String(index + 1) })}</span>
            )}
          </li>
        )
      })}
    </ol>
  )
}
