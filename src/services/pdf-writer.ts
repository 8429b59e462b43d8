/**
 * Has documents written in a thread of its own, one after the other: half a second that a long one takes would be half a
 * second in which nobody else is answered, and whatever goes wrong inside takes nothing with it.
 */
import { Worker } from 'node:worker_threads'
import { Refusal } from '#src/core/errors.ts'
import type { Pages } from './pdf.ts'
import type { Delivery } from './pdf-thread.ts'

/** Enough for a thousand lines of a thousand letters, and a bound to what one document may take. */
const resourceLimits = { maxYoungGenerationSizeMb: 16, maxOldGenerationSizeMb: 512 }
const mostMs = 60_000

const tooLong = () =>
  new Refusal(422, 'too_long', 'This is too long for a PDF. Divide it, or shorten its descriptions.')

let open: Worker | undefined

function close(thread: Worker): void {
  if (open === thread) open = undefined
}

function start(): Worker {
  const thread = new Worker(new URL('./pdf-thread.ts', import.meta.url), { resourceLimits })
  thread.on('error', () => close(thread))
  thread.on('exit', () => close(thread))
  open = thread
  return thread
}

function write(pages: Pages): Promise<Uint8Array> {
  const thread = open ?? start()
  return new Promise((resolve, reject) => {
    const stuck = setTimeout(() => end(tooLong()), mostMs)
    function end(fault?: Error): void {
      clearTimeout(stuck)
      thread.off('message', deliver).off('error', fail).off('exit', exit)
      if (!fault) {
        // One that has nothing to do keeps no process from ending.
        thread.unref()
        return
      }
      close(thread)
      void thread.terminate()
      reject(fault)
    }
    const deliver = (delivery: Delivery) => {
      end()
      if ('bytes' in delivery) resolve(delivery.bytes)
      else reject(new Error(delivery.fault))
    }
    const fail = (error: unknown) => {
      const { code } = error as { code?: string }
      const fault = error instanceof Error ? error : new Error(String(error))
      end(code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooLong() : fault)
    }
    const exit = () => end(new Error('The thread that writes documents has ended.'))
    thread.on('message', deliver).on('error', fail).on('exit', exit)
    thread.ref()
    thread.postMessage(pages)
  })
}

let before: Promise<unknown> = Promise.resolve()

/** The document's bytes. */
export function makePdf(pages: Pages): Promise<Uint8Array> {
  const turn = before.then(() => write(pages))
  before = turn.catch(() => undefined)
  return turn
}
