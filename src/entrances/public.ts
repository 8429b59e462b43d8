/** What whoever holds a link sees without an account: one invoice, on a page, as data and as PDF. */
import { Hono } from 'hono'
import { showInvoice, visitInvoice } from '#src/invoices/links.ts'
import type { Storage } from '#src/services/storage.ts'
import { fileAnswer, readPdf } from './invoice-files.ts'
import { hideLink, type LinkedParts, linksTo } from './linked.ts'
import { type Carried, problem } from './problem.ts'

export function publicInvoices(parts: LinkedParts & { storage: Storage }) {
  const { run, storage } = parts
  const { follow, noteVisit, page } = linksTo('invoice', visitInvoice, parts)
  const routes = new Hono<Carried>()
  routes.onError((error, context) => problem(context, error))
  routes.use(async (context, next) => {
    await next()
    hideLink(context.res.headers)
  })
  routes.get('/invoices/:token', async (context) => {
    const found = await follow(context)
    const { output } = await run(showInvoice, { id: found.id }, found.circumstances)
    await noteVisit(context, found)
    return context.json(output as object)
  })

  routes.get('/invoices/:token/pdf', async (context) => {
    const found = await follow(context)
    const file = await readPdf({ run, storage }, found.id, found.circumstances)
    await noteVisit(context, found)
    return fileAnswer(file, context.req.query('inline') === '1', context.req.method)
  })
  return { routes, page }
}
