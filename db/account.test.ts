import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openIdentity, openIdentityPool } from '#src/services/identity-better-auth.ts'
import { openWorld, type World } from './test-world.ts'

let world: World
const dataDir = mkdtempSync(join(tmpdir(), 'upcrm-account-'))

beforeAll(async () => {
  world = await openWorld()
})

afterAll(async () => {
  await world?.close()
  rmSync(dataDir, { recursive: true, force: true })
})

function account(...words: string[]): Promise<{ code: number; out: string; err: string }> {
  const env = {
    ...process.env,
    DATA_DIR: dataDir,
    DATABASE_URL: world.ownerUrl,
    PUBLIC_URL: 'https://crm.example',
  }
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [join(import.meta.dirname, 'account.ts'), ...words],
      { env },
      (error, out, err) => resolve({ code: error ? Number(error.code) : 0, out, err }),
    )
  })
}

test('the operator gets a link that resets the password once', async () => {
  const pool = openIdentityPool(world.urls.auth)
  const identity = await openIdentity(pool, 'c2Vzc2lvbi1zZWNyZXQtb2YtdGhlLXRlc3Qtd29ybGQ')
  const email = 'ada@account.example'
  await identity.signUp({ email, password: 'correct horse battery', name: 'Ada' }, '')
  await pool.query(
    `with on_now as (update users set two_factor_enabled = true, email_verified = true returning id)
     insert into second_factors (user_id, secret, backup_codes) select id, 'unreadable', '' from on_now`,
  )
  const { code, out } = await account('reset', 'Ada@account.example', '--without-second-factor')
  expect(code).toBe(0)
  const token = /^https:\/\/crm\.example\/reset-password#(\S+)\n$/.exec(out)?.[1] ?? ''
  expect(await identity.finishReset(token, 'another horse battery')).toEqual({ email })
  await expect(identity.finishReset(token, 'another horse battery')).rejects.toMatchObject({
    code: 'invalid_link',
  })
  expect(await identity.signIn({ email, password: 'another horse battery' }, '')).toHaveProperty('cookie')

  const unknown = await account('reset', 'nobody@account.example')
  expect([unknown.code, unknown.out]).toEqual([1, ''])
  expect(unknown.err).toContain('Nobody has an account')
  expect((await account('delete', email)).err).toContain('Usage')
  await pool.end()
})
