import { afterAll, beforeAll, expect, it } from 'vitest'
import { openSite, type TestSite } from '#db/test-site.ts'
import { openWorld, type TestOrganization, type TestPerson, type World } from '#db/test-world.ts'
import { caller, expectProblem } from './http-world.ts'

let world: World
let site: TestSite
let studio: TestOrganization

beforeAll(async () => {
  world = await openWorld()
  site = await openSite(world)
  studio = await world.addOrganization()
  await world.perform(studio.owner, 'organization.update', {
    vatId: 'DE123456789',
    address: { line1: 'Musterweg 12', postalCode: '10119', city: 'Berlin', country: 'DE' },
  })
})
afterAll(async () => {
  await site.close()
  await world.close()
})

const enter = async (person: TestPerson) => caller(site, await site.signIn(person), studio.id)

async function newDraft() {
  const { id } = await world.perform(studio.owner, 'client.create', {
    name: 'Thomas Brandl',
    address: { line1: 'Gewerbering 4', postalCode: '83022', city: 'Rosenheim', country: 'DE' },
  })
  const lines = [{ description: 'Design', unitPrice: '960.00' }]
  return world.perform(studio.owner, 'invoice.create', { clientId: id, lines })
}

it('gives the PDF to be saved or shown, runs nothing of it, and the e-invoice in both syntaxes', async () => {
  const lena = await enter(studio.owner)
  const draft = await newDraft()
  const shownDraft = await lena.get(`/invoices/${draft.id}/pdf?inline=1`)
  expect(shownDraft.status).toBe(200)
  expect(shownDraft.headers.get('Content-Disposition')).toMatch(/^inline; filename="draft\.pdf"/)
  expectProblem(await lena.get(`/invoices/${draft.id}/xml`), 409, 'draft')

  const { number } = await world.perform(studio.owner, 'invoice.issue', { id: draft.id })
  const saved = await lena.get(`/invoices/${draft.id}/pdf`)
  expect(saved.status).toBe(200)
  expect(Object.fromEntries(saved.headers)).toMatchObject({
    'content-type': 'application/pdf',
    'content-disposition': `attachment; filename="${number}.pdf"; filename*=UTF-8''${number}.pdf`,
    'content-security-policy': `sandbox; default-src 'none'`,
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'no-store',
  })
  expect(saved.text.slice(0, 5)).toBe('%PDF-')
  const shown = await lena.get(`/invoices/${draft.id}/pdf?inline=1`)
  expect(shown.headers.get('Content-Disposition')).toMatch(/^inline; /)
  expect(shown.headers.get('Content-Security-Policy')).toBe(`sandbox; default-src 'none'`)
  expect(shown.text).toBe(saved.text)
  const head = await lena.ask('HEAD', `/invoices/${draft.id}/pdf`)
  expect([head.status, head.text]).toEqual([200, ''])
  expect(head.headers.get('Content-Length')).toBe(saved.headers.get('Content-Length'))

  const ubl = await lena.get(`/invoices/${draft.id}/xml`)
  expect(ubl.headers.get('Content-Type')).toBe('application/xml; charset=utf-8')
  expect(ubl.headers.get('Content-Disposition')).toContain(`attachment; filename="${number}-ubl.xml"`)
  expect(ubl.text).toContain('urn:oasis:names:specification:ubl:schema:xsd:Invoice-2')
  const cii = await lena.get(`/invoices/${draft.id}/xml?syntax=cii&profile=en16931`)
  expect(cii.text).toContain('CrossIndustryInvoice')
  expect(cii.headers.get('Content-Disposition')).toContain(`${number}-cii.xml`)
  expect((await lena.get(`/invoices/${draft.id}/xml?profile=peppol`)).status).toBe(422)
})

it('refuses what is no such thing, and leaves the operations beside it alone', async () => {
  const lena = await enter(studio.owner)
  const { id } = await newDraft()
  expectProblem(await lena.get('/invoices/nonsense/pdf'), 404, 'not_found')
  expectProblem(await lena.get(`/invoices/${studio.id}/pdf`), 404, 'not_found')
  expectProblem(await lena.get(`/invoices/${studio.id}/xml`), 404, 'not_found')
  for (const query of ['syntax=word', 'profile=none', 'syntax=']) {
    const { status, body } = await lena.get(`/invoices/${id}/xml?${query}`)
    expect([status, body.code]).toEqual([422, 'invalid'])
  }
  const wrong = await lena.post(`/invoices/${id}/pdf`, {})
  expectProblem(wrong, 405, 'wrong_method')
  expect((await lena.get(`/invoices/${id}`)).body).toMatchObject({ id, status: 'draft' })
  expect((await lena.get('/invoices')).body.items).not.toEqual([])
  expectProblem(await caller(site, undefined, studio.id).get(`/invoices/${id}/pdf`), 401, 'sign_in_required')
})
