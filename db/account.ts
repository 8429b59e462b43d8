/**
 * For whoever runs UpCRM. `npm run account -- reset EMAIL` prints a link with which its holder chooses a new password;
 * `--without-second-factor` also takes the second factor off, for who has lost it.
 */
import pg from 'pg'
import { sqlOn } from '#src/core/db.ts'
import { type Env, originOf, readEnv, SettingsError } from '#src/core/env.ts'
import { setLogLevel } from '#src/core/log.ts'
import { linkTo } from '#src/services/account-mails.ts'
import { createLinks } from '#src/services/identity-links.ts'
import { storedIdentifier } from '#src/services/identity-options.ts'
import { runningEngineUrl, startEngine } from './engine.ts'

const flag = '--without-second-factor'
const usage = `Usage: npm run account -- reset EMAIL [${flag}]`

/** Beside a running UpCRM its database is used; else ours is started for this one deed. */
async function withDatabase<T>(env: Env, work: (url: string) => Promise<T>): Promise<T> {
  const url = env.databaseUrl ?? runningEngineUrl(env.dataDir)
  if (url) return work(url)
  const engine = await startEngine({ dataDir: env.dataDir })
  try {
    return await work(engine.url)
  } finally {
    await engine.stop()
  }
}

async function startReset(url: string, email: string, withoutFactor: boolean): Promise<string | null> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('set search_path = identity')
    const sql = sqlOn(client)
    const link = await createLinks(sql, storedIdentifier, () => null).startReset(email)
    if (withoutFactor) {
      await sql`
        with off as (update users set two_factor_enabled = false where email = ${email} returning id)
        delete from second_factors using off where user_id = off.id`
    }
    return link?.token ?? null
  } catch (error) {
    // Before the first start there are no tables, and nobody.
    if ((error as { code?: string }).code === '42P01') return null
    throw error
  } finally {
    await client.end()
  }
}

async function main(): Promise<void> {
  const words = process.argv.slice(2)
  const [deed, email, ...more] = words.filter((word) => word !== flag)
  if (deed !== 'reset' || !email || email.startsWith('-') || more.length > 0) throw new Error(usage)
  const env = readEnv()
  setLogLevel('silent')
  const token = await withDatabase(env, (url) =>
    startReset(url, email.trim().toLowerCase(), words.includes(flag)),
  )
  if (!token) throw new Error(`Nobody has an account with ${email}.`)
  console.error(`Whoever opens this within 30 minutes chooses a new password for ${email}, once:`)
  console.log(linkTo.reset(originOf(env, env.port), token))
}

main().catch((error) => {
  console.error(error instanceof SettingsError ? error.problems.join('\n') : (error as Error).message)
  process.exitCode = 1
})
