/**
 * Change events for the browser: kind and id of what changed, by server-sent events. One connection to Postgres hears
 * for the whole server; who sees only their own hears only of what they see.
 */
import type { Context } from 'hono'
import { streamSSE } from 'hono/streaming'
import pg from 'pg'
import { changesChannel } from '#src/core/audit.ts'
import { transaction } from '#src/core/db.ts'
import { describeFault, log } from '#src/core/log.ts'
import { type Actor, identityOf } from '#src/core/operation.ts'
import type { Carried } from './problem.ts'

interface Change {
  org: string
  kind: string
  id: string
}

/** What is told when sessions of a person end, to whatever organization their streams belong. */
interface Ended {
  person: string
}

interface Listener {
  organizationId: string
  hear(change: Change): void
  /** Whose it is, if it is somebody's stream. */
  owner?: {
    id: string
    /** A session of theirs has ended: it may have been this one's. */
    doubt(): void
    /** They opened so many others since that this one has to go. */
    giveWay(): void
  }
}

export interface Changes {
  listen(listener: Listener): () => void
  close(): Promise<void>
}

const reconnectAfter = 1_000
/** Of one person or key on one server. More windows than that nobody looks at. */
const mostStreams = 20

/** Listens on Postgres, and again whenever the connection is lost; after a loss every listener is told to look at all. */
export function openChanges(connectionString: string): Changes {
  const listeners = new Set<Listener>()
  let client: pg.Client | undefined
  let closed = false

  const tell = (payload: string) => {
    const told = JSON.parse(payload) as Change | Ended
    if ('person' in told) {
      for (const { owner } of listeners) if (owner?.id === told.person) owner.doubt()
      return
    }
    const change = told
    for (const listener of listeners) if (listener.organizationId === change.org) listener.hear(change)
  }
  const connect = async (again: boolean): Promise<void> => {
    if (closed) return
    client = new pg.Client({ connectionString })
    client.on('error', () => {})
    client.on('notification', ({ payload }) => payload && tell(payload))
    client.on('end', () => setTimeout(() => void connect(true), reconnectAfter).unref())
    try {
      await client.connect()
      await client.query(`listen ${changesChannel}`)
      if (again)
        for (const listener of listeners) listener.hear({ org: listener.organizationId, kind: '*', id: '' })
    } catch (error) {
      log('warn', 'events.not_listening', describeFault(error))
      await client.end().catch(() => {})
    }
  }
  void connect(false)

  return {
    listen(listener) {
      listeners.add(listener)
      const { owner } = listener
      const all = owner ? [...listeners].filter((other) => other.owner?.id === owner.id) : []
      for (const oldest of all.slice(0, -mostStreams)) {
        listeners.delete(oldest)
        oldest.owner?.giveWay()
      }
      return () => listeners.delete(listener)
    },
    async close() {
      closed = true
      await client?.end().catch(() => {})
    },
  }
}

interface StreamParts {
  changes: Changes
  pool: pg.Pool
  /** Whether the actor still is who they were: asked on every heartbeat, and when their membership changed. */
  stillThere: () => Promise<boolean>
}

const heartbeat = 15_000
/** After how long a browser may ask again for a stream that had to give way: at once, and it would push out the next. */
const crowdedRetry = 300_000
const tables: Record<string, string> = {
  client: 'clients',
  company: 'companies',
  note: 'notes',
  alert: 'alerts',
  notification: 'notifications',
  file: 'files',
  import: 'imports',
  export: 'exports',
}

/** Whether this actor sees the record; a kind without a table of its own is told to everyone in the organization. */
async function sees(pool: pg.Pool, actor: Actor, { kind, id }: Change): Promise<boolean> {
  const table = tables[kind]
  if (!table || (actor.visibility === 'all' && !['notification', 'export'].includes(kind))) return true
  const { organizationId, visibility } = actor
  const tenancy = { organizationId, personId: identityOf(actor), visibility }
  return transaction(pool, tenancy, 'read', async (_, client) => {
    const { rowCount } = await client.query(`select 1 from ${table} where org_id = $1 and id = $2`, [
      organizationId,
      id,
    ])
    return rowCount === 1
  }).catch(() => false)
}

/** A key ends with itself and with the rights of whoever made it, and which member that is, is not asked here. */
const mayEnd = ({ personId, keyId }: Actor, { kind, id }: Change) =>
  kind === '*' ||
  (kind === 'member' && (id === personId || keyId !== undefined)) ||
  (kind === 'api_key' && id === keyId)

export function streamChanges(context: Context<Carried>, actor: Actor, parts: StreamParts): Response {
  const { changes, pool, stillThere } = parts
  context.header('X-Accel-Buffering', 'no')
  return streamSSE(context, async (stream) => {
    let open = true
    const { promise: ended, resolve: wake } = Promise.withResolvers<void>()
    const end = () => {
      open = false
      wake()
    }
    // What is heard after a change of their membership waits until it is known whether they may still hear it.
    let settled = Promise.resolve()
    const check = async () => {
      if (!open || (await stillThere().catch(() => true))) return
      end()
      await stream.close()
    }
    const stop = changes.listen({
      organizationId: actor.organizationId ?? '',
      owner: {
        id: identityOf(actor) ?? '',
        doubt: () => {
          settled = settled.then(check)
        },
        giveWay: () => {
          end()
          void stream
            .writeSSE({ event: 'crowded', data: '{}', retry: crowdedRetry })
            .then(() => stream.close())
        },
      },
      hear: (change) => {
        if (mayEnd(actor, change)) settled = settled.then(check)
        void settled
          .then(() => open && sees(pool, actor, change))
          .then((visible) => {
            if (visible && open)
              return stream.writeSSE({ data: JSON.stringify({ kind: change.kind, id: change.id }) })
          })
      },
    })
    stream.onAbort(end)
    await stream.writeSSE({ event: 'ready', data: '{}', retry: 2_000 })
    while (open) {
      await Promise.race([stream.sleep(heartbeat), ended])
      await check()
      if (open) await stream.write(': still here\n\n')
    }
    stop()
  })
}
