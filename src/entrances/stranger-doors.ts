/** What is on HTTP without being an operation: either it is walked like one, or it stands here why not. */
import type { Call, Input } from './stranger-calls.ts'
import { newAttachment, newClient } from './stranger-fixtures.ts'
import { issuedEInvoice, issuedInvoice } from './stranger-invoice-recipes.ts'
import type { Place } from './stranger-world.ts'

export interface Walked extends Call {
  recipe: (place: Place) => Input | Promise<Input>
}

export const doors: Walked[] = [
  {
    name: 'file.upload',
    route: 'POST /files',
    kind: 'reach',
    scope: 'organization',
    permission: 'files.write',
    status: 201,
    recipe: () => ({ file: new File(['New file'], 'new-file.txt') }),
  },
  {
    name: 'file.download',
    route: 'GET /files/:id',
    kind: 'read',
    scope: 'organization',
    permission: 'files.read',
    status: 200,
    recipe: async (place) => newAttachment(place, (await newClient(place)).id),
  },
  {
    name: 'invoice.download',
    route: 'GET /invoices/:id/pdf',
    kind: 'read',
    scope: 'organization',
    permission: 'invoices.read',
    status: 200,
    recipe: async (place) => ({ id: (await issuedInvoice(place)).id }),
  },
  {
    name: 'invoice.download_xml',
    route: 'GET /invoices/:id/xml',
    kind: 'read',
    scope: 'organization',
    permission: 'invoices.read',
    status: 200,
    recipe: async (place) => ({ id: (await issuedEInvoice(place)).id, syntax: 'cii' }),
  },
]

/** Mounted, but neither in the OpenAPI document nor walked; each with the reason. */
export const otherRoutes: Record<string, string> = {
  'ALL /*': 'guards every request, and says 404 where nothing else answered',
  'GET /*': 'the files of the web application, the same for everybody',
  'GET /i/:token': 'the page of a link, the same for everybody; public.test.ts says what a visit to it does',
  'GET /api/v1/public/invoices/:token':
    'public on purpose, to whoever holds the link; public.test.ts tries other tokens, revoked ones and own people',
  'GET /api/v1/public/invoices/:token/pdf': 'likewise, as PDF',
  'ALL /api/v1/public/*': 'tells search engines and other pages nothing of the links below it',
  'GET /q/:token': 'the page of a link, the same for everybody; public-quotes.test.ts says what a visit does',
  'GET /api/v1/public/quotes/:token':
    'public on purpose, to whoever holds the link; public-quotes.test.ts tries other tokens and own people',
  'POST /api/v1/public/quotes/:token/accept': 'likewise: a quote is answered by its link, once',
  'POST /api/v1/public/quotes/:token/decline': 'likewise',
  'GET /health': 'says whether the database answers, the same to everybody; see http.test.ts',
  'ALL /api/*': 'says 404 for what is no address of the API',
  'ALL /api/v1/*': 'says 404 for what is no address of the API',
  'GET /api/v1/openapi.json': 'the document itself, the same for everybody',
  'GET /api/v1/events': 'a stream that does not end by itself; events.test.ts and http.test.ts listen to it',
  'GET /api/v1/privacy':
    'public on purpose: whom to ask about one’s data in the organization with this name; see privacy.test.ts',
}

/** The session entrance speaks of the signed-in person alone and takes no organization; session*.test.ts walk it. */
export const sessionRoutes = /^(GET|POST|DELETE) \/api\/v1\/auth\//
