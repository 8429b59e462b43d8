/** Promise: every write leaves who, what and which fields in the same transaction, and never what the fields hold. */
import { byKey, type Sql } from './db.ts'
import { type Actor, type Channel, identityOf } from './operation.ts'

export interface Changed {
  kind: string
  id: string
  fields: readonly string[]
}

export interface AuditFacts {
  operation: string
  channel: Channel
  actor: Actor
  requestId: string
  changes: readonly Changed[]
}

/** The channel of Postgres on which every server hears of changes. */
export const changesChannel = 'upcrm_changes'

/**
 * Writes the audit entries and, on commit, tells every server what changed: organization, kind and id, nothing else.
 * Outside an organization (one's own profile) there is nobody to tell and nothing to audit.
 */
export async function insertAudit(sql: Sql, facts: AuditFacts): Promise<void> {
  if (facts.changes.length === 0) return
  const { operation, channel, actor, requestId } = facts
  const changes = JSON.stringify(facts.changes)
  await sql`${byKey}
    with told as (
      select pg_notify(${changesChannel},
        json_build_object('org', current_setting('app.org_id', true), 'kind', c->>'kind', 'id', c->>'id')::text)
      from jsonb_array_elements(${changes}::jsonb) c
      where current_setting('app.org_id', true) <> ''
    ), seen as (select count(*) from told)
    insert into audit_entries (org_id, id, operation, channel, actor_kind, actor_id, actor_name, request_id,
      subject_kind, subject_id, changed)
    select current_setting('app.org_id', true)::uuid, gen_random_uuid(), ${operation}, ${channel}, ${actor.kind},
      ${identityOf(actor)}, ${actor.name}, ${requestId}, c->>'kind', (c->>'id')::uuid,
      array(select jsonb_array_elements_text(c->'fields'))
    from jsonb_array_elements(${changes}::jsonb) c, seen
    where current_setting('app.org_id', true) <> ''`
}

/** Tells every server on commit that records changed, without an audit entry: for a bulk deed, which leaves one for all. */
export async function tellChanges(sql: Sql, changes: readonly Omit<Changed, 'fields'>[]): Promise<void> {
  if (changes.length === 0) return
  await sql`
    select pg_notify(${changesChannel},
      json_build_object('org', current_setting('app.org_id', true), 'kind', c->>'kind', 'id', c->>'id')::text)
    from jsonb_array_elements(${JSON.stringify(changes)}::jsonb) c`
}
