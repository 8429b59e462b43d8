/**
 * Has documents written in a thread of its own: half a second that a long one takes would be half a second in which nobody
 * else is answered, and whatever goes wrong inside takes nothing with it.
 */
import { Worker } from 'node:worker_threads'
import type { Pages } from './pdf.ts'
import type { Delivery, Order } from './pdf-thread.ts'

interface Waiting {
  resolve(bytes: Uint8Array): void
  reject(error: Error): void
}

interface Desk {
  thread: Worker
  waiting: Map<number, Waiting>
}

/** A document that takes longer has got stuck. */
const mostMs = 60_000

let open: Desk | undefined
let last = 0

/** Started with the first document; it keeps no process from ending once nothing is being written. */
function openDesk(): Desk {
  if (open) return open
  const thread = new Worker(new URL('./pdf-thread.ts', import.meta.url))
  const desk: Desk = { thread, waiting: new Map() }
  const close = (error: Error) => {
    if (open === desk) open = undefined
    for (const { reject } of desk.waiting.values()) reject(error)
    desk.waiting.clear()
  }
  thread.on('message', (delivery: Delivery) => {
    const asked = desk.waiting.get(delivery.id)
    desk.waiting.delete(delivery.id)
    if (desk.waiting.size === 0) thread.unref()
    if ('bytes' in delivery) asked?.resolve(delivery.bytes)
    else asked?.reject(new Error(delivery.fault))
  })
  thread.on('error', (error) => close(error instanceof Error ? error : new Error(String(error))))
  thread.on('exit', () => close(new Error('The thread that writes documents has ended.')))
  thread.unref()
  open = desk
  return desk
}

/** The document's bytes. */
export function makePdf(pages: Pages): Promise<Uint8Array> {
  const desk = openDesk()
  const id = ++last
  const order: Order = { id, pages }
  return new Promise<Uint8Array>((resolve, reject) => {
    const stuck = setTimeout(() => void desk.thread.terminate(), mostMs)
    const done = () => clearTimeout(stuck)
    desk.waiting.set(id, {
      resolve(bytes) {
        done()
        resolve(bytes)
      },
      reject(error) {
        done()
        reject(error)
      },
    })
    desk.thread.ref()
    desk.thread.postMessage(order)
  })
}
