/** The arithmetic against an oracle that counts with another library, in fractions that are rounded only where the rules say. */
import Big from 'big.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CountedDocument, type CountedLine, countTotals, split } from './totals.ts'

Big.DP = 40
const half = 1
const fixed = (value: Big, exponent: number) => value.times(Big(10).pow(exponent)).round(0, half)

const decimal = (most: number, places: number) =>
  fc
    .tuple(fc.integer({ min: 0, max: most }), fc.integer({ min: 0, max: 10 ** places - 1 }), fc.boolean())
    .map(([whole, rest, short]) => (short ? String(whole) : `${whole}.${String(rest).padStart(places, '0')}`))

const taxes = fc.constantFrom(
  ...[
    ['S', '19'],
    ['S', '7'],
    ['S', '5.5'],
    ['S', '8.1'],
    ['Z', '0'],
    ['E', '0'],
    ['S', '19.00'],
  ].map(
    ([taxCategory, taxRate]) => ({ taxCategory, taxRate }) as Pick<CountedLine, 'taxCategory' | 'taxRate'>,
  ),
)
const percent = fc.option(decimal(99, 2), { nil: null })
const lines = fc.array(
  fc
    .record({ quantity: decimal(999, 3), unitPrice: decimal(9999, 4), discountPercent: percent, tax: taxes })
    .map(({ tax, ...line }): CountedLine => ({ ...line, ...tax })),
  { minLength: 1, maxLength: 12 },
)
const exponents = { EUR: 2, JPY: 0, BHD: 3 } as const
const document = fc.record({
  currency: fc.constantFrom(...(Object.keys(exponents) as (keyof typeof exponents)[])),
  pricesIncludeTax: fc.constant(false),
  discountPercent: percent,
  lines,
})

/** The rules of EN 16931, BT by BT, in another arithmetic. */
function oracle({ currency, discountPercent, lines: all }: CountedDocument) {
  const exponent = exponents[currency as keyof typeof exponents]
  const nets = all.map((line) => {
    const gross = fixed(Big(line.quantity).times(line.unitPrice), exponent)
    return gross.minus(
      gross
        .times(line.discountPercent ?? 0)
        .div(100)
        .round(0, half),
    )
  })
  const lineTotal = nets.reduce((sum, net) => sum.plus(net), Big(0))
  return {
    nets: nets.map(Number),
    lineTotal,
    discount: lineTotal
      .times(discountPercent ?? 0)
      .div(100)
      .round(0, half),
  }
}

describe('totals', () => {
  it('are those of the oracle, group by group, for every exponent', () => {
    fc.assert(
      fc.property(document, (said) => {
        const totals = countTotals(said)
        const right = oracle(said)
        expect(totals.lines.map(({ net }) => net)).toEqual(right.nets)
        expect(totals.lineTotal).toBe(Number(right.lineTotal))
        // The document's discount is split over the groups without losing a unit, and nobody's share is off by one.
        expect(totals.discount).toBe(Number(right.discount))
        const groups = new Map<string, number>()
        said.lines.forEach((line, i) => {
          const group = `${line.taxCategory} ${Number(line.taxRate)}`
          groups.set(group, (groups.get(group) ?? 0) + right.nets[i]!)
        })
        expect(totals.taxes).toHaveLength(groups.size)
        for (const { category, rate, net, tax, discount } of totals.taxes) {
          const before = groups.get(`${category} ${Number(rate)}`)!
          expect(net).toBe(before - discount)
          const share = right.lineTotal.eq(0) ? Big(0) : right.discount.times(before).div(right.lineTotal)
          expect(Math.abs(discount - Number(share))).toBeLessThan(1)
          expect(tax).toBe(Number(Big(net).times(rate).div(100).round(0, half)))
        }
        const sum = (pick: (one: (typeof totals.taxes)[number]) => number) =>
          totals.taxes.reduce((all, one) => all + pick(one), 0)
        expect(totals.subtotal).toBe(sum(({ net }) => net))
        expect(totals.taxTotal).toBe(sum(({ tax }) => tax))
        expect(totals.total).toBe(totals.subtotal + totals.taxTotal)
        expect(totals.rounding).toBe(0)
      }),
      { numRuns: 400 },
    )
  })

  it('of prices that hold the tax come out to what was said, to the cent', () => {
    fc.assert(
      fc.property(document, (said) => {
        const totals = countTotals({ ...said, pricesIncludeTax: true })
        const right = oracle(said)
        expect(totals.total).toBe(Number(right.lineTotal.minus(right.discount)))
        expect(totals.total).toBe(totals.subtotal + totals.taxTotal + totals.rounding)
        expect(totals.lineTotal).toBe(totals.lines.reduce((all, { net }) => all + net, 0))
        expect(totals.subtotal).toBe(totals.lineTotal - totals.discount)
        for (const { net, rate, tax } of totals.taxes)
          expect(tax).toBe(Number(Big(net).times(rate).div(100).round(0, half)))
        // At most a unit for each group, and one for its discount.
        expect(Math.abs(totals.rounding)).toBeLessThanOrEqual(2 * totals.taxes.length)
      }),
      { numRuns: 400 },
    )
  })

  it('of known invoices', () => {
    const line = (unitPrice: string, more: Partial<CountedLine> = {}): CountedLine => ({
      quantity: '1',
      unitPrice,
      discountPercent: null,
      taxCategory: 'S',
      taxRate: '19',
      ...more,
    })
    const count = (all: CountedLine[], more: Partial<CountedDocument> = {}) =>
      countTotals({ currency: 'EUR', pricesIncludeTax: false, discountPercent: null, lines: all, ...more })
    // Three times 0.19 of tax would be 0.57 when it is counted line by line.
    expect(count([line('1.01'), line('1.01'), line('1.01')]).taxTotal).toBe(58)
    expect(count([line('9.99', { quantity: '3' })], { pricesIncludeTax: true })).toMatchObject({
      total: 2997,
      subtotal: 2518,
      taxTotal: 478,
      rounding: 1,
    })
    expect(count([line('0.005')]).subtotal).toBe(1)
    expect(count([line('33.33'), line('66.67', { taxRate: '7' })], { discountPercent: '10' }).taxes).toEqual([
      { category: 'S', rate: '19', discount: 333, net: 3000, tax: 570 },
      { category: 'S', rate: '7', discount: 667, net: 6000, tax: 420 },
    ])
  })
})

it('a split loses nothing, and gives nobody more than a unit too much', () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }),
      fc.array(fc.bigInt({ min: 0n, max: 10n ** 12n }), { minLength: 1, maxLength: 20 }),
      (sum, weights) => {
        const parts = split(sum, weights)
        expect(parts.reduce((all, part) => all + part, 0n)).toBe(sum)
        const whole = weights.reduce((all, weight) => all + weight, 0n)
        if (whole > 0n)
          parts.forEach((part, i) => {
            const exact = Big(sum.toString()).times(weights[i]!.toString()).div(whole.toString())
            expect(exact.minus(part.toString()).abs().lt(1)).toBe(true)
          })
      },
    ),
  )
})
