/**
 * The lines, a grid like a spreadsheet: Tab leads through the cells, Enter to the line below, Alt with an arrow moves a
 * line, and rows can be pasted.
 */
import { ActionIcon } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { type ClipboardEvent, type KeyboardEvent, useEffect, useId, useMemo, useRef } from 'react'
import { useTranslations } from 'use-intl'
import { usePerson } from '#src/web/intl.tsx'
import { KeyHint } from '#src/web/ui/key-hint.tsx'
import editor from './editor.module.css'
import { ItemOptions, useItems } from './editor-items.tsx'
import classes from './editor-lines.module.css'
import {
  type Column,
  columns,
  faultsOf,
  isBlank,
  lineOf,
  type Mark,
  newRow,
  type Row,
  readPasted,
} from './editor-state.ts'
import { filledFrom, isChosen } from './item-line.ts'
import { exponentOf, writeAmount } from './money.ts'
import { TaxCell } from './tax-cell.tsx'

interface LinesProps {
  rows: readonly Row[]
  nets: ReadonlyMap<number, number>
  currency: string
  mark: Mark
  usualTax: string
  rates: readonly string[]
  /** The line one is in. */
  onEnter: (key: number | null) => void
  onChange: (rows: readonly Row[]) => void
}

export function EditorLines(props: LinesProps) {
  const { rows, nets, currency, mark, usualTax, rates, onEnter, onChange } = props
  const t = useTranslations('invoiceEditor.lines')
  const { locale } = usePerson()
  const amounts = useMemo(() => {
    const places = exponentOf(currency)
    return new Intl.NumberFormat(locale, { minimumFractionDigits: places, maximumFractionDigits: places })
  }, [locale, currency])
  const show = (amount: number) => amounts.format(writeAmount(amount, currency) as Intl.StringNumericLiteral)
  const { items, setTyped } = useItems(currency)
  const itemList = useId()
  const grid = useRef<HTMLTableElement>(null)
  /** Where the focus goes once the row is drawn. */
  const wanted = useRef<{ row: number; column: Column } | null>(null)
  useEffect(() => {
    if (!wanted.current) return
    const { row, column } = wanted.current
    wanted.current = null
    grid.current?.querySelector<HTMLElement>(`[data-cell="${row} ${column}"]`)?.focus()
  })

  const focus = (row: number, column: Column) => {
    wanted.current = { row, column }
  }
  const set = (index: number, values: Partial<Row>) =>
    onChange(rows.map((row, i) => (i === index ? { ...row, ...values } : row)))
  const type = (index: number, column: Column, text: string, event: Event) => {
    if (column === 'description') setTyped(text)
    const item = column === 'description' && isChosen(event) && items.find(({ name }) => name === text)
    set(index, item ? filledFrom(item, rows[index]!, mark) : { [column]: text })
  }
  const add = (column: Column = 'description') => {
    focus(rows.length, column)
    onChange([...rows, newRow(rows.at(-1)?.tax ?? usualTax)])
  }
  const remove = (index: number) => {
    focus(Math.max(0, index - 1), 'description')
    const left = rows.filter((_, i) => i !== index)
    onChange(left.length > 0 ? left : [newRow(usualTax)])
  }
  const move = (index: number, by: -1 | 1, column: Column) => {
    const to = index + by
    if (to < 0 || to >= rows.length) return
    const next = [...rows]
    ;[next[index], next[to]] = [next[to]!, next[index]!]
    focus(to, column)
    onChange(next)
  }
  const onKeyDown = (event: KeyboardEvent, index: number, column: Column) => {
    if (event.nativeEvent.isComposing || event.metaKey || event.ctrlKey) return
    if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
      event.preventDefault()
      move(index, event.key === 'ArrowUp' ? -1 : 1, column)
    } else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault()
      if (index === rows.length - 1) {
        if (!isBlank(rows[index]!)) add()
      } else grid.current?.querySelector<HTMLElement>(`[data-cell="${index + 1} description"]`)?.focus()
    } else if (column !== 'tax' && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
      const to = index + (event.key === 'ArrowUp' ? -1 : 1)
      const cell = grid.current?.querySelector<HTMLElement>(`[data-cell="${to} ${column}"]`)
      if (!cell) return
      event.preventDefault()
      cell.focus()
    }
  }
  const onPaste = (event: ClipboardEvent, index: number) => {
    const text = event.clipboardData.getData('text/plain')
    if (!/[\t]|\n./.test(text.trim())) return
    event.preventDefault()
    const pasted = readPasted(text, rows[index]?.tax ?? usualTax, mark)
    const kept = isBlank(rows[index]!) ? rows.filter((_, i) => i !== index) : rows
    const at = isBlank(rows[index]!) ? index : index + 1
    focus(at + pasted.length - 1, 'description')
    onChange([...kept.slice(0, at), ...pasted, ...kept.slice(at)])
  }

  const cell = (row: Row, index: number, column: Column) => {
    const fault = faultsOf(row, mark).includes(column)
    const common = {
      'data-cell': `${index} ${column}`,
      'aria-label': t('cell', { column: t(column), number: String(index + 1) }),
      onKeyDown: (event: KeyboardEvent) => onKeyDown(event, index, column),
      onFocus: () => {
        onEnter(row.key)
        if (column === 'description') setTyped(row.description)
      },
    }
    if (column === 'tax')
      return <TaxCell {...common} value={row.tax} rates={rates} onChange={(tax) => set(index, { tax })} />
    const figures = column === 'quantity' || column === 'unitPrice' || column === 'discountPercent'
    return (
      <input
        {...common}
        className={classes.cell}
        data-figures={figures || undefined}
        data-fault={fault || undefined}
        aria-invalid={fault}
        title={fault ? t(`faults.${column}`, { example: mark === ',' ? '112,00' : '112.00' }) : undefined}
        inputMode={figures ? 'decimal' : 'text'}
        maxLength={column === 'description' ? 1000 : 24}
        value={row[column]}
        placeholder={column === 'discountPercent' ? '–' : undefined}
        autoComplete="off"
        {...(column === 'description' && { list: itemList })}
        onChange={({ currentTarget: { value }, nativeEvent }) => type(index, column, value, nativeEvent)}
        onPaste={(event) => onPaste(event, index)}
      />
    )
  }

  return (
    <section className={classes.lines} aria-label={t('title')}>
      <div className={classes.linesHead}>
        <h2 className={editor.heading}>{t('title')}</h2>
        <span className={classes.keys} aria-hidden="true">
          <KeyHint keys="Enter" /> {t('next')} <KeyHint keys="Alt" />
          <KeyHint keys="ArrowDown" /> {t('move')}
        </span>
      </div>
      <div className={classes.grid}>
        <table ref={grid} aria-label={t('label')}>
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col" data-column={column}>
                  {t(column)}
                </th>
              ))}
              <th scope="col" data-column="net">
                {t('net')}
              </th>
              <td data-column="remove" />
            </tr>
          </thead>
          <tbody>
            {rows.map((row, index) => (
              <tr key={row.key}>
                {columns.map((column) => (
                  <td key={column} data-column={column}>
                    {cell(row, index, column)}
                  </td>
                ))}
                <td data-column="net">{lineOf(row, mark) ? show(nets.get(row.key) ?? 0) : ''}</td>
                <td data-column="remove">
                  <ActionIcon
                    size="sm"
                    tabIndex={-1}
                    aria-label={t('remove', { number: String(index + 1) })}
                    onClick={() => remove(index)}
                  >
                    <IconX />
                  </ActionIcon>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        <ItemOptions id={itemList} items={items} />
        <button type="button" className={classes.add} onClick={() => add()}>
          <IconPlus size={16} aria-hidden="true" />
          {t('add')}
        </button>
      </div>
    </section>
  )
}
