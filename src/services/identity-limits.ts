/**
 * How often somebody may try, counted in Postgres so that several servers count together. An attempt is taken before
 * the work and given back when it was right, so a thousand guesses at once are no more than a thousand one by one.
 */
import { createHmac } from 'node:crypto'
import type pg from 'pg'
import { fromDatabase, Refusal } from '#src/core/errors.ts'

export interface Limit {
  /** What is limited: part of the key. */
  name: string
  most: number
  minutes: number
}

export const limits = {
  /** Wrong passwords for one account from one address. */
  accountAtAddress: { name: 'account-at-address', most: 10, minutes: 15 },
  /**
   * The same from all addresses together, except from browsers in which its owner signed in before. Two windows can meet
   * in one hour, so that in no hour more than a hundred guesses are possible (ASVS), and nobody is locked out by one address.
   */
  account: { name: 'account', most: 50, minutes: 60 },
  /** The same in one browser in which its owner signed in before. */
  device: { name: 'device', most: 10, minutes: 15 },
  /** Wrong passwords and codes from one address, for whatever accounts. */
  address: { name: 'address', most: 100, minutes: 15 },
  /** Wrong passwords and codes of somebody who is signed in and is asked again. */
  password: { name: 'password', most: 10, minutes: 15 },
  signUp: { name: 'sign-up', most: 300, minutes: 60 },
  /** Mails that somebody can cause to one address of a person. */
  mail: { name: 'mail', most: 5, minutes: 60 },
  mailAddress: { name: 'mail-address', most: 60, minutes: 60 },
  /** API keys that are none, from one address. Only wrong ones count, so a wrong key stops no right one beside it. */
  key: { name: 'key', most: 300, minutes: 15 },
  link: { name: 'link', most: 60, minutes: 15 },
} as const satisfies Record<string, Limit>

export interface Limits {
  /** Counts one attempt; refuses with 429 when there were too many. */
  take(limit: Limit, who: string): Promise<void>
  /** Takes one attempt back, because it was right. */
  giveBack(limit: Limit, who: string): Promise<void>
  /** Forgets all attempts. */
  forget(limit: Limit, who: string): Promise<void>
}

const purgeEvery = 10 * 60_000
/** What has run out of time goes; nothing needs a schedule for that, since every sign-in comes by here. */
const sweep = `
  with ended as (delete from sessions where expires_at < now()),
       void as (delete from verifications where expires_at < now())
  delete from attempts where resets_at < now()`

export function createLimits(pool: pg.Pool, secret: string): Limits {
  let purgedAt = 0
  const key = (limit: Limit, who: string) =>
    createHmac('sha256', secret).update(`attempts:${limit.name}:${who}`).digest('base64url')
  const query = (text: string, values: unknown[]) =>
    pool.query<{ count: number; wait: number }>(text, values).catch((error) => {
      throw fromDatabase(error)
    })

  return {
    async take(limit, who) {
      if (Date.now() - purgedAt > purgeEvery) {
        purgedAt = Date.now()
        await query(sweep, [])
      }
      const { rows } = await query(
        `insert into attempts as a (key, count, resets_at) values ($1, 1, now() + make_interval(mins => $2))
         on conflict (key) do update set
           count = case when a.resets_at <= now() then 1 else least(a.count + 1, 1000000) end,
           resets_at = case when a.resets_at <= now() then excluded.resets_at else a.resets_at end
         returning count, ceil(extract(epoch from resets_at - now()))::int as wait`,
        [key(limit, who), limit.minutes],
      )
      const { count = 1, wait = 0 } = rows[0] ?? {}
      if (count > limit.most)
        throw new Refusal(429, 'too_many_attempts', `Too many attempts. Try again in ${minutes(wait)}.`, {
          retryAfter: Math.max(1, wait),
        })
    },
    async giveBack(limit, who) {
      await query('update attempts set count = greatest(count - 1, 0) where key = $1', [key(limit, who)])
    },
    async forget(limit, who) {
      await query('delete from attempts where key = $1', [key(limit, who)])
    },
  }
}

const minutes = (seconds: number) => (seconds <= 60 ? 'a minute' : `${Math.ceil(seconds / 60)} minutes`)
