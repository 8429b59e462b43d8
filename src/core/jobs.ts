/** Promise: a job exists exactly when the transaction that asked for it was committed. */
import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { PgBoss } from 'pg-boss'
import { describeFault, log } from './log.ts'
import type { Actor } from './operation.ts'

/** What a job carries: a name, its input (ids, never content of mails) and who asked. */
export interface Job {
  operation: string
  input: unknown
  organizationId: string
  personId: string | null
  /** The key that asked, if it was one. */
  keyId?: string
  personName: string
  requestId: string
}

export interface JobRequest {
  operation: string
  input: unknown
  actor: Actor
  requestId: string
  at?: Date
  /** While a job with this key waits, another is not added. */
  key?: string
  /** Not under the asker's rights but as the system on their behalf. */
  asSystem?: boolean
  /** Under the present rights of this person, whoever asks: how the system goes on with what they began. */
  onBehalfOf?: string
}

/** Puts a job into the transaction of this connection. */
export type Enqueue = (client: pg.ClientBase, request: JobRequest) => Promise<void>

/** Something that is due by the clock, done once per organization by an operation of the system. */
export interface Schedule {
  operation: string
  everyMs: number
  /** A definer function that takes a moment and answers the ids of organizations with something due. */
  organizations: string
}

export const jobsSchema = 'jobs'

/** Opens the queue as the runtime role; its tables and queues were made while migrating. */
export function openBoss(connectionString: string): PgBoss {
  const boss = new PgBoss({
    connectionString,
    schema: jobsSchema,
    max: 4,
    migrate: false,
    createSchema: false,
    schedule: false,
    useListenNotify: true,
    // How soon it is noticed that a worker died: with the heartbeat of the queues within twenty seconds.
    superviseIntervalSeconds: 5,
    monitorIntervalSeconds: 5,
  })
  boss.on('error', (error) => log('warn', 'jobs.fault', describeFault(error)))
  return boss
}

/**
 * Takes up again what a process that is gone was doing, without waiting for its heartbeat to run out: only for whoever
 * knows that no other server works on this database.
 */
export async function reclaimJobs(pool: pg.Pool, boss: PgBoss): Promise<void> {
  const { rowCount } = await pool.query(
    `update ${jobsSchema}.job set heartbeat_on = '-infinity' where state = 'active' and heartbeat_seconds is not null`,
  )
  if (!rowCount) return
  await pool.query(`update ${jobsSchema}.queue set monitor_claim_on = null`)
  await boss.supervise()
}

export function enqueuer(boss: PgBoss): Enqueue {
  return async (client, { operation, input, actor, requestId, at, key, asSystem, onBehalfOf }) => {
    if (!actor.organizationId) throw new Error(`${operation} cannot be a job outside an organization`)
    const asPerson = actor.kind !== 'system' && !asSystem
    const job: Job = {
      operation,
      input,
      organizationId: actor.organizationId,
      personId: onBehalfOf ?? (asPerson ? actor.personId : null),
      ...(asPerson && !onBehalfOf && actor.keyId ? { keyId: actor.keyId } : {}),
      personName: actor.name,
      requestId,
    }
    await boss.send(operation, job, {
      ...(at ? { startAfter: at } : {}),
      // A queue takes one waiting job a key, and those without one would share the empty key.
      singletonKey: key ?? randomUUID(),
      db: { executeSql: (text, values) => client.query(text, values) },
    })
  }
}
