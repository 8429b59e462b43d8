/** The tax of a line: the country's rates, what else the line had, and the categories without a rate. */
import type { KeyboardEvent } from 'react'
import { useTranslations } from 'use-intl'
import classes from './editor-lines.module.css'
import { readTax } from './editor-state.ts'

interface TaxCellProps {
  value: string
  rates: readonly string[]
  onChange: (tax: string) => void
  onKeyDown: (event: KeyboardEvent) => void
  onFocus: () => void
  'data-cell': string
  'aria-label': string
}

const without = ['Z 0', 'E 0', 'AE 0', 'K 0', 'G 0', 'O 0']

export function TaxCell({ value, rates, onChange, ...common }: TaxCellProps) {
  const words = useTaxWords()
  const choices = [...new Set([...rates.map((rate) => `S ${rate}`), value, ...without])]
  return (
    <select
      {...common}
      className={classes.cell}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    >
      {choices.map((tax) => (
        <option key={tax} value={tax}>
          {words(tax)}
        </option>
      ))}
    </select>
  )
}

/** "S 19" in words. */
export function useTaxWords() {
  const t = useTranslations('invoiceEditor.taxes')
  return (tax: string) => {
    const { taxCategory, taxRate } = readTax(tax)
    return t(taxCategory, { rate: taxRate })
  }
}
