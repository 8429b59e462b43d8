/** Processor time as Linux counts it. What a shared machine does besides strikes the clock, but hardly this. */
import { readdirSync, readFileSync } from 'node:fs'

/** Linux counts in hundredths of a second. */
const tick = 10

function read(pid: number): { parent: number; own: number; ofEndedChildren: number } | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    const [user, system, children, childrenSystem] = fields.slice(11, 15).map(Number) as [
      number,
      number,
      number,
      number,
    ]
    return {
      parent: Number(fields[1]),
      own: (user + system) * tick,
      ofEndedChildren: (children + childrenSystem) * tick,
    }
  } catch {
    return undefined
  }
}

/** Milliseconds that this process and Postgres, with all that serve its connections, have used; NaN where there is no /proc. */
export function processorTime(pid: number, postmaster: number): number {
  const main = read(postmaster)
  if (!main) return Number.NaN
  let sum = (read(pid)?.own ?? 0) + main.own + main.ofEndedChildren
  for (const name of readdirSync('/proc')) {
    const one = /^\d+$/.test(name) ? read(Number(name)) : undefined
    if (one?.parent === postmaster) sum += one.own
  }
  return sum
}
