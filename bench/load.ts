/**
 * The load: a process of its own that sends prepared requests over a few kept-alive connections, one at a time on each,
 * and measures every answer. Bounded in time and count. On a bare socket, so that it takes as little as it can of the
 * machine that is being measured.
 */
import { connect, type Socket } from 'node:net'

export interface Job {
  port: number
  /** Whole HTTP requests as text; each connection goes round them from another place. */
  requests: string[]
  connections: number
  milliseconds: number
  atMost: number
}

export interface Measured {
  answers: number
  /** Answers that were no 2xx. */
  refused: number
  milliseconds: number
  /** Milliseconds each answer took. */
  p50: number
  p99: number
}

/** Where the answer that begins the buffer ends, or 0 while it is not complete; throws for what is no answer. */
function endOfAnswer(received: Buffer): number {
  const head = received.indexOf('\r\n\r\n')
  if (head < 0) return 0
  const header = received.toString('latin1', 0, head)
  if (!header.startsWith('HTTP/1.1 ')) throw new Error('this is not HTTP')
  const length = /\r\ncontent-length: *(\d+)/i.exec(header)?.[1]
  if (length !== undefined) {
    const end = head + 4 + Number(length)
    return received.length >= end ? end : 0
  }
  if (!/\r\ntransfer-encoding: *chunked/i.test(header)) return head + 4
  const end = received.indexOf('\r\n0\r\n\r\n', head)
  return end < 0 ? 0 : end + 7
}

function opened(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true })
    socket.once('connect', () => resolve(socket)).once('error', reject)
  })
}

async function measure({ port, requests, connections, milliseconds, atMost }: Job): Promise<Measured> {
  const took: number[] = []
  let refused = 0
  let sent = 0
  const startedAt = performance.now()
  const over = () => performance.now() - startedAt >= milliseconds || sent >= atMost

  const talk = async (place: number) => {
    const socket = await opened(port)
    let received: Buffer = Buffer.alloc(0)
    let next = Math.floor((place * requests.length) / connections)
    await new Promise<void>((resolve, reject) => {
      let sentAt = 0
      const ask = () => {
        if (over()) return void socket.end(resolve)
        sent++
        sentAt = performance.now()
        socket.write(requests[next++ % requests.length] as string)
      }
      socket.on('error', reject)
      socket.on('close', () => resolve())
      socket.on('data', (data) => {
        received = received.length > 0 ? Buffer.concat([received, data]) : data
        const end = endOfAnswer(received)
        if (end === 0) return
        took.push(performance.now() - sentAt)
        if (received[9] !== 0x32) refused++
        received = received.subarray(end)
        ask()
      })
      ask()
    })
  }
  await Promise.all(Array.from({ length: connections }, (_, place) => talk(place)))
  const elapsed = performance.now() - startedAt
  took.sort((a, b) => a - b)
  const at = (share: number) => took[Math.min(took.length - 1, Math.floor(took.length * share))] ?? Number.NaN
  return { answers: took.length, refused, milliseconds: elapsed, p50: at(0.5), p99: at(0.99) }
}

process.on('message', (job: Job) => {
  measure(job).then(
    (measured) => process.send?.({ measured }),
    (error: Error) => process.send?.({ error: error.message }),
  )
})
process.on('disconnect', () => process.exit(0))
