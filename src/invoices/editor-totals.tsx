/** What the draft comes to, following each key, and said aloud when one pauses. */
import { Button, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useFormat } from '#src/web/intl.tsx'
import classes from './editor.module.css'
import { useTaxWords } from './tax-cell.tsx'
import type { Totals } from './totals.ts'

interface TotalsProps {
  totals: Totals | null
  currency: string
  taxLabel: string
  discountPercent: string
  onDiscount: (text: string) => void
}

const pause = 800

export function EditorTotals({ totals, currency, taxLabel, discountPercent, onDiscount }: TotalsProps) {
  const t = useTranslations('invoiceEditor.totals')
  const taxWords = useTaxWords()
  const { money } = useFormat()
  const [opened, setOpened] = useState(false)
  const show = (amount: number) => money(amount, currency)
  const said = totals ? t('said', { total: show(totals.total) }) : t('tooMuch')
  const [aloud] = useDebouncedValue(said, pause)
  return (
    <section className={classes.totals} aria-label={t('label')}>
      {totals ? (
        <dl>
          <dt>{t('subtotal')}</dt>
          <dd>{show(totals.lineTotal)}</dd>
          <dt>{t('discount')}</dt>
          <dd>
            {opened || discountPercent ? (
              <span className={classes.discount}>
                <TextInput
                  size="xs"
                  aria-label={t('discountPercent')}
                  inputMode="decimal"
                  maxLength={8}
                  rightSection="%"
                  // Opened by the button, to be typed into.
                  autoFocus={opened && !discountPercent}
                  value={discountPercent}
                  onChange={(event) => onDiscount(event.currentTarget.value)}
                />
                {totals.discount > 0 && `−${show(totals.discount)}`}
              </span>
            ) : (
              <Button size="compact-xs" variant="subtle" onClick={() => setOpened(true)}>
                {t('addDiscount')}
              </Button>
            )}
          </dd>
          {totals.taxes.map(({ category, rate, net, tax }) => (
            <div key={`${category} ${rate}`} className={classes.tax}>
              <dt>
                {category === 'S'
                  ? t('tax', { label: taxLabel, rate })
                  : t('taxNone', { label: taxLabel, category: taxWords(`${category} ${rate}`) })}
                <small>{t('base', { amount: show(net) })}</small>
              </dt>
              <dd>{show(tax)}</dd>
            </div>
          ))}
          {totals.rounding !== 0 && (
            <div className={classes.tax}>
              <dt>{t('rounding')}</dt>
              <dd>{show(totals.rounding)}</dd>
            </div>
          )}
          <div className={classes.total}>
            <dt>{t('total')}</dt>
            <dd>{show(totals.total)}</dd>
          </div>
        </dl>
      ) : (
        <p className={classes.refusal}>{t('tooMuch')}</p>
      )}
      <p className="unseen" role="status">
        {aloud}
      </p>
    </section>
  )
}
