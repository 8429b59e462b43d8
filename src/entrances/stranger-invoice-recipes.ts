/** Recipes for invoices, what is paid on them and how they are settled. */
import { idOf, newClient, newCompany, newFile, secondPage } from './stranger-fixtures.ts'
import type { InputOf, Place, Recipes } from './stranger-world.ts'

const lineOf = ({ secret }: Place) => ({ description: `${secret} line`, unitPrice: '100' })

export async function newInvoice(place: Place, more: Partial<InputOf<'invoice.create'>> = {}) {
  const { secret } = place
  return place.perform('invoice.create', {
    clientId: (await newClient(place)).id,
    companyId: (await newCompany(place)).id,
    lines: [lineOf(place)],
    reference: `${secret} reference`,
    note: `${secret} note`,
    ...more,
  })
}

/** What hangs on an invoice hangs on whoever it is for. */
export async function onInvoice(place: Place) {
  const clientId = (await newClient(place)).id
  const companyId = (await newCompany(place)).id
  return { clientId, companyId, invoiceId: (await newInvoice(place, { clientId, companyId })).id }
}

export async function issuedInvoice(place: Place) {
  const { id } = await newInvoice(place)
  return place.perform('invoice.issue', { id })
}

/** With all that an e-invoice needs. */
export async function issuedEInvoice(place: Place) {
  const address = { line1: `${place.secret} street`, postalCode: '10115', city: 'Berlin', country: 'DE' }
  await place.perform('organization.update', { vatId: 'DE123456789', address })
  const { id } = await newInvoice(place, {
    clientId: (await newClient(place)).id,
    companyId: (await newCompany(place, { vatId: null, electronicAddress: null })).id,
  })
  return place.perform('invoice.issue', { id })
}

export const newPayment = async (place: Place) => {
  const { id } = await issuedInvoice(place)
  return place.perform('payment.record', { invoiceId: id, amount: 100, reference: `${place.secret} payment` })
}

export const invoiceRecipes = {
  'invoice.list': async (place) => {
    const clientId = (await newClient(place)).id
    const companyId = (await newCompany(place)).id
    await newInvoice(place, { clientId, companyId })
    await newInvoice(place, { clientId, companyId })
    return secondPage(place, 'invoice.list', { clientId, companyId, count: true })
  },
  'invoice.get': (place) => idOf(newInvoice(place)),
  'invoice.create': async (place) => ({
    clientId: (await newClient(place)).id,
    companyId: (await newCompany(place)).id,
    lines: [{ description: 'New line', unitPrice: '10' }],
  }),
  'invoice.update': async (place) => ({
    id: (await newInvoice(place)).id,
    clientId: (await newClient(place)).id,
    companyId: (await newCompany(place)).id,
    lines: [{ description: 'Another line', unitPrice: '20' }],
  }),
  'invoice.delete': (place) => idOf(newInvoice(place)),
  'invoice.restore': async (place) => {
    const { id } = await newInvoice(place)
    await place.perform('invoice.delete', { id })
    return { id }
  },
  'invoice.issue': (place) => idOf(newInvoice(place)),
  'invoice.send': (place) => idOf(newInvoice(place)),
  'invoice.mails': async (place) => {
    const { id } = await newInvoice(place)
    await place.perform('invoice.send', { id })
    return { id }
  },
  'invoice.timeline': async (place) => {
    const { id } = await newInvoice(place)
    await place.perform('invoice.send', { id })
    return secondPage(place, 'invoice.timeline', { id, count: true })
  },
  'invoice.credit': (place) => idOf(issuedInvoice(place)),
  'invoice.void': (place) => idOf(issuedInvoice(place)),
  'invoice.link': (place) => idOf(issuedInvoice(place)),
  'invoice.revoke_links': (place) => idOf(issuedInvoice(place)),
  'invoice.series': async (place) => {
    await issuedInvoice(place)
    return { seals: true }
  },
  'invoice_settings.get': async (place) => {
    await place.perform('invoice_settings.update', { footer: `${place.word} footer` })
    return {}
  },
  'invoice_settings.update': async (place) => ({
    footer: 'New footer',
    logoFileId: (await newFile(place, onePixel, 'logo.png')).id,
  }),
  'payment.record': async (place) => ({ invoiceId: (await issuedInvoice(place)).id, amount: 100 }),
  'payment.remove': (place) => idOf(newPayment(place)),
  'payment.list': async (place) => {
    const { id } = await issuedInvoice(place)
    await place.perform('payment.record', { invoiceId: id, amount: 100 })
    await place.perform('payment.record', { invoiceId: id, amount: 100 })
    return secondPage(place, 'payment.list', { invoiceId: id })
  },
} satisfies Partial<Recipes>

/** A picture of one grey point. */
const onePixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mNoAAAAggCBd81ytgAAAABJRU5ErkJggg==',
  'base64',
)
