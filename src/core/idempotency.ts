/** Promise: the same key with the same input is done once, and its answer is stored in the same transaction as the deed. */
import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Sql } from './db.ts'
import { conflict, Refusal } from './errors.ts'

export interface OnceKey {
  key: string
  operation: string
  fingerprint: string
}

interface Stored {
  fingerprint: string
  status: 'running' | 'done'
  answer: unknown
}

/** A digest of the input that does not depend on the order of its keys. */
export function fingerprint(input: unknown): string {
  const ordered = (_: string, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value
  return createHash('sha256')
    .update(JSON.stringify(input, ordered) ?? '')
    .digest('base64url')
}

const stillRunning = () =>
  conflict('still_running', 'A request with this Idempotency-Key is still running. Ask again in a moment.')

function replay(stored: Stored | undefined, { fingerprint: wanted }: OnceKey): Stored | undefined {
  if (!stored) return undefined
  if (stored.fingerprint !== wanted)
    throw new Refusal(422, 'key_reused', 'This Idempotency-Key was used before with another input.')
  if (stored.status === 'running') throw stillRunning()
  return stored
}

/** Holds the key until the transaction ends. Answers what was stored under it, if it was done before. */
export async function claimKey(sql: Sql, once: OnceKey): Promise<Stored | undefined> {
  const [lock] = await sql<{ free: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended(
      concat_ws(' ', current_setting('app.org_id', true), current_setting('app.person_id', true),
        ${once.operation}::text, ${once.key}::text), 7)) as free`
  if (!lock?.free) throw stillRunning()
  const [stored] = await sql<Stored>`
    select fingerprint, status, answer from idempotency_keys
    where operation = ${once.operation} and key = ${once.key}
      and created_at > now() - (case status when 'done' then interval '24 hours' else interval '10 minutes' end)`
  return replay(stored, once)
}

/** For a reach, which has no transaction of its own: marks the key as running before the world is spoken to. */
export async function claimRunningKey(sql: Sql, once: OnceKey): Promise<Stored | undefined> {
  const stored = await claimKey(sql, once)
  if (!stored) await store(sql, once, 'running', null)
  return stored
}

/** Stores the answer under the key. */
export const finishKey = (sql: Sql, once: OnceKey, answer: unknown) =>
  store(sql, once, 'done', answer ?? null)

/**
 * What is stored of an answer. A field marked as secret is shown once and stored nowhere, so a repeat says null there.
 */
export function withoutSecrets(schema: z.ZodType, answer: unknown): unknown {
  if (!(schema instanceof z.ZodObject)) return answer
  const secret = Object.keys(schema.shape).filter((name) => (schema.shape[name] as z.ZodType).meta()?.secret)
  return secret.length === 0
    ? answer
    : { ...(answer as object), ...Object.fromEntries(secret.map((name) => [name, null])) }
}

/** Gives a key back whose deed failed. */
export const forgetKey = (sql: Sql, once: OnceKey) =>
  sql`delete from idempotency_keys where operation = ${once.operation} and key = ${once.key} and status = 'running'`

async function store(sql: Sql, once: OnceKey, status: Stored['status'], answer: unknown): Promise<void> {
  await sql`
    insert into idempotency_keys (org_id, person_id, operation, key, fingerprint, status, answer)
    values (nullif(current_setting('app.org_id', true), '')::uuid, nullif(current_setting('app.person_id', true), '')::uuid,
      ${once.operation}, ${once.key}, ${once.fingerprint}, ${status}, ${JSON.stringify(answer)}::json)
    on conflict (org_id, person_id, operation, key) do update
      set fingerprint = excluded.fingerprint, status = excluded.status, answer = excluded.answer, created_at = now()`
}
