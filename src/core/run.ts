/** Promise: the only throat. Whoever asks, the same steps in the same order, and nothing is half done. */
import type pg from 'pg'
import { type Changed, insertAudit } from './audit.ts'
import { type Sql, type Tenancy, transaction } from './db.ts'
import { forbidden, nobody, Refusal } from './errors.ts'
import {
  claimKey,
  claimRunningKey,
  fingerprint,
  finishKey,
  forgetKey,
  withoutSecrets,
} from './idempotency.ts'
import type { Enqueue } from './jobs.ts'
import {
  type Actor,
  type AnyOperation,
  type Call,
  type Channel,
  type Contexts,
  identityOf,
  type Later,
} from './operation.ts'
import { parseInput } from './parse.ts'
import { may, needsPerson } from './permissions.ts'
import type { CountUse } from './usage.ts'

export interface Circumstances {
  actor: Actor
  channel: Channel
  requestId: string
  /** From `If-Match`: the version the caller last saw. */
  version?: number | undefined
  /** From `Idempotency-Key`: the same key and input is done once and answered alike. */
  once?: string | undefined
}

export interface Answer {
  output: unknown
  replayed: boolean
}

export type Run = (operation: AnyOperation, input: unknown, circumstances: Circumstances) => Promise<Answer>

export interface RunParts {
  pool: pg.Pool
  find: (name: string) => AnyOperation
  enqueue: Enqueue
  count: CountUse
}

/** The system, in an organization, on behalf of the person who asked (or of nobody, for schedules). */
export const systemActor = (organizationId: string, onBehalfOf?: Actor): Actor => ({
  kind: 'system',
  personId: onBehalfOf?.personId ?? null,
  name: onBehalfOf?.name ?? 'UpCRM',
  organizationId,
  role: null,
  visibility: 'all',
})

function allow(operation: AnyOperation, actor: Actor): void {
  if (actor.kind === 'system') return
  if (operation.scope === 'account') {
    if (actor.kind !== 'person') throw forbidden('Only a person who is signed in can do this.')
    return
  }
  if (!actor.organizationId || !actor.role) throw nobody()
  if (actor.kind === 'key' && needsPerson(operation.permission))
    throw forbidden('Only a person can do this, not an API key.')
  if (operation.permission === 'system' || !may(actor.role, operation.permission)) throw forbidden()
}

const tenancyOf = (operation: AnyOperation, actor: Actor): Tenancy => ({
  organizationId: operation.scope === 'account' ? null : actor.organizationId,
  personId: identityOf(actor),
  visibility: actor.visibility,
})

/** Makes the throat from its parts: the runtime role's pool, the registry, the queue and the counter. */
export function createRun({ pool, find, enqueue, count }: RunParts): Run {
  async function read(operation: AnyOperation, input: unknown, { actor }: Circumstances): Promise<Answer> {
    const output = await transaction(pool, tenancyOf(operation, actor), 'read', async (sql) => {
      const context: Contexts['read'] = { actor, sql }
      return operation.output.parse(await operation.run(context, input as never))
    })
    return { output, replayed: false }
  }

  function write(
    operation: AnyOperation,
    input: unknown,
    received: unknown,
    { actor, requestId, channel, version, once }: Circumstances,
  ): Promise<Answer> {
    return transaction(pool, tenancyOf(operation, actor), 'write', async (sql, client, last) => {
      const key = once
        ? { key: once, operation: operation.name, fingerprint: fingerprint(received) }
        : undefined
      if (key) {
        const earlier = await claimKey(sql, key)
        if (earlier) return { output: earlier.answer, replayed: true }
      }
      const changes: Changed[] = []
      const later: Later = (name, jobInput, options = {}) =>
        enqueue(client, { operation: name, input: jobInput, actor, requestId, ...options })
      const context: Contexts['write'] = {
        actor,
        sql,
        later,
        version,
        touched: (kind, id, fields = []) => changes.push({ kind, id, fields }),
      }
      const output = operation.output.parse(await operation.run(context, input as never))
      last(() =>
        Promise.all([
          insertAudit(sql, { operation: operation.name, channel, actor, requestId, changes }),
          key && finishKey(sql, key, withoutSecrets(operation.output, output)),
        ]),
      )
      return { output, replayed: false }
    })
  }

  async function reach(
    operation: AnyOperation,
    input: unknown,
    received: unknown,
    circumstances: Circumstances,
  ): Promise<Answer> {
    const { actor, once } = circumstances
    const inOwnScope = <T>(work: (sql: Sql) => Promise<T>) =>
      transaction(pool, tenancyOf(operation, actor), 'write', work)
    const key = once
      ? { key: once, operation: operation.name, fingerprint: fingerprint(received) }
      : undefined
    if (key) {
      const earlier = await inOwnScope((sql) => claimRunningKey(sql, key))
      if (earlier) return { output: earlier.answer, replayed: true }
    }
    const call: Call = async (name, callInput, options) => {
      const asker =
        options?.asSystem && actor.organizationId ? systemActor(actor.organizationId, actor) : actor
      const { channel, requestId } = circumstances
      const answer = await run(find(name), callInput, { actor: asker, channel, requestId })
      return answer.output as never
    }
    try {
      const context: Contexts['reach'] = { actor, call }
      const output = operation.output.parse(await operation.run(context, input as never))
      if (key) await inOwnScope((sql) => finishKey(sql, key, withoutSecrets(operation.output, output)))
      return { output, replayed: false }
    } catch (error) {
      if (key) await inOwnScope((sql) => forgetKey(sql, key)).catch(() => {})
      throw error
    }
  }

  async function run(
    operation: AnyOperation,
    received: unknown,
    circumstances: Circumstances,
  ): Promise<Answer> {
    let outcome = 'done'
    try {
      allow(operation, circumstances.actor)
      const input = parseInput(operation.input, received)
      if (operation.kind === 'read') return await read(operation, input, circumstances)
      if (operation.kind === 'write') return await write(operation, input, received, circumstances)
      return await reach(operation, input, received, circumstances)
    } catch (error) {
      outcome = error instanceof Refusal ? error.code : 'fault'
      throw error
    } finally {
      count(
        operation.name,
        circumstances.channel,
        circumstances.actor,
        outcome,
        subjectOf(operation.name, received),
      )
    }
  }
  return run
}

/** Whose record was looked at: kept with the use, as the access log. */
function subjectOf(operation: string, input: unknown): string | undefined {
  if (!/\.(get|timeline|export_client)$/.test(operation)) return undefined
  const id = (input as { id?: unknown } | null)?.id
  return typeof id === 'string' && id.length === 36 ? id : undefined
}
