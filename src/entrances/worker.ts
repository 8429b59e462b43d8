/** Jobs and schedules: takes what was left with `later()`, under the asker's present rights, and does what is due. */
import type pg from 'pg'
import type { JobResult, PgBoss, Job as PgBossJob } from 'pg-boss'
import { now } from '#src/core/clock.ts'
import { Refusal } from '#src/core/errors.ts'
import type { Job, Schedule } from '#src/core/jobs.ts'
import { describeFault, log } from '#src/core/log.ts'
import type { Actor, AnyOperation } from '#src/core/operation.ts'
import type { Role } from '#src/core/permissions.ts'
import { type Run, systemActor } from '#src/core/run.ts'

export interface WorkerParts {
  pool: pg.Pool
  boss: PgBoss
  run: Run
  find: (name: string) => AnyOperation
  queues: readonly string[]
  schedules: readonly Schedule[]
}

const hour = 3_600_000
/** Rare schedules begin soon after the start too, or a server that is restarted daily would never reach them. */
const firstTickMs = 60_000

interface Rights {
  name: string
  role: Role
  visibility: 'all' | 'own'
}

const senderLeft = () => new Refusal(403, 'sender_left', 'Whoever asked for this has left the organization.')

async function presentActor(pool: pg.Pool, job: Job): Promise<Actor> {
  if (job.keyId) return presentKey(pool, job.organizationId, job.keyId)
  if (!job.personId) return { ...systemActor(job.organizationId), name: job.personName }
  const { rows } = await pool.query<Rights>('select * from present_rights($1, $2)', [
    job.organizationId,
    job.personId,
  ])
  const rights = rows[0]
  if (!rights) throw senderLeft()
  return { kind: 'person', personId: job.personId, organizationId: job.organizationId, ...rights }
}

async function presentKey(pool: pg.Pool, organizationId: string, keyId: string): Promise<Actor> {
  const { rows } = await pool.query<Rights>('select * from present_key_rights($1, $2)', [
    organizationId,
    keyId,
  ])
  const rights = rows[0]
  if (!rights) throw senderLeft()
  return { kind: 'key', personId: null, keyId, organizationId, ...rights }
}

/** Does one job under the present rights of whoever asked. */
export async function performJob(
  { pool, run, find }: Pick<WorkerParts, 'pool' | 'run' | 'find'>,
  job: { id: string; data: Job },
): Promise<void> {
  const { operation, input, requestId } = job.data
  try {
    const actor = await presentActor(pool, job.data)
    await run(find(operation), input, { actor, channel: 'job', requestId })
  } catch (error) {
    log('warn', 'job.failed', { operation, job: job.id, ...describeFault(error) })
    throw error
  }
}

/** What is refused now will be refused the next time too, unless it says when to come again: then it is a fault. */
const isFinal = (error: unknown): error is Refusal =>
  error instanceof Refusal && error.retryAfter === undefined && error.status !== 503

/** Does a job and says what became of it: a refused one ends here with the reason, a fault is thrown and tried again. */
async function settleJob(parts: WorkerParts, job: PgBossJob<Job>): Promise<JobResult> {
  try {
    await performJob(parts, job)
    return { id: job.id, status: 'completed' }
  } catch (error) {
    if (!isFinal(error)) throw error
    return { id: job.id, status: 'deadletter', output: { code: error.code, message: error.message } }
  }
}

/** Starts working; answers how to stop, which waits for what is running. */
export async function startWorker(parts: WorkerParts): Promise<() => Promise<void>> {
  const { pool, boss, queues, schedules } = parts
  for (const queue of queues) {
    await boss.work<Job>(
      queue,
      // Woken when a job is left; looked for as well, because nobody wakes for what is due later or tried again.
      {
        batchSize: 1,
        pollingIntervalSeconds: 2,
        notifyPollingIntervalSeconds: 2,
        localConcurrency: 2,
        perJobResults: true,
      },
      (jobs) => Promise.all(jobs.map((job) => settleJob(parts, job))),
    )
  }
  const stops = schedules.map((schedule) =>
    repeat(schedule.operation, schedule.everyMs, () => doWhatIsDue(schedule, parts)),
  )
  stops.push(repeat('tidy_up', hour, () => pool.query('select tidy_up()')))
  return async () => {
    await Promise.all(stops.map((stop) => stop()))
    await boss.stop({ graceful: true, timeout: 8_000 })
  }
}

/** One tick of a schedule: its operation, once in each organization where something is due, whatever becomes of others. */
async function doWhatIsDue(
  { operation, organizations }: Schedule,
  { pool, run, find }: WorkerParts,
): Promise<void> {
  const due = await pool.query<{ id: string }>(`select ${organizations}($1) as id`, [now()])
  for (const { id } of due.rows)
    await run(
      find(operation),
      {},
      { actor: systemActor(id), channel: 'job', requestId: `schedule_${operation}` },
    ).catch((error) =>
      log('warn', 'schedule.failed', { operation, organization: id, ...describeFault(error) }),
    )
}

/** Repeats work, never twice at once; what fails now is due again the next time. Answers how to stop. */
function repeat(name: string, everyMs: number, work: () => Promise<unknown>): () => Promise<void> {
  let running: Promise<void> = Promise.resolve()
  let stopped = false
  const loop = () => {
    running = work()
      .catch((error) => log('warn', 'schedule.failed', { operation: name, ...describeFault(error) }))
      .then(() => {
        if (!stopped) timer = setTimeout(loop, everyMs)
      })
  }
  let timer = setTimeout(loop, Math.min(everyMs, firstTickMs))
  return async () => {
    stopped = true
    clearTimeout(timer)
    await running
  }
}
