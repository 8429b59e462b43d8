/**
 * Identity on better-auth. Only its server API is used: none of its own routes are reachable, and the entrance sets the
 * cookies. What it has no single-use, hashed flow for (links, the list of sessions) is plain SQL on the same tables.
 */
import { betterAuth } from 'better-auth'
import { getAdapter } from 'better-auth/db/adapter'
import pg from 'pg'
import { type Sql, sqlOn } from '#src/core/db.ts'
import { busy, conflict, fromDatabase, invalid, nobody, Refusal } from '#src/core/errors.ts'
import { describeFault, log } from '#src/core/log.ts'
import { hashToken } from '#src/core/tokens.ts'
import type { Identity, SignedIn } from './identity.ts'
import { readSignedValue } from './identity-cookie.ts'
import { hashSessionTokens } from './identity-hashed-sessions.ts'
import { createLinks } from './identity-links.ts'
import { betterAuthOptions, challengeName, sessionName, storedIdentifier } from './identity-options.ts'

const emailTaken = () =>
  conflict('email_taken', 'There is an account with this e-mail address already. Sign in instead.')
const wrongPassword = () => new Refusal(401, 'wrong_credentials', 'E-mail and password do not fit together.')
const wrongCode = () =>
  new Refusal(401, 'wrong_code', 'This code is not right, or no longer. Take the next one.')
const signInAgain = () =>
  new Refusal(401, 'sign_in_again', 'This sign-in took too long or too many tries. Start again.')
const locked = () =>
  new Refusal(429, 'too_many_attempts', 'Too many wrong codes. Try again in 15 minutes.', { retryAfter: 900 })

/** What better-auth throws; its own class differs by version, its shape does not. */
interface LibraryError {
  statusCode?: number
  body?: { code?: string }
}

function translate(error: unknown): unknown {
  const code = (error as LibraryError).body?.code
  switch (code) {
    case 'USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL':
      return emailTaken()
    case 'INVALID_EMAIL_OR_PASSWORD':
    case 'INVALID_EMAIL':
      return wrongPassword()
    case 'INVALID_PASSWORD':
    case 'CREDENTIAL_ACCOUNT_NOT_FOUND':
      return invalid('password', 'This is not your password.')
    case 'INVALID_TOKEN':
    case 'USER_NOT_FOUND':
      return new Refusal(422, 'invalid_link', 'This link has been used, or it is too old. Ask for a new one.')
    case 'INVALID_CODE':
    case 'INVALID_BACKUP_CODE':
      return wrongCode()
    case 'INVALID_TWO_FACTOR_COOKIE':
    case 'TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE':
      return signInAgain()
    case 'ACCOUNT_TEMPORARILY_LOCKED':
      return locked()
    case 'TOTP_ALREADY_ENABLED':
      return conflict('second_factor_on', 'A second factor is on already. Turn it off first.')
    case 'TOTP_NOT_ENABLED':
    case 'BACKUP_CODES_NOT_ENABLED':
      return conflict('second_factor_off', 'No second factor has been set up.')
  }
  return (error as LibraryError).statusCode === 401 ? nobody() : fromDatabase(error)
}

/** Opens the connections of identity's own role. Not pipelined and with plain dates: that is what better-auth expects. */
export function openIdentityPool(connectionString: string): pg.Pool {
  const pool = new pg.Pool({
    connectionString,
    max: 5,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
  })
  const lost = (error: Error) => log('warn', 'identity.connection_lost', describeFault(error))
  pool.on('error', lost)
  pool.on('connect', (client) => client.on('error', lost))
  return pool
}

