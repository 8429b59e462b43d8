import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { readEnv, SettingsError } from './env.ts'

function folder() {
  const path = mkdtempSync(join(tmpdir(), 'upcrm-env-'))
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  return path
}

function problems(source: Record<string, string>) {
  try {
    readEnv({ DATA_DIR: folder(), ...source })
  } catch (error) {
    if (error instanceof SettingsError) return error.problems
    throw error
  }
  return []
}

test('without settings UpCRM runs on this machine with secrets of its own, the same at the next start', () => {
  const dataDir = join(folder(), 'new', 'data')
  const env = readEnv({ DATA_DIR: dataDir, DATABASE_URL: '', SMTP_URL: ' ' })
  expect(env).toMatchObject({ port: 3000, host: '127.0.0.1', dataDir, signUp: 'open', logLevel: 'info' })
  expect(env).toMatchObject({ databaseUrl: undefined, publicUrl: undefined, smtpUrl: undefined })
  expect(env.sessionSecret.length).toBeGreaterThan(40)
  expect(env.sealingKeys).toMatchObject([{ id: '1' }])
  expect(env.sealingKeys[0].key).toHaveLength(32)
  expect(readEnv({ DATA_DIR: dataDir })).toEqual(env)

  const secrets = join(dataDir, 'secrets')
  expect(readdirSync(secrets).sort()).toEqual(['sealing-keys', 'session'])
  expect(statSync(secrets).mode & 0o777).toBe(0o700)
  for (const name of readdirSync(secrets)) expect(statSync(join(secrets, name)).mode & 0o777).toBe(0o600)
  expect(readFileSync(join(secrets, 'session'), 'utf8').trim()).toBe(env.sessionSecret)
})

test('what is given is taken', () => {
  const dataDir = folder()
  const older = Buffer.from('m9Xv2qLw7TzRk4Bn8YcJd1GhPs5Fu0Ea').toString('base64')
  const newer = Buffer.from('Zp3Kx8Vn1QmWt6Ry0LbHs7DfJg2Cu5Ao').toString('base64')
  const env = readEnv({
    DATA_DIR: dataDir,
    PORT: '0',
    HOST: '[::1]',
    DATABASE_URL: 'postgresql://crm:pw@db.example.org/upcrm?sslmode=require',
    PUBLIC_URL: 'https://crm.example.org/',
    SIGN_UP: 'invited',
    SMTP_URL: 'smtps://crm:pw@mail.example.org',
    MAIL_FROM: 'UpCRM <crm@example.org>',
    LOG_LEVEL: 'silent',
    PRIVACY_CONTACT: 'privacy@example.org',
    SESSION_SECRET: 'h2Kq9ZtR4vYx7WnB1mLc6JdP3sFg8Qa0',
    SEALING_KEYS: `2:${newer}, 1:${older}`,
  })
  expect(env).toMatchObject({ port: 0, host: '::1', publicUrl: 'https://crm.example.org', signUp: 'invited' })
  expect(env.sealingKeys.map(({ id }) => id)).toEqual(['2', '1'])
  expect(readdirSync(dataDir)).toEqual([])
})

test('each wrong setting gets a sentence, and nothing is made', () => {
  const dataDir = folder()
  const found = problems({
    DATA_DIR: dataDir,
    PORT: '70000',
    HOST: 'http://localhost',
    DATABASE_URL: 'postgres://postgres:[YOUR-PASSWORD]@db.example.org/postgres',
    PUBLIC_URL: 'https://crm.example.org/crm',
    SIGN_UP: 'closed',
    SMTP_URL: 'mail.example.org',
    LOG_LEVEL: 'loud',
    PRIVACY_CONTACT: 'javascript:alert(1)',
    SESSION_SECRET: 'change-me-change-me-change-me-change-me',
  })
  const named = ['PORT', 'HOST', 'DATABASE_URL', 'PUBLIC_URL', 'SIGN_UP', 'SMTP_URL', 'LOG_LEVEL']
  expect(found.map((sentence) => sentence.split(' ')[0])).toEqual([
    ...named,
    'PRIVACY_CONTACT',
    'SESSION_SECRET',
  ])
  expect(found.join()).not.toContain('YOUR-PASSWORD')
  expect(readdirSync(dataDir)).toEqual([])

  expect(problems({ SMTP_URL: 'smtp://localhost:2525' })).toEqual([
    expect.stringMatching(/^MAIL_FROM is missing/),
  ])
  expect(problems({ PUBLIC_URL: 'ftp://crm.example.org' })).toHaveLength(1)
  expect(problems({ DATA_DIR: '/dev/null/data' })).toEqual([expect.stringMatching(/DATA_DIR/)])
})

test('sample secrets are refused, wherever they come from', () => {
  const repeated = 'ab'.repeat(20)
  const sample = 'your-secret-key-here-at-least-32-characters'
  for (const value of [
    'secret',
    'change-me',
    'changeme123',
    'x'.repeat(64),
    repeated,
    sample,
    'Tr0ub4dor&3',
  ]) {
    expect(problems({ SESSION_SECRET: value }), value).toHaveLength(1)
  }
  for (const key of [Buffer.alloc(32), Buffer.alloc(32, 'change-me'), Buffer.from('short')]) {
    expect(problems({ SEALING_KEYS: `1:${key.toString('base64')}` })).toHaveLength(1)
  }
  const good = 'Zp3Kx8Vn1QmWt6Ry0LbHs7DfJg2Cu5Ao'
  const encoded = Buffer.from(good).toString('base64')
  expect(problems({ SEALING_KEYS: `1:${encoded},1:${encoded}` })).toHaveLength(1)
  expect(problems({ SEALING_KEYS: encoded })).toHaveLength(1)

  const dataDir = folder()
  readEnv({ DATA_DIR: dataDir })
  writeFileSync(join(dataDir, 'secrets', 'session'), 'secret\n')
  expect(problems({ DATA_DIR: dataDir })).toEqual([
    expect.stringMatching(/secrets\/session is a sample value/),
  ])
})
