/** The walk of one call: it works for its owner, takes no id of strangers, and answers nobody who may not ask. */
import { expect } from 'vitest'
import type { SiteAnswer } from '#db/test-site.ts'
import { may, type Role, roles } from '#src/core/permissions.ts'
import { newId } from '#src/core/record.ts'
import {
  type Input,
  idsIn,
  nobodysLike,
  said,
  send,
  valueAt,
  type Place as Where,
  wholeText,
  withValue,
} from './stranger-calls.ts'
import type { Walked } from './stranger-doors.ts'
import { expectKept, expectSame, recordIds, type StrangerWorld } from './stranger-world.ts'

/** What belongs to one person alone: a colleague of whatever role finds nothing there. */
const personal = new Set([
  'bank.import',
  'notification.read',
  'notification.list',
  'file.attach',
  'invoice_settings.update',
  'import.create',
  'import.update',
  'import.run',
  'import.repair_row',
  'export.get',
  'books.get',
])
/** Whoever leaves or is removed hands over what they had: records of others change their owner, and nothing else. */
const handsOver = new Set(['member.remove', 'member.leave'])
/** Whoever may look at the audit sees that something happened to a record, whosever it is, and never what it says. */
const tellsThatOnly = new Set(['audit.list', 'access.list'])

/** Numbers only, and no word of anybody. */
const numbersOnly = new Set([
  'activity.summary',
  'invoice.series',
  'report.revenue',
  'report.aging',
  'report.cash_expected',
  'report.tax',
  'books.get',
  'rate.list',
])
/** What everybody in the organization with this role is told, or what grows with every call. */
const toldToAll = new Set([
  'member.list',
  'invitation.list',
  'api_key.list',
  'outbox.list',
  'usage.summary',
  'item.list',
  'rate.list',
])

const exchange = (input: Input, places: readonly Where[], value: (at: Where) => unknown): Input =>
  places.reduce((changed, at) => withValue(changed, at, value(at)), input)

/** The input with something of nobody in these places. */
const ofNobody = (input: Input, places: readonly Where[]) =>
  exchange(input, places, (at) => nobodysLike(valueAt(input, at)))

/** What the permission table says. */
export const mayDo = ({ scope, permission }: Walked, role: Role) =>
  scope === 'account' || may(role, permission)

/** Refused, and not a word of theirs in it. */
function expectRefusal(answer: SiteAnswer, word: string, what: string): void {
  expect(answer.status, `${what}: ${answer.text}`).toBeGreaterThanOrEqual(400)
  expect(answer.headers.get('Content-Type'), what).toBe('application/problem+json')
  expect(wholeText(answer), what).not.toContain(word)
}

