/** Two organizations that know nothing of each other, each with its word in every text, and all their rows to compare. */
import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'vitest'
import { openSite, type TestSite } from '#db/test-site.ts'
import { openWorld, type TestOrganization, type TestPerson, type World } from '#db/test-world.ts'
import type { operations } from '#src/operations.ts'

type Operation = (typeof operations)[number]
export type OperationNamed<N extends Operation['name']> = Extract<Operation, { name: N }>
export type InputOf<N extends Operation['name']> = OperationNamed<N>['input']['_zod']['input']
export type OutputOf<N extends Operation['name']> = OperationNamed<N>['output']['_zod']['output']
export type RoutedName = Extract<Operation, { route: string }>['name']

/** An organization with two owners. `word` is in each of its texts, `secret` only in those of its records. */
export interface Place {
  world: World
  site: TestSite
  word: string
  secret: string
  organization: TestOrganization
  owner: TestPerson
  partner: TestPerson
  perform<N extends Operation['name']>(name: N, input: InputOf<N>, as?: TestPerson): Promise<OutputOf<N>>
}

/** For each operation with a route how its input is made; one without does not get past the compiler. */
export type Recipes = { [N in RoutedName]: (place: Place) => InputOf<N> | Promise<InputOf<N>> }

/** Table by table, the rows of an organization as text. */
export type Rows = Map<string, Set<string>>

/** Counted later than the answer and in batches: looked at by themselves, at the end of the walk. */
const counted = ['usage_counts', 'access_log']

export async function openStrangerWorld() {
  const world = await openWorld()
  const site = await openSite(world)
  const { rows: tables } = await world.owner.query<{ name: string }>(`
    select table_name as name from information_schema.columns join information_schema.tables using (table_schema, table_name)
    where table_schema = 'public' and column_name = 'org_id' and table_type = 'BASE TABLE' order by 1`)

  /** All of an organization that there is: its rows, its people with their accounts and sessions, its jobs. */
  const members = '(select person_id from memberships where org_id = $1)'
  const parts = [
    ...tables
      .filter(({ name }) => !counted.includes(name))
      .map(({ name }) => [name, `select to_jsonb(x) as row from ${name} x where org_id = $1`]),
    ['organizations', 'select to_jsonb(x) as row from organizations x where id = $1'],
    ['people', `select to_jsonb(x) as row from people x where id in ${members}`],
    ['identity.users', `select to_jsonb(x) as row from identity.users x where id in ${members}`],
    ['identity.accounts', `select to_jsonb(x) as row from identity.accounts x where user_id in ${members}`],
    [
      'identity.sessions',
      `select jsonb_build_object('id', id, 'token', token) as row from identity.sessions where user_id in ${members}`,
    ],
    [
      'jobs',
      `select jsonb_build_object('id', id, 'name', name, 'data', data) as row from jobs.job
       where data->>'organizationId' = $1::text`,
    ],
  ] as const
  const everything = parts
    .map(([name, query]) => `select '${name}' as "table", row::text as row from (${query}) one`)
    .join(' union all ')

  async function rowsOf(place: Place): Promise<Rows> {
    await jobsDone(place)
    const { rows } = await world.owner.query<{ table: string; row: string }>(everything, [
      place.organization.id,
    ])
    const found: Rows = new Map()
    for (const { table, row } of rows) found.set(table, (found.get(table) ?? new Set()).add(row))
    return found
  }

  /** What a fixture or a success set going must not look as if the next call did it. */
  async function jobsDone({ organization }: Place): Promise<void> {
    for (;;) {
      const { rowCount } = await world.owner.query(
        `select 1 from jobs.job where state in ('created', 'retry', 'active') and start_after <= now()
           and data->>'organizationId' = $1::text limit 1`,
        [organization.id],
      )
      if (!rowCount) return
      await sleep(20)
    }
  }

  async function openPlace(word: string, by?: TestPerson): Promise<Place> {
    const founder = by ?? (await world.addPerson(`${word} Founder`))
    const made = await world.perform(founder, 'organization.create', {
      name: `${word} House`,
      country: 'DE',
      currency: 'EUR',
      timeZone: 'Europe/Berlin',
      locale: 'en-GB',
    })
    const owner: TestPerson = { ...founder, organizationId: made.id, role: 'owner' }
    const system = {
      kind: 'system',
      personId: null,
      name: 'UpCRM',
      organizationId: made.id,
      role: null,
      visibility: 'all',
    } as const
    const organization = { id: made.id, slug: made.slug, owner, system }
    const partner = await world.addMember(organization, 'owner', 'all', `${word} Partner`)
    return {
      world,
      site,
      word,
      secret: `${word}-record`,
      organization,
      owner,
      partner,
      perform: (name, input, as = owner) => world.perform(as, name as never, input as never) as never,
    }
  }

  async function close(): Promise<void> {
    await site.close()
    await world.close()
  }

  return { world, site, rowsOf, openPlace, close, counted, tables: tables.map(({ name }) => name) }
}

export type StrangerWorld = Awaited<ReturnType<typeof openStrangerWorld>>

const difference = (one: Rows, other: Rows) =>
  [...one].flatMap(([table, rows]) =>
    [...rows].filter((row) => !other.get(table)?.has(row)).map((row) => `${table}: ${row}`),
  )

/** Not a row is gone, changed or new. */
export function expectSame(before: Rows, after: Rows, what: string): void {
  expect({ gone: difference(before, after), added: difference(after, before) }, what).toEqual({
    gone: [],
    added: [],
  })
}

/** What whoever may sets for all: everything else is a record, and somebody's. */
const settings = new Set([
  'organizations',
  'memberships',
  'invitations',
  'api_keys',
  'exchange_rates',
  'items',
  'people',
  'identity.users',
  'identity.accounts',
  'identity.sessions',
  'audit_entries',
  'jobs',
])

const recordsOf = (rows: Rows): Rows => new Map([...rows].filter(([table]) => !settings.has(table)))

/** The ids of all records. */
export const recordIds = (rows: Rows): Set<string> =>
  new Set([...recordsOf(rows).values()].flatMap((table) => [...table].map((row) => JSON.parse(row).id)))

/** Rows may have been added, but each record that was there is as it was. */
export function expectKept(before: Rows, after: Rows, what: string): void {
  expect(difference(recordsOf(before), after), what).toEqual([])
}
