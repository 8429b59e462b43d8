/** How many of all a filter leaves: 148 of 214. */
import { useTranslations } from 'use-intl'
import { useFormat } from '../intl.tsx'
import classes from './small.module.css'

type Total = { value: number; atLeast: boolean } | undefined

export function Share({ shown, all }: { shown: Total; all: Total }) {
  const t = useTranslations('ui')
  const { number } = useFormat()
  if (!shown || !all) return null
  const write = ({ value, atLeast }: NonNullable<Total>) =>
    atLeast ? t('atLeast', { count: number(value) }) : number(value)
  return <span className={classes.share}>{t('table.of', { shown: write(shown), all: write(all) })}</span>
}
