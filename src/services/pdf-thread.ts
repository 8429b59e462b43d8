/** The thread that writes documents, one after the other. Started by pdf-writer.ts. */
import { parentPort } from 'node:worker_threads'
import { type Pages, writePdf } from './pdf.ts'

export interface Order {
  id: number
  pages: Pages
}

export type Delivery = { id: number; bytes: Uint8Array } | { id: number; fault: string }

let before: Promise<void> = Promise.resolve()

parentPort?.on('message', ({ id, pages }: Order) => {
  before = before.then(() => deliver(id, pages))
})

async function deliver(id: number, pages: Pages): Promise<void> {
  const answer: Delivery = await writePdf(pages).then(
    (bytes) => ({ id, bytes }),
    (error: unknown) => ({ id, fault: error instanceof Error ? error.message : String(error) }),
  )
  parentPort?.postMessage(answer)
}
