/** Recipes for reports, exchange rates, bank statements and what an accountant is given. */
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

export const moneyRecipes = {
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
