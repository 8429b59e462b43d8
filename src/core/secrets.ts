/** Promise: a secret is made once, by the system's random source, and only the data folder's owner can read it. */
import { randomBytes } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, renameSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Where the secret of this name lies. */
export const secretPath = (dataDir: string, name: string) => join(dataDir, 'secrets', name)

/** The secret kept under this name, or undefined when there is none yet. */
export function readSecret(dataDir: string, name: string): string | undefined {
  try {
    return readFileSync(secretPath(dataDir, name), 'utf8').trim() || undefined
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/** The secret kept under this name; made with `make` the first time. */
export function keepSecret(dataDir: string, name: string, make: () => string = randomSecret): string {
  const kept = readSecret(dataDir, name)
  if (kept) return kept
  const path = secretPath(dataDir, name)
  mkdirSync(join(dataDir, 'secrets'), { recursive: true, mode: 0o700 })
  const draft = `${path}.${randomBytes(6).toString('hex')}`
  writeFileSync(draft, `${make()}\n`, { flag: 'wx', mode: 0o600, flush: true })
  try {
    // A link, unlike a rename, fails when another start was quicker: then both go on with the first one's secret.
    linkSync(draft, path)
    unlinkSync(draft)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') unlinkSync(draft)
    else renameSync(draft, path)
  }
  return readSecret(dataDir, name) ?? ''
}

/** 256 bits that may stand in a URL. */
export const randomSecret = () => randomBytes(32).toString('base64url')

const samples =
  /change.?(me|it|this)|replace.?(me|this)|your.?(secret|key|password|session)|(example|sample|default|insecure|placeholder|password|passwort|geheim|topsecret|qwerty|letmein|abcdef|123456)|^(secret|test|demo|dev|admin|changeme|key|token)+[-_ 0-9!]*$/i

/** Why this value must not guard anything, as the end of a sentence; undefined when it may. */
export function weakness(value: string): string | undefined {
  if (samples.test(value)) return 'is a sample value'
  if (value.length < 32) return 'is shorter than 32 characters'
  if (new Set(value).size < 12) return 'repeats a few characters'
  return undefined
}
