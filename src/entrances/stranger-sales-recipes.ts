/** Recipes for what comes before and after an invoice. */
import { newInvoice } from './stranger-invoice-recipes.ts'
import type { Place, Recipes } from './stranger-world.ts'

/** Sent, and due long ago. */
async function overdueInvoice(place: Place) {
  const { id } = await newInvoice(place, { issuedOn: '2025-01-02', dueOn: '2025-01-16' })
  return place.perform('invoice.send', { id })
}

export const salesRecipes = {
  'reminder.preview': async (place) => {
    await overdueInvoice(place)
    return {}
  },
  'reminder.send': async (place) => ({ invoiceIds: [(await overdueInvoice(place)).id] }),
} satisfies Partial<Recipes>
