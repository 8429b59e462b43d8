import { expect, it } from 'vitest'
import {
  countSheet,
  faultsOf,
  lineOf,
  newRow,
  readPasted,
  readTyped,
  type Sheet,
  storedOf,
} from './editor-state.ts'
import { filledFrom, isChosen } from './item-line.ts'

it('reads numbers as people of several countries type them', () => {
  const numbers = {
    '18.5': '18.5',
    '18,5': '18.5',
    '1.234,50': '1234.50',
    '1,234.50': '1234.50',
    '1 234,5': '1234.5',
  }
  for (const [typed, read] of Object.entries(numbers)) expect(readTyped(typed, '.'), typed).toBe(read)
  expect(readTyped('1.234.567', '.')).toBe('1234567')
  // One mark before three digits: whose country it is decides.
  expect([readTyped('2.345', '.'), readTyped('2.345', ','), readTyped('2,345', ',')]).toEqual([
    '2.345',
    '2345',
    '2.345',
  ])
  expect([readTyped('1,234', '.'), readTyped('0,234', '.'), readTyped('12,5', '.')]).toEqual([
    '1234',
    '0.234',
    '12.5',
  ])
  for (const none of ['', 'abc', '-5', '1e3', '5 days']) expect(readTyped(none, '.'), none).toBeUndefined()
})

it('a row is a line when it can be read whole, and blank rows are none', () => {
  expect(faultsOf(newRow('S 19'), ',')).toEqual([])
  expect(lineOf(newRow('S 19'), ',')).toBeNull()
  expect(faultsOf(newRow('S 19', { unitPrice: 'x', quantity: '0', discountPercent: '101' }), ',')).toEqual([
    'description',
    'quantity',
    'unitPrice',
    'discountPercent',
  ])
  expect(
    lineOf(newRow('AE 0', { description: ' Work ', unitPrice: '112,00', discountPercent: '10' }), ','),
  ).toEqual({
    description: 'Work',
    quantity: '1',
    unit: null,
    unitPrice: '112.00',
    discountPercent: '10',
    taxCategory: 'AE',
    taxRate: '0',
  })
})

it('rows are pasted as a spreadsheet gives them', () => {
  const rows = readPasted(
    'Item\tQty\tUnit\tPrice\nDesign\t3\tday\t960,00\nPhotos\t24\t18.50\nFlat\t500\n',
    'S 19',
    ',',
  )
  expect(
    rows.map(({ description, quantity, unit, unitPrice }) => [description, quantity, unit, unitPrice]),
  ).toEqual([
    ['Design', '3', 'day', '960,00'],
    ['Photos', '24', '', '18.50'],
    ['Flat', '1', '', '500'],
  ])
})

it('counts what can be read, with the function the server counts with, and stores just that', () => {
  const rows = [
    newRow('S 19', { description: 'Design', quantity: '3', unitPrice: '960' }),
    newRow('S 7', { description: 'Half typed' }),
  ]
  const sheet = {
    currency: 'EUR',
    mark: '.',
    pricesIncludeTax: false,
    discountPercent: '10',
    rows,
  } as unknown as Sheet
  const counted = countSheet(sheet)
  expect(counted?.totals.total).toBe(308_448)
  expect(counted?.nets.get(rows[0]!.key)).toBe(288_000)
  const texts = { serviceFrom: '2026-11-01', serviceTo: '2026-11-20', reference: ' Order ', note: ' ' }
  const blank = 'issuedOn dueOn buyerReference orderReference paymentTerms paymentLink exemptionReason'.split(
    ' ',
  )
  const whole = { ...sheet, ...Object.fromEntries(blank.map((name) => [name, ''])), ...texts } as Sheet
  expect(storedOf(whole)).toMatchObject({
    deliveredOn: null,
    periodStartsOn: '2026-11-01',
    periodEndsOn: '2026-11-20',
    reference: 'Order',
    note: null,
    discountPercent: '10',
    lines: [{ description: 'Design' }],
  })
  expect(storedOf({ ...whole, serviceTo: '' }).deliveredOn).toBe('2026-11-01')
})

it('fills a line from the catalogue, and leaves what the item does not say', () => {
  const row = newRow('S 7', { unit: 'day', quantity: '3' })
  const item = {
    ...{ id: '1', name: 'Design', description: null, unit: null, unitPrice: '112.5' },
    ...{ taxCategory: null, taxRate: null },
  }
  expect(filledFrom(item, row, ',')).toEqual({
    description: 'Design',
    unit: 'day',
    unitPrice: '112,5',
    tax: 'S 7',
  })
  const whole = { ...item, description: 'Design\nof a page', unit: 'hour', taxCategory: 'AE' as const }
  expect(filledFrom(whole, row, '.')).toEqual({
    ...{ description: 'Design of a page', unit: 'hour', unitPrice: '112.5', tax: 'AE 0' },
  })
  expect(filledFrom({ ...item, taxRate: '19.0' }, row, '.').tax).toBe('S 19')
  // Browsers name no kind of input, or that of a replacement, when something is chosen from a list.
  const typed = Object.assign(new Event('input'), { inputType: 'insertText' })
  const chosen = Object.assign(new Event('input'), { inputType: 'insertReplacementText' })
  expect([isChosen(typed), isChosen(chosen), isChosen(new Event('input'))]).toEqual([false, true, true])
})
