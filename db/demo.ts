/**
 * The demo world: Studio Halden with its three people, 200 clients and what happened with them, and a second, smaller
 * organization. Everything is made through the doors that people use, so that nothing in it could not have happened.
 */
import { createHmac } from 'node:crypto'
import { Hono } from 'hono'
import type { Actor } from '#src/core/operation.ts'
import type { Role } from '#src/core/permissions.ts'
import type { House } from '#src/house.ts'
import { findOperation } from '#src/operations.ts'
import { errands, firms, firstNames, jobTitles, lastNames, remarks, sources, tags } from './demo-names.ts'

interface DemoPerson {
  name: string
  email: string
}

const lena: DemoPerson = { name: 'Lena Hartmann', email: 'lena@halden.example' }
const marek: DemoPerson = { name: 'Marek Zieliński', email: 'marek@halden.example' }
const chloe: DemoPerson = { name: 'Chloé Lambert', email: 'chloe@halden.example' }

export interface Demo {
  /** Entrance for the printed link, mounted under `/demo`. */
  routes: House['site']
  /** Makes the world if it is not there. Answers the path of the sign-in link. */
  prepare(house: House): Promise<string>
}

/** `secret` gives the demo people their passwords and the link its code: known to this installation only. */
export function openDemo(secret: string): Demo {
  const derive = (text: string) => createHmac('sha256', secret).update(`demo ${text}`).digest('base64url')
  const passwordOf = ({ email }: DemoPerson) => derive(`password ${email}`)
  const code = derive('link').slice(0, 22)
  const routes: House['site'] = new Hono()

  const post = (house: House, path: string, body: unknown, cookie = '') =>
    house.site.request(`/api/v1${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Cookie: cookie },
      body: JSON.stringify(body),
    })

  const signIn = (house: House, person: DemoPerson) =>
    post(house, '/auth/sign-in', { email: person.email, password: passwordOf(person) })

  async function signUp(house: House, person: DemoPerson) {
    const answer = await post(house, '/auth/sign-up', { ...person, password: passwordOf(person) })
    if (!answer.ok) throw new Error(`The demo world could not be made: ${await answer.text()}`)
    const { user } = (await answer.json()) as { user: { id: string } }
    return { ...person, id: user.id, cookie: cookieOf(answer) }
  }

  // Mounted before the house is there: what is added to a mounted entrance later is never asked.
  let prepared: House | undefined
  routes.get('/:code', async (context) => {
    if (!prepared || context.req.param('code') !== code)
      return context.text('This is not the link of this demo world.', 404)
    const answer = await signIn(prepared, lena)
    for (const cookie of answer.headers.getSetCookie()) context.header('Set-Cookie', cookie, { append: true })
    return context.redirect('/o/studio-halden')
  })

  return {
    routes,
    async prepare(house) {
      prepared = house
      if ((await signIn(house, lena)).status !== 200)
        await makeWorld(house, (person) => signUp(house, person), post)
      return `/api/v1/demo/${code}`
    },
  }
}

const cookieOf = (answer: Response) => answer.headers.getSetCookie()[0]?.split(';')[0] ?? ''

type Perform = (actor: Actor, operation: string, input: unknown) => Promise<Record<string, unknown>>

async function makeWorld(
  house: House,
  signUp: (person: DemoPerson) => Promise<DemoPerson & { id: string; cookie: string }>,
  post: (house: House, path: string, body: unknown, cookie?: string) => Promise<Response> | Response,
): Promise<void> {
  const perform: Perform = async (actor, operation, input) => {
    const circumstances = { actor, channel: 'web', requestId: 'req_demo' } as const
    const answer = await house.run(findOperation(operation), input, circumstances)
    return answer.output as Record<string, unknown>
  }
  const people = { lena: await signUp(lena), marek: await signUp(marek), chloe: await signUp(chloe) }
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone

  async function found(name: string) {
    const founder = actorOf(people.lena, null, 'owner')
    const made = await perform(founder, 'organization.create', {
      name,
      country: 'DE',
      timeZone: zone,
      locale: 'en-GB',
    })
    return { id: made.id as string, owner: actorOf(people.lena, made.id as string, 'owner') }
  }
  async function invite(
    owner: Actor,
    person: { cookie: string; email: string },
    role: Role,
    visibility: 'all' | 'own',
  ) {
    const made = await perform(owner, 'invitation.create', { email: person.email, role, visibility })
    const token = String(made.link).split('#')[1]
    await post(house, '/auth/accept-invitation', { token }, person.cookie)
  }

  for (const person of Object.values(people))
    await perform(actorOf(person, null, 'owner'), 'profile.update', { locale: 'en-GB', timeZone: zone })

  const studio = await found('Studio Halden')
  await invite(studio.owner, people.marek, 'admin', 'all')
  await invite(studio.owner, people.chloe, 'member', 'own')
  await perform(studio.owner, 'organization.update', { privacyContact: 'privacy@halden.example' })
  const team = [
    studio.owner,
    actorOf(people.marek, studio.id, 'admin'),
    { ...actorOf(people.chloe, studio.id, 'member'), visibility: 'own' as const },
  ]
  await fill(perform, team, 200)

  const press = await found('Halden Press')
  await invite(press.owner, people.marek, 'member', 'all')
  await fill(perform, [press.owner, actorOf(people.marek, press.id, 'member')], 12)
}

const actorOf = (person: { id: string; name: string }, organizationId: string | null, role: Role): Actor => ({
  kind: 'person',
  personId: person.id,
  name: person.name,
  organizationId,
  role: organizationId ? role : null,
  visibility: 'all',
})

/** The same numbers every time, so that two demo worlds are alike. */
function dice(seed: number) {
  let state = seed
  const next = () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296
    return state / 4_294_967_296
  }
  return {
    below: (limit: number) => Math.floor(next() * limit),
    pick: <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T,
    chance: (share: number) => next() < share,
  }
}

const plain = (text: string) =>
  text
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('ł', 'l')
    .replaceAll('ø', 'o')
    .normalize('NFD')
    .replace(/[^a-z]/g, '')

/** A moment so many weekdays ahead or back, in office hours. */
function officeTime(weekdays: number, quarters: number): string {
  const moment = new Date()
  for (let left = Math.abs(weekdays); left > 0; ) {
    moment.setDate(moment.getDate() + Math.sign(weekdays))
    if (moment.getDay() % 6 !== 0) left--
  }
  moment.setHours(9, 15 * quarters, 0, 0)
  return moment.toISOString()
}

async function fill(perform: Perform, team: Actor[], clients: number): Promise<void> {
  const { below, pick, chance } = dice(clients)
  for (let i = 0; i < clients; i++) {
    const actor = team[i % team.length] as Actor
    const firstName = firstNames[i % firstNames.length] as string
    const lastName = lastNames[(i * 7 + Math.floor(i / firstNames.length)) % lastNames.length] as string
    const firm = firms[i % firms.length] as (typeof firms)[number]
    const active = chance(0.6)
    const client = await perform(actor, 'client.create', {
      firstName,
      lastName,
      email: `${plain(firstName)}.${plain(lastName)}@${firm.domain}`,
      phone: `${firm.phone}${10 + below(90)}`,
      jobTitle: pick(jobTitles),
      companyName: firm.name,
      status: active ? 'active' : chance(0.8) ? 'lead' : 'inactive',
      tags: [...new Set([chance(0.6) && pick(tags), chance(0.25) && pick(tags)])].filter(Boolean),
      address: { line1: firm.line1, postalCode: firm.postalCode, city: firm.city, country: firm.country },
      website: `https://${firm.domain}`,
      source: pick(sources),
      birthday: chance(0.2) ? `19${55 + below(45)}-0${1 + below(9)}-1${below(10)}` : null,
    })
    const clientId = client.id
    for (let n = chance(0.75) ? 1 + below(4) : 0; n > 0; n--) {
      const [kind, body] = pick(remarks)
      const happenedAt = officeTime(-1 - below(64), below(34))
      await perform(actor, 'note.create', { clientId, kind, body, happenedAt })
    }
    if (chance(0.2)) {
      const dueAt = officeTime(chance(0.2) ? -1 - below(4) : below(10), below(34))
      await perform(actor, 'alert.create', { clientId, title: pick(errands), dueAt })
    }
  }
}
