/** Recipes for what comes before and after an invoice. */
import { idOf, newClient, newCompany, secondPage } from './stranger-fixtures.ts'
import { issuedInvoice, newInvoice } from './stranger-invoice-recipes.ts'
import type { InputOf, Place, Recipes } from './stranger-world.ts'

/** Sent, and due long ago. */
async function overdueInvoice(place: Place) {
  const { id } = await newInvoice(place, { issuedOn: '2025-01-02', dueOn: '2025-01-16' })
  return place.perform('invoice.send', { id })
}

async function newRecurring(place: Place, more: Partial<InputOf<'recurring.create'>> = {}) {
  const { secret } = place
  return place.perform('recurring.create', {
    clientId: (await newClient(place)).id,
    companyId: (await newCompany(place)).id,
    lines: [{ description: `${secret} line`, unitPrice: '100' }],
    reference: `${secret} reference`,
    note: `${secret} note`,
    rhythm: 'monthly',
    startsOn: '2099-01-31',
    mode: 'draft',
    ...more,
  })
}

async function newQuote(place: Place, more: Partial<InputOf<'quote.create'>> = {}) {
  const { secret } = place
  return place.perform('quote.create', {
    clientId: (await newClient(place)).id,
    companyId: (await newCompany(place)).id,
    lines: [{ description: `${secret} line`, unitPrice: '100' }],
    reference: `${secret} reference`,
    note: `${secret} note`,
    ...more,
  })
}

async function sentQuote(place: Place) {
  const { id } = await newQuote(place)
  return place.perform('quote.send', { id })
}

export const salesRecipes = {
  'reminder.preview': async (place) => {
    await overdueInvoice(place)
    return {}
  },
  'reminder.send': async (place) => ({ invoiceIds: [(await overdueInvoice(place)).id] }),

  'quote.list': async (place) => {
    const clientId = (await newClient(place)).id
    const companyId = (await newCompany(place)).id
    await newQuote(place, { clientId, companyId })
    await newQuote(place, { clientId, companyId })
    return secondPage(place, 'quote.list', { clientId, companyId, count: true })
  },
  'quote.get': (place) => idOf(newQuote(place)),
  'quote.create': async (place) => ({
    clientId: (await newClient(place)).id,
    companyId: (await newCompany(place)).id,
    lines: [{ description: 'New line', unitPrice: '10' }],
  }),
  'quote.update': async (place) => ({
    id: (await newQuote(place)).id,
    clientId: (await newClient(place)).id,
    companyId: (await newCompany(place)).id,
    lines: [{ description: 'Another line', unitPrice: '20' }],
  }),
  'quote.delete': (place) => idOf(newQuote(place)),
  'quote.send': (place) => idOf(newQuote(place)),
  'quote.accept': (place) => idOf(sentQuote(place)),
  'quote.decline': (place) => idOf(sentQuote(place)),
  'quote.invoice': async (place) => {
    const { id } = await sentQuote(place)
    await place.perform('quote.accept', { id })
    return { id }
  },
  'invoice.deposit': async (place) => ({ invoiceId: (await newInvoice(place)).id, percent: '30' }),
  'invoice.write_off': async (place) => ({ id: (await issuedInvoice(place)).id, reason: 'Gone' }),
  'invoice.take_back_write_off': async (place) => {
    const { id } = await issuedInvoice(place)
    await place.perform('invoice.write_off', { id, reason: 'Gone' })
    return { id }
  },
  'client.statement': async (place) => {
    const { clientId } = await issuedInvoice(place)
    return { id: clientId ?? '', from: '2020-01-01', to: '2099-12-31' }
  },
  'company.statement': async (place) => {
    const { companyId } = await issuedInvoice(place)
    return { id: companyId ?? '', from: '2020-01-01', to: '2099-12-31' }
  },

  'recurring.list': async (place) => {
    const clientId = (await newClient(place)).id
    const companyId = (await newCompany(place)).id
    await newRecurring(place, { clientId, companyId })
    await newRecurring(place, { clientId, companyId })
    return secondPage(place, 'recurring.list', { clientId, companyId, count: true })
  },
  'recurring.get': (place) => idOf(newRecurring(place)),
  'recurring.preview': (place) => idOf(newRecurring(place)),
  'recurring.create': async (place) => ({
    clientId: (await newClient(place)).id,
    companyId: (await newCompany(place)).id,
    lines: [{ description: 'New line', unitPrice: '10' }],
    rhythm: 'weekly',
    startsOn: '2099-01-31',
    mode: 'send',
  }),
  'recurring.update': async (place) => ({
    id: (await newRecurring(place)).id,
    clientId: (await newClient(place)).id,
    companyId: (await newCompany(place)).id,
    lines: [{ description: 'Another line', unitPrice: '20' }],
    paused: true,
  }),
  'recurring.delete': (place) => idOf(newRecurring(place)),
} satisfies Partial<Recipes>
