/** Sessions and one-time links of identity, in plain SQL on the tables that better-auth works on. */
import type { Sql } from '#src/core/db.ts'
import { conflict, Refusal } from '#src/core/errors.ts'
import { newToken } from '#src/core/tokens.ts'
import type { Identity } from './identity.ts'

const linkMinutes = 30

type Links = Pick<
  Identity,
  'sessions' | 'endSession' | 'endOtherSessions' | 'startReset' | 'startEmailChange' | 'finishEmailChange'
>

export function createLinks(
  sql: Sql,
  storedIdentifier: (identifier: string) => Promise<string>,
  sessionHash: Identity['sessionHash'],
): Links {
  return {
    async sessions(personId, cookie) {
      const rows = await sql<{
        id: string
        createdAt: Date
        updatedAt: Date
        userAgent: string
        token: string
      }>`
        select id, created_at, updated_at, coalesce(user_agent, '') as user_agent, token
        from sessions where user_id = ${personId} and expires_at > now() order by updated_at desc limit 200`
      const current = sessionHash(cookie)
      return rows.map((row) => ({
        id: row.id,
        createdAt: row.createdAt.toISOString(),
        lastSeenAt: row.updatedAt.toISOString(),
        userAgent: row.userAgent,
        current: row.token === current,
      }))
    },

    async endSession(personId, sessionId) {
      const ended = await sql`
        delete from sessions where id = ${sessionId} and user_id = ${personId} returning id`
      return ended.length > 0
    },

    async endOtherSessions(personId, cookie) {
      await sql`delete from sessions where user_id = ${personId} and token <> ${sessionHash(cookie) ?? ''}`
    },

    // One statement, which does the same work whether or not somebody has the address.
    async startReset(email) {
      const token = newToken()
      const rows = await sql<{ email: string }>`
        with person as (select id, email from users where email = ${email}),
             link as (insert into verifications (identifier, value, expires_at)
                      select ${await storedIdentifier(`reset-password:${token}`)}, id::text,
                             now() + make_interval(mins => ${linkMinutes})
                      from person)
        select email from person`
      return rows[0] ? { token, ...rows[0] } : null
    },

    async startEmailChange(personId, email) {
      const token = newToken()
      const rows = await sql`
        with person as (select id from users u
                        where id = ${personId} and not exists (select from users o where o.email = ${email})),
             earlier as (delete from verifications
                         where identifier like 'change-email~%' and value like ${`${personId} %`}),
             link as (insert into verifications (identifier, value, expires_at)
                      select ${await storedIdentifier(`change-email:${token}`)}, id || ' ' || ${email},
                             now() + make_interval(mins => ${linkMinutes})
                      from person)
        select id from person`
      return rows[0] ? { token, email } : null
    },

    async finishEmailChange(token, cookie) {
      // `taken` is read in the same snapshot; two people after one address at once are stopped by the unique index.
      const rows = await sql<{ personId: string; previous: string; email: string }>`
        with link as (delete from verifications
                      where identifier = ${await storedIdentifier(`change-email:${token}`)} and expires_at > now()
                      returning split_part(value, ' ', 1)::uuid as person_id, split_part(value, ' ', 2) as email),
             before as (select u.id, u.email from users u join link on link.person_id = u.id),
             changed as (update users u set email = link.email, email_verified = true, updated_at = now()
                         from link where u.id = link.person_id returning u.id),
             ended as (delete from sessions s using link
                       where s.user_id = link.person_id and s.token <> ${sessionHash(cookie) ?? ''}),
             void as (delete from verifications v using link
                      where v.identifier <> ${await storedIdentifier(`change-email:${token}`)}
                        and (v.value = link.person_id::text or v.value like link.person_id || ' %'))
        select link.person_id, before.email as previous, link.email
        from link join before on before.id = link.person_id join changed on changed.id = link.person_id`.catch(
        (error: { code?: string }) => {
          if (error.code === '23505')
            throw conflict('email_taken', 'There is an account with this e-mail address already.')
          throw error
        },
      )
      const [changed] = rows
      if (!changed)
        throw new Refusal(
          422,
          'invalid_link',
          'This link has been used, or it is too old. Ask for a new one.',
        )
      return changed
    },
  }
}