/** Opens identity on its own role's connection. `secret` signs cookies and seals second-factor secrets. */
export async function openIdentity(pool: pg.Pool, secret: string): Promise<Identity> {
  const options = betterAuthOptions(pool, secret)

  const adapter = hashSessionTokens(await getAdapter(options))
  const auth = betterAuth({ ...options, database: () => adapter })
  const context = await auth.$context

  const headers = (userAgent: string, cookies: Record<string, string> = {}) =>
    new Headers({
      'user-agent': userAgent,
      cookie: Object.entries(cookies)
        .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
        .join('; '),
    })

  /** One call of the library, for whoever has this cookie: its answer and the cookies it would have set. */
  async function ask<T>(call: Promise<{ response: T; headers: Headers }>, cookie?: string) {
    const { response, headers } = await call.catch(async (error) => {
      const refusal = translate(error)
      // It calls a session gone when the database does not answer, too.
      const gone = refusal instanceof Refusal && refusal.code === nobody().code
      if (gone && cookie && (await isLive(cookie))) throw busy()
      throw refusal
    })
    const cookies = new Map<string, string>()
    for (const line of headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (value) cookies.set(name, decodeURIComponent(value))
    }
    return { response, session: cookies.get(sessionName), challenge: cookies.get(challengeName) }
  }

  async function isLive(cookie: string): Promise<boolean> {
    const rows =
      await sql`select id from sessions where token = ${sessionHash(cookie)} and expires_at > now()`
    return rows.length > 0
  }

  async function signedIn(cookie: string | undefined): Promise<SignedIn> {
    const token = readSignedValue(cookie, secret)
    const rows = await sql<{ userId: string }>`
      select user_id from sessions where token = ${token === null ? '' : hashToken(token)}`
    if (!cookie || !rows[0]) throw new Error('The library answered without a session')
    return { cookie, personId: rows[0].userId }
  }

  const sql: Sql = async (strings, ...values) => {
    const client = await pool.connect().catch((error) => {
      throw fromDatabase(error)
    })
    try {
      return await sqlOn(client)(strings, ...values)
    } catch (error) {
      throw fromDatabase(error)
    } finally {
      client.release()
    }
  }

  const sessionHash = (cookie: string | undefined) => {
    const token = readSignedValue(cookie, secret)
    return token === null ? null : hashToken(token)
  }

  return {
    ...createLinks(sql, storedIdentifier, sessionHash),
    sessionHash,

    async signUp(person, userAgent) {
      const asked = { body: person, headers: headers(userAgent), returnHeaders: true } as const
      const { session } = await ask(auth.api.signUpEmail(asked)).catch(async (error) => {
        if ((error as LibraryError).body?.code !== 'FAILED_TO_CREATE_USER') throw error
        // Its insert failed and it does not say why: somebody was quicker, or the database went away.
        const quicker = await sql`select id from users where email = ${person.email}`
        throw quicker.length > 0 ? emailTaken() : busy()
      })
      return signedIn(session)
    },

    async signIn(credentials, userAgent) {
      const { session, challenge } = await ask(
        auth.api.signInEmail({ body: credentials, headers: headers(userAgent), returnHeaders: true }),
      )
      return challenge ? { challenge } : signedIn(session)
    },

    async answerChallenge(challenge, code, userAgent) {
      const call = {
        body: { code },
        headers: headers(userAgent, { [challengeName]: challenge }),
        returnHeaders: true,
      } as const
      if (!/^\d{6}$/.test(code)) return signedIn((await ask(auth.api.verifyBackupCode(call))).session)
      const asked = await context.internalAdapter.findVerificationValue(
        readSignedValue(challenge, secret) ?? '',
      )
      if (!asked) throw signInAgain()
      // A code is good once: someone who reads it over a shoulder cannot use it in the same half minute.
      const first = await context.internalAdapter.reserveVerificationValue({
        identifier: `used-code:${asked.value}:${code}`,
        value: asked.value ?? '',
        expiresAt: new Date(Date.now() + 120_000),
      })
      if (!first) throw wrongCode()
      return signedIn((await ask(auth.api.verifyTOTP(call))).session)
    },

    async signOut(cookie) {
      const hash = sessionHash(cookie)
      if (hash) await sql`delete from sessions where token = ${hash}`
    },

    async checkPassword(cookie, password) {
      const asked = {
        body: { password },
        headers: headers('', { [sessionName]: cookie }),
        returnHeaders: true,
      } as const
      await ask(auth.api.verifyPassword(asked), cookie)
    },

    async changePassword(cookie, current, next, userAgent) {
      const { session } = await ask(
        auth.api.changePassword({
          body: { currentPassword: current, newPassword: next, revokeOtherSessions: true },
          headers: headers(userAgent, { [sessionName]: cookie }),
          returnHeaders: true,
        }),
        cookie,
      )
      const fresh = await signedIn(session)
      await sql`delete from verifications where value = ${fresh.personId} or value like ${`${fresh.personId} %`}`
      return fresh
    },

    async finishReset(token, password) {
      const link = await context.internalAdapter.findVerificationValue(`reset-password:${token}`)
      await ask(auth.api.resetPassword({ body: { token, newPassword: password }, returnHeaders: true }))
      return settleReset(link?.value ?? '')
    },

    async isEmpty() {
      const [answer] = await sql<{ empty: boolean }>`select not exists (select from users) as empty`
      return answer?.empty ?? false
    },

    async hasSecondFactor(personId) {
      const rows = await sql`select id from users where id = ${personId} and two_factor_enabled`
      return rows.length > 0
    },

    async enableSecondFactor(cookie, password) {
      const { response } = await ask(
        auth.api.enableTwoFactor({
          body: { password, method: 'totp' },
          headers: headers('', { [sessionName]: cookie }),
          returnHeaders: true,
        }),
        cookie,
      )
      if (!('totpURI' in response)) throw new Error('The library answered without a secret')
      return { uri: response.totpURI, recoveryCodes: response.backupCodes }
    },

    async verifySecondFactor(cookie, code, userAgent) {
      const { session } = await ask(
        auth.api.verifyTOTP({
          body: { code },
          headers: headers(userAgent, { [sessionName]: cookie }),
          returnHeaders: true,
        }),
        cookie,
      )
      return signedIn(session ?? cookie)
    },

    async disableSecondFactor(cookie, password, userAgent) {
      const { session } = await ask(
        auth.api.disableTwoFactor({
          body: { password },
          headers: headers(userAgent, { [sessionName]: cookie }),
          returnHeaders: true,
        }),
        cookie,
      )
      return signedIn(session)
    },

    async remove(personId) {
      await sql`delete from users where id = ${personId}`
    },
  }

  /**
   * The holder of the link has the mailbox. Whoever made this account before without ever showing that keeps nothing:
   * a second factor set up until then goes, and so does every other open link.
   */
  async function settleReset(personId: string): Promise<{ email: string }> {
    const [person] = await sql<{ email: string }>`
      with void as (delete from verifications where value = ${personId} or value like ${`${personId} %`}),
           unproven as (delete from second_factors f using users u
                        where f.user_id = u.id and u.id = ${personId} and not u.email_verified)
      update users set two_factor_enabled = two_factor_enabled and email_verified, email_verified = true
      where id = ${personId}
      returning email`
    if (!person) throw new Error('A password was reset for nobody')
    return person
  }
}
