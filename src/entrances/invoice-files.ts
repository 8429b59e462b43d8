/** Invoices as files over HTTP: the PDF and the e-invoice. What is in them is decided by operations. */
import { buffer } from 'node:stream/consumers'
import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { notFound } from '#src/core/errors.ts'
import type { AnyOperation } from '#src/core/operation.ts'
import type { Circumstances, Run } from '#src/core/run.ts'
import { invoiceXml } from '#src/invoices/document.ts'
import { getInvoice } from '#src/invoices/operations.ts'
import { draftPdf, invoicePdf } from '#src/invoices/pdf.ts'
import type { Storage } from '#src/services/storage.ts'
import { disposition } from './disposition.ts'
import type { Recognize } from './operation-routes.ts'
import { type Carried, problem } from './problem.ts'

interface InvoiceFilesParts {
  run: Run
  recognize: Recognize
  storage: Storage
}

interface Sent {
  name: string
  type: string
  bytes: Uint8Array
}

/** Whatever is in it runs nowhere on our origin, even when a browser shows it. */
export function fileAnswer({ name, type, bytes }: Sent, inline: boolean, method: string): Response {
  return new Response(method === 'HEAD' ? null : (bytes as Uint8Array<ArrayBuffer>), {
    headers: {
      'Content-Type': type,
      'Content-Length': String(bytes.byteLength),
      'Content-Disposition': disposition(name, inline ? 'inline' : 'attachment'),
      'Content-Security-Policy': `sandbox; default-src 'none'`,
      'Cross-Origin-Resource-Policy': 'same-origin',
    },
  })
}

/** The kept PDF of an issued invoice. */
export async function readPdf(
  { run, storage }: Pick<InvoiceFilesParts, 'run' | 'storage'>,
  id: string,
  circumstances: Circumstances,
): Promise<Sent> {
  const { output } = await run(invoicePdf, { id }, circumstances)
  const { name, storageKey } = output as z.output<typeof invoicePdf.output>
  // A few pages: read whole, so that a fault is an answer and not half a file.
  return { name, type: 'application/pdf', bytes: await buffer(storage.read(storageKey)) }
}

/** Mounted under `/api/v1/invoices`. */
export function createInvoiceFiles({ run, recognize, storage }: InvoiceFilesParts): Hono<Carried> {
  const routes = new Hono<Carried>()
  routes.onError((error, context) => problem(context, error))

  async function asked(context: Context<Carried>): Promise<{ id: string; circumstances: Circumstances }> {
    const { actor, channel } = await recognize(context, 'organization')
    const id = z.uuid().safeParse(context.req.param('id'))
    if (!id.success) throw notFound()
    return { id: id.data, circumstances: { actor, channel, requestId: context.get('requestId') } }
  }

  async function read<O extends AnyOperation>(operation: O, input: object, circumstances: Circumstances) {
    return (await run(operation, input, circumstances)).output as z.output<O['output']>
  }

  routes.get('/:id/pdf', async (context) => {
    const { id, circumstances } = await asked(context)
    const inline = context.req.query('inline') === '1'
    const { status } = await read(getInvoice, { id }, circumstances)
    if (status !== 'draft')
      return fileAnswer(await readPdf({ run, storage }, id, circumstances), inline, context.req.method)
    const { name, pdf } = await read(draftPdf, { id }, circumstances)
    return fileAnswer({ name, type: 'application/pdf', bytes: pdf }, inline, context.req.method)
  })

  routes.get('/:id/xml', async (context) => {
    const { id, circumstances } = await asked(context)
    const { syntax, profile } = context.req.query()
    const said = {
      ...(syntax === undefined ? {} : { syntax }),
      ...(profile === undefined ? {} : { profile }),
    }
    const { name, xml } = await read(invoiceXml, { id, ...said }, circumstances)
    const bytes = Buffer.from(xml, 'utf8')
    return fileAnswer({ name, type: 'application/xml; charset=utf-8', bytes }, false, context.req.method)
  })

  return routes
}
