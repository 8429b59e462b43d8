/** A world for what rings by the clock, opened for the test file that imports it, and short ways to set, ring and hear. */
import { afterAll, afterEach, beforeAll } from 'vitest'
import { openWorld, type TestOrganization, type TestPerson, type World } from '#db/test-world.ts'
import { setClock } from '#src/core/clock.ts'
import { createMailer, setMailer } from '#src/services/mailer.ts'

export let world: World

beforeAll(async () => {
  world = await openWorld()
  setMailer(createMailer({ origin: () => 'https://crm.example' }))
})
afterEach(() => setClock(null))
afterAll(() => world.close())

export const at = (text: string) => setClock(new Date(text))
export const ring = ({ system }: TestOrganization) => world.perform(system, 'alert.ring', {})
export const heard = async (person: TestPerson) =>
  (await world.perform(person, 'notification.list', { sort: 'createdAt', limit: 200 })).items.map(
    ({ title, late }) => (late ? `${title} (late)` : title),
  )
export const set = (person: TestPerson, title: string, dueAt: string, more = {}) =>
  world.perform(person, 'alert.create', { title, dueAt, ...more })

export async function dueOrganizations(moment: string): Promise<string[]> {
  const { rows } = await world.pool.query('select organizations_with_due_alerts($1) as id', [moment])
  return rows.map(({ id }) => id)
}
