/** Files over HTTP: bytes in and out. Who may and what it is called is decided by operations; here they only flow. */
import { Readable } from 'node:stream'
import { Hono } from 'hono'
import { z } from 'zod'
import { notFound } from '#src/core/errors.ts'
import { describeFault, log } from '#src/core/log.ts'
import type { Circumstances, Run } from '#src/core/run.ts'
import { isHarmless } from '#src/files/file-type.ts'
import { beginFile, dropFile, getFile, keepFile } from '#src/files/upload.ts'
import type { Storage } from '#src/services/storage.ts'
import { disposition } from './disposition.ts'
import { type Recognize, readKey } from './operation-routes.ts'
import { type Carried, problem } from './problem.ts'
import { receiveFile, refuseByHeaders } from './upload.ts'

interface FilesParts {
  run: Run
  recognize: Recognize
  storage: Storage
}

type Begun = z.output<typeof beginFile.output>

/** Mounted under `/api/v1/files`. */
export function createFilesEntrance({ run, recognize, storage }: FilesParts): Hono<Carried> {
  const routes = new Hono<Carried>()
  routes.onError((error, context) => problem(context, error))

  async function discard({ id, storageKey }: Begun, circumstances: Circumstances): Promise<void> {
    try {
      await storage.remove(storageKey)
      await run(dropFile, { id }, circumstances)
    } catch (error) {
      // Its row is still there, so the daily purge finds it.
      log('warn', 'file.not_discarded', describeFault(error))
    }
  }

  routes.post('/', async (context) => {
    const { actor, channel } = await recognize(context, 'organization')
    const circumstances: Circumstances = { actor, channel, requestId: context.get('requestId') }
    const once = readKey(context)
    refuseByHeaders(context.req)
    const begun = (await run(beginFile, {}, circumstances)).output as Begun
    let kept = false
    try {
      const received = await receiveFile(context.req, (bytes) => storage.write(begun.storageKey, bytes))
      const input = { id: begun.id, ...received, ...(once ? { once } : {}) }
      const answer = (await run(keepFile, input, circumstances)).output as z.output<typeof keepFile.output>
      kept = !answer.replayed
      if (answer.replayed) context.header('Idempotent-Replayed', 'true')
      return context.json(answer.file, 201)
    } finally {
      if (!kept) await discard(begun, circumstances)
    }
  })

  routes.get('/:id', async (context) => {
    const { actor, channel } = await recognize(context, 'organization')
    const id = z.uuid().safeParse(context.req.param('id'))
    if (!id.success) throw notFound()
    const circumstances: Circumstances = { actor, channel, requestId: context.get('requestId') }
    const found = await run(getFile, { id: id.data }, circumstances)
    const { name, size, type, storageKey } = found.output as z.output<typeof getFile.output>
    // Who asks for the headers alone would leave the file open.
    const body =
      context.req.method === 'HEAD'
        ? null
        : (Readable.toWeb(Readable.from(storage.read(storageKey))) as ReadableStream)
    // Always to be saved, never to be shown: whatever is in it runs nowhere on our origin.
    return new Response(body, {
      headers: {
        'Content-Type': isHarmless(type) ? type : 'application/octet-stream',
        'Content-Length': String(size),
        'Content-Disposition': disposition(name),
        'Content-Security-Policy': `sandbox; default-src 'none'`,
        'X-Content-Type-Options': 'nosniff',
        'Cross-Origin-Resource-Policy': 'same-origin',
      },
    })
  })

  return routes
}
