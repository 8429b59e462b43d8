/** A way to a test world's database that can be cut and opened again, as when Postgres is restarted. */
import { createServer, connect as dial, type Socket } from 'node:net'
import type { World } from './test-world.ts'

export async function openProxy(world: World) {
  const target = new URL(world.urls.app)
  const open = new Set<Socket>()
  let cut = false
  const server = createServer((inward) => {
    if (cut) return inward.destroy()
    const outward = dial(Number(target.port), target.hostname)
    for (const [one, other] of [
      [inward, outward],
      [outward, inward],
    ] as const) {
      open.add(one)
      one.on('error', () => other.destroy())
      one.on('close', () => {
        open.delete(one)
        other.destroy()
      })
      one.pipe(other)
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  const through = (url: string) => {
    const changed = new URL(url)
    changed.hostname = '127.0.0.1'
    changed.port = String(port)
    return changed.href
  }
  const dropAll = () => {
    for (const socket of open) socket.destroy()
  }

  return {
    urls: { app: through(world.urls.app), auth: through(world.urls.auth) },
    /** Ends every connection, and every new one at once. */
    cut() {
      cut = true
      dropAll()
    },
    mend() {
      cut = false
    },
    close() {
      server.close()
      dropAll()
    },
  }
}