export function walkOf({ world, site, rowsOf, openPlace }: StrangerWorld, call: Walked) {
  /** The call by whoever holds this cookie; whatever it is, it is no fault of ours. */
  async function ask(input: Input, cookie: string | undefined, organization: string) {
    const answer = await send(site, call, input, { cookie, organization })
    expect(answer.status, `${call.name}: ${answer.text}`).toBeLessThan(500)
    return answer
  }

  async function succeeds(): Promise<void> {
    const home = await openPlace('heron')
    const input = await call.recipe(home)
    const answer = await ask(input, await site.signIn(home.owner), home.organization.id)
    expect(answer.status, `${call.name}: ${answer.text}`).toBe(call.status)
    // Otherwise it would prove nothing that a stranger is not shown it.
    if (call.kind === 'read' && !numbersOnly.has(call.name))
      expect(wholeText(answer), call.name).toContain(home.word)
  }

  /** Whatever others have more of, here nothing moves: no row, no number, no order. */
  async function isBlindTo(more: () => unknown, input: Input, cookie: string, organization: string) {
    if (call.kind !== 'read' || toldToAll.has(call.name)) return
    const { cursor: _, ...first } = input
    const before = await ask(first, cookie, organization)
    await more()
    expect(said(await ask(first, cookie, organization)), call.name).toEqual(said(before))
  }

  /**
   * Each id alone, then all of them, is another organization's, and then nobody's: which it was cannot be told. Not even
   * by an owner of both: what the person may elsewhere counts for nothing here.
   */
  async function takesNoForeignIds(ofBoth: boolean): Promise<void> {
    const home = await openPlace('heron')
    const other = await openPlace('marten', ofBoth ? home.owner : undefined)
    const [valid, theirs] = [await call.recipe(home), await call.recipe(other)]
    for (const name of call.route.match(/(?<=:)\w+/g) ?? []) expect(idsIn(valid)).toContainEqual([name])
    const ids = idsIn(valid).filter((at) => valueAt(theirs, at) !== valueAt(valid, at))
    if (!ofBoth) expect(ids).toEqual(idsIn(valid))
    if (ids.length === 0 && call.kind !== 'read') return

    const cookie = await site.signIn(home.owner)
    const [ours, before] = [await rowsOf(home), await rowsOf(other)]
    for (const chosen of [...ids.map((at) => [at]), ...(ids.length > 1 ? [ids] : [])]) {
      const what = `${call.name} with another ${chosen.map((at) => at.join('.')).join(', ')}`
      const foreign = exchange(valid, chosen, (at) => valueAt(theirs, at))
      const answer = await ask(foreign, cookie, home.organization.id)
      // A filter of a list may as well match nothing.
      const filtered = call.route.startsWith('GET ') && answer.status === 200
      if (!filtered) expectRefusal(answer, other.word, what)
      expect(wholeText(answer), what).not.toContain(other.word)
      const unknown = await ask(ofNobody(valid, chosen), cookie, home.organization.id)
      expect(said(answer), what).toEqual(said(unknown))
      expectSame(before, await rowsOf(other), what)
      expectSame(ours, await rowsOf(home), what)
    }
    await isBlindTo(() => call.recipe(other), valid, cookie, home.organization.id)
  }

  async function refusesStrangers(): Promise<void> {
    const [home, other] = await Promise.all([openPlace('heron'), openPlace('marten')])
    const former = await world.addMember(home.organization, 'owner', 'all', 'Former Partner')
    await world.owner.query('update memberships set ended_at = now() where person_id = $1', [former.personId])
    const cookies = { stranger: await site.signIn(other.owner), former: await site.signIn(former) }
    const valid = await call.recipe(home)
    const before = await rowsOf(home)

    const nobody = { none: undefined, forged: `${site.cookieName}=forged.c2lnbmVkIGJ5IG5vYm9keQ==` }
    for (const [who, cookie] of Object.entries(nobody)) {
      const answer = await ask(valid, cookie, home.organization.id)
      expectRefusal(answer, home.word, `${call.name} with a cookie that is ${who}`)
      expect(answer.status, `${call.name} with a cookie that is ${who}`).toBe(401)
    }
    for (const [who, cookie] of call.scope === 'account' ? [] : Object.entries(cookies))
      for (const named of [home.organization.id, home.organization.slug]) {
        const what = `${call.name} by a ${who} who names the organization`
        const answer = await ask(valid, cookie, named)
        expectRefusal(answer, home.word, what)
        expect(answer.status, what).toBe(404)
        expect(said(answer), what).toEqual(said(await ask(valid, cookie, newId())))
      }
    const what = `${call.name} by a stranger from their own organization`
    const answer = await ask(valid, cookies.stranger, other.organization.id)
    expect(wholeText(answer), what).not.toContain(home.word)
    if (idsIn(valid).length > 0) {
      const unknown = await ask(ofNobody(valid, idsIn(valid)), cookies.stranger, other.organization.id)
      expect(said(answer), what).toEqual(said(unknown))
    }
    expectSame(before, await rowsOf(home), `${call.name} by strangers`)
  }

  /** Each role as the table says: done, or 403 and nothing happened. */
  async function keepsToRoles(): Promise<void> {
    const home = await openPlace('heron')
    for (const role of roles) {
      const what = `${call.name} as ${role}`
      const person = await world.addMember(home.organization, role, 'all', `Some ${role}`)
      const cookie = await site.signIn(person)
      const valid = await call.recipe(home)
      const before = await rowsOf(home)
      const answer = await ask(valid, cookie, home.organization.id)
      if (mayDo(call, role)) {
        if (!personal.has(call.name)) expect(answer.status, `${what}: ${answer.text}`).toBeLessThan(300)
        continue
      }
      expectRefusal(answer, home.word, what)
      expect([answer.status, answer.body.code], what).toEqual([403, 'forbidden'])
      expectSame(before, await rowsOf(home), what)
    }
  }

  /** An owner who sees only their own, and has nothing: no role is in the way, only the walls. */
  async function hidesFromOwn(): Promise<void> {
    const home = await openPlace('heron')
    const cookie = await site.signIn(await world.addMember(home.organization, 'owner', 'own', 'Newcomer'))
    const valid = await call.recipe(home)
    const before = await rowsOf(home)
    const records = recordIds(before)
    const hidden = idsIn(valid).filter((at) => records.has(String(valueAt(valid, at))))
    const what = `${call.name} with visibility own`
    const answer = await ask(valid, cookie, home.organization.id)
    expect(wholeText(answer), what).not.toContain(home.secret)
    if (!handsOver.has(call.name)) expectKept(before, await rowsOf(home), what)
    if (tellsThatOnly.has(call.name)) return
    await isBlindTo(() => call.recipe(home), valid, cookie, home.organization.id)
    if (hidden.length === 0) return
    // A cursor belongs to one record, so whoever has one knows that already.
    const { cursor: _, ...first } = valid
    const known = await ask(first, cookie, home.organization.id)
    expect(said(known), what).toEqual(said(await ask(ofNobody(first, hidden), cookie, home.organization.id)))
  }

  return { succeeds, takesNoForeignIds, refusesStrangers, keepsToRoles, hidesFromOwn }
}
