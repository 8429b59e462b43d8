/** Every kind of invoice, issued for real and written in both syntaxes, judged by rules that know nothing of our writer. */
import { describe, expect, it } from 'vitest'
import { buyers, judge, settings, studio, world } from './e-invoice-world.ts'
import type { TaxCategory } from './totals.ts'

const prices = ['100', '0.3333', '12.345678', '19.99', '7.5', '1234.5', '0.01']
const quantities = ['1', '3', '2.5', '0.333333', '17', '12', '1000']
/** BHD: amounts that two places can say. */
const plain = ['100', '10', '20', '40', '30', '50', '60']

const exact = (currency: string) => currency === 'BHD'

const linesOf = (category: TaxCategory, count: number, currency: string, discount: boolean) =>
  Array.from({ length: count }, (_, i) => ({
    description: `Item ${i + 1}\nSecond line`,
    unit: ['hour', 'Stk.', null, 'km', 'KGM', 'constructor', 'ryczałt'][i % 7]!,
    quantity: exact(currency) ? String(i + 1) : quantities[i % 7]!,
    unitPrice: exact(currency) ? plain[i % 7]! : prices[i % 7]!,
    discountPercent: discount && i % 2 === 0 ? (exact(currency) ? '10' : '12.5') : null,
    taxCategory: category,
    taxRate:
      exact(currency) && category === 'S'
        ? '10'
        : settings[category].rates[i % settings[category].rates.length]!,
  }))

const discounts = [
  ['none', false, null],
  ['lines', true, null],
  ['document', false, '3'],
  ['both', true, '3'],
] as const

describe.each(Object.keys(settings) as TaxCategory[])('category %s', (category) => {
  const { country, more } = settings[category]

  it.each(['EUR', 'JPY', 'BHD'])(
    'in %s: discounts × lines × prepaid × net and gross, and its credit notes',
    async (currency) => {
      let turn = 0
      for (const [discount, onLines, onDocument] of discounts)
        for (const count of [1, 2, 7])
          for (const prepaid of ['none', 'part', 'whole'] as const) {
            turn += 1
            const pricesIncludeTax = turn % 2 === 0 && !(exact(currency) && category === 'S')
            const input = {
              ...{
                currency,
                discountPercent: exact(currency) && onDocument ? '10' : onDocument,
                pricesIncludeTax,
              },
              ...{
                buyerReference: '04011000-1234512345-06',
                note: `Turn ${turn}`,
                periodStartsOn: '2026-03-01',
              },
              ...more,
            }
            const lines = linesOf(category, count, currency, onLines)
            const trial = await world.perform(studio.owner, 'invoice.create', {
              companyId: buyers[country],
              lines,
              ...input,
            })
            const prepaidAmount = { none: 0, part: Math.floor(trial.total / 30) * 10, whole: trial.total }[
              prepaid
            ]
            await world.perform(studio.owner, 'invoice.update', { id: trial.id, prepaidAmount })
            const invoice = await world.perform(studio.owner, 'invoice.issue', { id: trial.id })
            const what = `${category} ${currency} ${discount} ${count} ${prepaid} ${pricesIncludeTax}`
            const model = await judge(invoice).catch((error: Error) => {
              error.message = `${what}: ${error.message}`
              throw error
            })
            expect(model.head['BT-3']).toBe('380')
            if (prepaid !== 'none') continue
            const first = lines[0]!
            if (turn % 4 < 2 && count > 1) {
              const part = await world.perform(studio.owner, 'invoice.credit', {
                id: invoice.id,
                lines: [first],
              })
              expect((await judge(part)).head).toMatchObject({ 'BT-3': '381', 'BT-25': invoice.number })
            }
            const rest = await world.perform(studio.owner, 'invoice.credit', { id: invoice.id })
            expect((await judge(rest)).head['BT-26'], what).toBe(invoice.issuedOn)
            // Whatever was rounded on the way, nothing of it is left.
            const { amountCredited } = await world.perform(studio.owner, 'invoice.get', { id: invoice.id })
            expect(amountCredited, what).toBe(invoice.total)
          }
    },
  )
})
