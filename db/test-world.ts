/** Promise: each test file has a database of its own, migrated once and copied, with the real roles and walls. */
import pg from 'pg'
import { inject } from 'vitest'
import { openPool } from '#src/core/db.ts'
import { enqueuer, type Job, openBoss } from '#src/core/jobs.ts'
import type { Actor, AnyOperation } from '#src/core/operation.ts'
import type { Role } from '#src/core/permissions.ts'
import { newId } from '#src/core/record.ts'
import { createRun, systemActor } from '#src/core/run.ts'
import { openUsage } from '#src/core/usage.ts'
import { performJob } from '#src/entrances/worker.ts'
import { findOperation, jobOperations, type operations } from '#src/operations.ts'
import { migrate, roleUrls } from './migrate.ts'

const passwords = { app: 'test-app', auth: 'test-auth' }
const templateName = 'upcrm_template'

type Operations = (typeof operations)[number]
type Named<N extends Operations['name']> = Extract<Operations, { name: N }>

function withDatabase(url: string, name: string): string {
  const changed = new URL(url)
  changed.pathname = `/${name}`
  return changed.href
}

async function copyTemplate(ownerUrl: string): Promise<string> {
  const name = `test_${newId().replaceAll('-', '')}`
  const client = new pg.Client({ connectionString: withDatabase(ownerUrl, 'postgres') })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock(4711)')
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [templateName])
    if (!rowCount) {
      await client.query(`create database ${templateName}_new`)
      await migrate({
        ownerUrl: withDatabase(ownerUrl, `${templateName}_new`),
        passwords,
        queues: jobOperations,
      })
      await client.query(`alter database ${templateName}_new rename to ${templateName}`)
    }
    await client.query(`create database ${name} template ${templateName}`)
    await client.query('select pg_advisory_unlock(4711)')
  } finally {
    await client.end()
  }
  return withDatabase(ownerUrl, name)
}

/** A member of a test organization, ready to be an actor. */
export interface TestPerson extends Actor {
  personId: string
  email: string
}

export interface TestOrganization {
  id: string
  slug: string
  owner: TestPerson
  system: Actor
}

/** Opens a world: a database, the throat on it, and short ways to people, organizations and operations. */
export async function openWorld() {
  const ownerUrl = await copyTemplate(inject('ownerUrl'))
  const urls = roleUrls(ownerUrl, passwords)
  const pool = openPool(urls.app)
  const owner = new pg.Pool({ connectionString: ownerUrl, max: 2 })
  const boss = openBoss(urls.app)
  await boss.start()
  const usage = openUsage(pool)
  const run = createRun({ pool, find: findOperation, enqueue: enqueuer(boss), count: usage.count })

  async function perform<N extends Operations['name']>(
    actor: Actor,
    name: N,
    input: Named<N>['input']['_zod']['input'],
    more: { version?: number; once?: string } = {},
  ): Promise<Named<N>['output']['_zod']['output']> {
    const operation = findOperation(name) as AnyOperation
    const answer = await run(operation, input, { actor, channel: 'api', requestId: 'req_test', ...more })
    return answer.output as Named<N>['output']['_zod']['output']
  }

  async function addPerson(name: string): Promise<TestPerson> {
    const personId = newId()
    const email = `${name.toLowerCase().replaceAll(' ', '.')}.${personId.slice(-6)}@people.example`
    // An account without a password; the person comes with it.
    await owner.query('insert into identity.users (id, name, email) values ($1, $2, $3)', [
      personId,
      name,
      email,
    ])
    await owner.query(`update people set time_zone = 'Europe/Berlin' where id = $1`, [personId])
    return { kind: 'person', personId, email, name, organizationId: null, role: null, visibility: 'all' }
  }

  async function addOrganization(
    name = 'Studio Halden',
    settings: Record<string, string> = {},
  ): Promise<TestOrganization> {
    const founder = await addPerson('Lena Hartmann')
    const made = await perform(founder, 'organization.create', {
      name,
      country: 'DE',
      currency: 'EUR',
      timeZone: 'Europe/Berlin',
      locale: 'en-GB',
      ...settings,
    })
    const organizationOwner: TestPerson = { ...founder, organizationId: made.id, role: 'owner' }
    return { id: made.id, slug: made.slug, owner: organizationOwner, system: systemActor(made.id) }
  }

  /** Adds a person to the organization in this role. */
  async function addMember(
    organization: TestOrganization,
    role: Role,
    visibility: 'all' | 'own' = 'all',
    name = `${role} ${visibility}`,
  ): Promise<TestPerson> {
    const person = await addPerson(name)
    await owner.query(
      'insert into memberships (org_id, person_id, role, visibility) values ($1, $2, $3, $4)',
      [organization.id, person.personId, role, visibility],
    )
    return { ...person, organizationId: organization.id, role, visibility }
  }

  /** Does the jobs that wait, and those that they leave, until none is left; answers what went wrong. */
  async function settle(): Promise<unknown[]> {
    const faults: unknown[] = []
    for (let idle = false; !idle; ) {
      idle = true
      for (const queue of jobOperations) {
        const [job] = await boss.fetch<Job>(queue)
        if (!job) continue
        idle = false
        try {
          await performJob({ pool, run, find: findOperation }, job)
        } catch (error) {
          faults.push(error)
        }
        await boss.complete(queue, job.id)
      }
    }
    return faults
  }

  async function close(): Promise<void> {
    await usage.close()
    await boss.stop({ graceful: false })
    await Promise.all([pool.end(), owner.end()])
  }

  return {
    urls,
    ownerUrl,
    pool,
    owner,
    boss,
    usage,
    run,
    perform,
    addPerson,
    addOrganization,
    addMember,
    settle,
    close,
  }
}

export type World = Awaited<ReturnType<typeof openWorld>>
