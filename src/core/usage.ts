/** Promise: what is used is counted in batches, off the path of the request, refusals too; content never. */
import type pg from 'pg'
import { describeFault, log } from './log.ts'
import { type Actor, type Channel, identityOf } from './operation.ts'

export type CountUse = (
  operation: string,
  channel: Channel,
  actor: Actor,
  outcome: string,
  subjectId: string | undefined,
) => void

interface Use {
  org: string
  person: string | null
  operation: string
  channel: string
  outcome: string
  subject: string | null
  count: number
}

const flushEvery = 2_000
const atMost = 5_000

/**
 * Collects uses and stores them every two seconds through one definer function, for all organizations at once. What could
 * not be stored is tried again with the next, up to a limit.
 */
export function openUsage(pool: pg.Pool): {
  count: CountUse
  flush(): Promise<void>
  close(): Promise<void>
} {
  let pending = new Map<string, Use>()

  async function flush(): Promise<void> {
    if (pending.size === 0) return
    const batch = [...pending.values()]
    pending = new Map()
    await pool.query('select count_uses($1::jsonb)', [JSON.stringify(batch)]).catch((error) => {
      log('warn', 'usage.not_stored', { uses: batch.length, ...describeFault(error) })
      for (const use of batch) if (pending.size < atMost) add(use)
    })
  }

  function add(use: Use): void {
    const key = [use.org, use.person, use.operation, use.channel, use.outcome, use.subject].join(' ')
    const known = pending.get(key)
    if (known) known.count += use.count
    else pending.set(key, use)
  }

  const timer = setInterval(flush, flushEvery)
  timer.unref()

  return {
    count(operation, channel, actor, outcome, subjectId) {
      const org = actor.organizationId
      if (!org) return
      const subject = subjectId ?? null
      add({ org, person: identityOf(actor), operation, channel, outcome, subject, count: 1 })
      if (pending.size >= atMost) void flush()
    },
    flush,
    async close() {
      clearInterval(timer)
      await flush()
    },
  }
}
