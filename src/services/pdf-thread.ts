/** The thread that writes documents, one at a time. Started by pdf-writer.ts. */
import { parentPort } from 'node:worker_threads'
import { type Pages, writePdf } from './pdf.ts'

export type Delivery = { bytes: Uint8Array } | { fault: string }

parentPort?.on('message', async (pages: Pages) => {
  const delivery: Delivery = await writePdf(pages).then(
    (bytes) => ({ bytes }),
    (error: unknown) => ({ fault: error instanceof Error ? error.message : String(error) }),
  )
  parentPort?.postMessage(delivery)
})
