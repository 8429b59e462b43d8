import { afterAll, describe, expect, it } from 'vitest'
import type { AnyOperation } from '#src/core/operation.ts'
import { roles } from '#src/core/permissions.ts'
import { operations } from '#src/operations.ts'
import { callOf } from './stranger-calls.ts'
import { doors, otherRoutes, sessionRoutes, type Walked } from './stranger-doors.ts'
import { showsNothingHidden } from './stranger-neighbour.ts'
import { recipes } from './stranger-recipes.ts'
import { lowestRole } from './stranger-roles.ts'
import { mayDo, walkOf } from './stranger-walk.ts'
import { openStrangerWorld } from './stranger-world.ts'

const stranger = await openStrangerWorld()
const { site, world } = stranger

afterAll(stranger.close)

const walked: Walked[] = [
  ...(operations as readonly AnyOperation[])
    .filter(({ route }) => route)
    .map((one) => ({
      ...callOf(one),
      recipe: recipes[one.name as keyof typeof recipes] as Walked['recipe'],
    })),
  ...doors,
]

it('knows every route that is mounted', async () => {
  const { body } = await site.ask('GET', '/openapi.json')
  const documented = Object.entries(body.paths as Record<string, object>).flatMap(([path, methods]) =>
    Object.keys(methods).map(
      (method) => `${method.toUpperCase()} /api/v1${path.replace(/\{(\w+)\}/g, ':$1')}`,
    ),
  )
  const known = new Set([
    ...documented,
    ...doors.map(({ route }) => route.replace(' ', ' /api/v1')),
    ...Object.keys(otherRoutes),
  ])
  const mounted = new Set(site.house.site.routes.map(({ method, path }) => `${method} ${path}`))
  const taken = new Set(
    [...mounted].filter((route) => !route.startsWith('ALL ')).map((route) => route.replace(/^\w+/, 'ALL')),
  )
  const unknown = [...mounted].filter(
    (route) =>
      !known.has(route) &&
      !sessionRoutes.test(route) &&
      // Says 405 for the other methods of an address.
      !taken.has(route),
  )
  expect(unknown).toEqual([])
  expect([...documented, ...Object.keys(otherRoutes)].filter((route) => !mounted.has(route))).toEqual([])
  expect(walked.filter(({ recipe }) => !recipe).map(({ name }) => name)).toEqual([])
})

it('lets each role do what the contract says', () => {
  const lowest = (call: Walked) => roles.find((role) => mayDo(call, role))
  const said = walked.map((call) => `${call.name}: ${lowestRole(call)}`)
  expect(walked.map((call) => `${call.name}: ${lowest(call)}`)).toEqual(said)
})

describe.concurrent.each(walked)('$name', (call) => {
  const walk = walkOf(stranger, call)
  it('succeeds for an owner', walk.succeeds)
  it('takes no id of another organization', () => walk.takesNoForeignIds(false))
  it('takes none of another organization of the same person', () => walk.takesNoForeignIds(true))
  it('refuses strangers, the removed and nobody', walk.refusesStrangers)
  it('is done by those roles that may, and refused to the others', walk.keepsToRoles)
  it('neither shows nor touches what someone with visibility own cannot see', walk.hidesFromOwn)
})

it('shows someone with visibility own nothing hidden through what they see', () =>
  showsNothingHidden(
    stranger,
    (operations as readonly AnyOperation[]).filter(({ kind, route }) => route && kind === 'read'),
  ))

it('counts uses and keeps the access log within the organization', async () => {
  await site.close()
  await world.usage.flush()
  const { rows } = await world.owner.query(`
    select 'usage' as what, org_id, person_id from usage_counts u
      where person_id is not null and not exists (
        select 1 from memberships m where m.org_id = u.org_id and m.person_id = u.person_id)
    union all
    select 'access', org_id, subject_id from access_log a
      where not exists (select 1 from audit_entries e where e.org_id = a.org_id and e.subject_id = a.subject_id)`)
  expect(rows).toEqual([])
  const { rows: found } = await world.owner.query('select count(*)::int as uses from usage_counts')
  expect(found[0].uses).toBeGreaterThan(100)
})
