/** Recipes for reports, exchange rates, bank statements and what an accountant is given. */
import { setTimeout as sleep } from 'node:timers/promises'
import { newFile } from './stranger-fixtures.ts'
import { issuedInvoice } from './stranger-invoice-recipes.ts'
import type { Place, Recipes } from './stranger-world.ts'

/** A day on which this place has no rate yet. */
const rateDays = new WeakMap<Place, number>()
async function newRate(place: Place) {
  const days = (rateDays.get(place) ?? 0) + 1
  rateDays.set(place, days)
  const on = new Date(Date.UTC(2020, 0, days)).toISOString().slice(0, 10)
  return { currency: 'USD', on, rate: '0.9215' }
}

const reported = async <T>(place: Place, input: T) => {
  await issuedInvoice(place)
  return input
}

let statements = 0
/** A statement with one line, which nobody had before. */
async function statementFile(place: Place, amount = '100,00') {
  const text = `Buchungstag;Betrag;Name;Verwendungszweck\n02.01.2026;${amount};${place.secret} payer;${place.secret} ${++statements}\n`
  return newFile(place, text, `${place.secret} statement.csv`)
}

async function newBankLine(place: Place) {
  const { id: statementId } = await place.perform('bank.import', { fileId: (await statementFile(place)).id })
  const { items } = await place.perform('bank.lines', { statementId })
  return { statementId, lineId: items[0]!.id }
}

export const moneyRecipes = {
  'bank.import': async (place) => ({ fileId: (await statementFile(place)).id }),
  'bank.statements': async (place) => {
    await newBankLine(place)
    return {}
  },
  'bank.lines': async (place) => ({ statementId: (await newBankLine(place)).statementId }),
  'bank.accept': async (place) => ({
    lineId: (await newBankLine(place)).lineId,
    invoices: [{ invoiceId: (await issuedInvoice(place)).id, amount: 100 }],
  }),
  'bank.release': async (place) => {
    const { lineId } = await newBankLine(place)
    await place.perform('bank.ignore', { lineId })
    return { lineId }
  },
  'bank.ignore': async (place) => ({ lineId: (await newBankLine(place)).lineId }),
  'report.tax': (place) => reported(place, { from: '2020-01-01', until: '2099-12-31' }),
  'books.create': (place) => reported(place, { from: '2020-01-01', until: '2099-12-31' }),
  'books.get': async (place) => {
    const { id } = await place.perform('books.create', {
      from: '2020-01-01',
      until: '2099-12-31',
      parts: ['csv'],
    })
    while ((await place.perform('books.get', { id })).status === 'writing') await sleep(20)
    return { id }
  },
  'report.revenue': (place) => reported(place, {}),
  'report.aging': (place) => reported(place, {}),
  'report.cash_expected': (place) => reported(place, { weeks: 2 }),
  'report.top_clients': (place) => reported(place, {}),
  'rate.list': async (place) => {
    await place.perform('rate.create', await newRate(place))
    return {}
  },
  'rate.create': newRate,
  'rate.delete': async (place) => ({ id: (await place.perform('rate.create', await newRate(place))).id }),
} satisfies Partial<Recipes>
