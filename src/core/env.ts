/** Promise: the settings are read here and nowhere else, and a wrong one is named in a sentence before anything starts. */
import { randomBytes } from 'node:crypto'
import { resolve } from 'node:path'
import { keepSecret, secretPath, weakness } from './secrets.ts'

export interface SealingKey {
  /** Written into everything the key sealed, so that keys can be exchanged one after the other. */
  id: string
  key: Buffer
}

export interface Env {
  /** 0 lets the system choose. */
  port: number
  host: string
  /** Absolute. Holds the database unless `databaseUrl` is set, the secrets unless they are given, and files. */
  dataDir: string
  /** The owner's address of a Postgres elsewhere; without it UpCRM runs its own in `dataDir`. */
  databaseUrl: string | undefined
  /** The origin people reach UpCRM at, such as `https://crm.example.org`; without it only this machine is own. */
  publicUrl: string | undefined
  signUp: 'open' | 'invited'
  /** Without it mail goes into the built-in outbox. */
  smtpUrl: string | undefined
  mailFrom: string | undefined
  logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent'
  sessionSecret: string
  /** The first seals; all of them open. */
  sealingKeys: [SealingKey, ...SealingKey[]]
  /** Whom people ask about their data: an e-mail address or a page. */
  privacyContact: string | undefined
}

/** Settings that cannot be worked with; each problem is a sentence for the operator. */
export class SettingsError extends Error {
  readonly problems: string[]

  constructor(problems: string[]) {
    super(problems.join('\n'))
    this.name = 'SettingsError'
    this.problems = problems
  }
}

type Source = Record<string, string | undefined>

const mailAddress = /^[^\s@<>]+@[^\s@<>]+$/
const mailSender = /^([^<>\r\n]+ )?<[^\s@<>]+@[^\s@<>]+>$|^[^\s@<>]+@[^\s@<>]+$/

/** Reads and checks the settings; makes the secrets that are not given. A `.env` file counts where the environment is silent. */
export function readEnv(source: Source = process.env): Env {
  if (source === process.env) loadEnvFile()
  const problems: string[] = []
  const read = reader(source, problems)

  const settings = {
    port: Number(read('PORT', isPort, 'a number from 0 to 65535, such as 3000') ?? 3000),
    host: (read('HOST', isHost, 'a host name or address, such as 127.0.0.1') ?? '127.0.0.1').replace(
      /^\[|\]$/g,
      '',
    ),
    dataDir: resolve(read('DATA_DIR', (text) => !text.includes('\0'), 'a folder, such as ./data') ?? 'data'),
    databaseUrl: read(
      'DATABASE_URL',
      isDatabase,
      'an address such as postgres://user:password@host:5432/upcrm',
    ),
    publicUrl: read('PUBLIC_URL', isOrigin, 'an origin without a path, such as https://crm.example.org'),
    signUp: read('SIGN_UP', oneOf('open', 'invited'), '"open" or "invited"') ?? 'open',
    smtpUrl: read(
      'SMTP_URL',
      hasScheme('smtp:', 'smtps:'),
      'an address such as smtps://user:password@host:465',
    ),
    mailFrom: read('MAIL_FROM', (text) => mailSender.test(text), 'a sender such as UpCRM <crm@example.org>'),
    logLevel:
      read(
        'LOG_LEVEL',
        oneOf('debug', 'info', 'warn', 'error', 'silent'),
        'debug, info, warn, error or silent',
      ) ?? 'info',
    privacyContact: read('PRIVACY_CONTACT', isContact, 'an e-mail address or the https address of a page'),
  }
  const sessionSecret = given(source, 'SESSION_SECRET')
  const sealingKeys = given(source, 'SEALING_KEYS')
  const weak = sessionSecret && weakness(sessionSecret)
  if (weak) problems.push(`SESSION_SECRET ${weak}. ${makeOne}`)
  if (sealingKeys) parseSealingKeys(sealingKeys, problems)
  if (settings.smtpUrl && !settings.mailFrom) {
    problems.push(
      'MAIL_FROM is missing: with SMTP_URL the mails need a sender, such as UpCRM <crm@example.org>.',
    )
  }
  if (problems.length > 0) throw new SettingsError(problems)

  // Only now, so that a start with wrong settings leaves nothing behind.
  const kept = (name: string, make?: () => string) => {
    try {
      return keepSecret(settings.dataDir, name, make)
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code
      throw new SettingsError([
        `The data folder ${settings.dataDir} cannot be used (${code}): make it writable for the user UpCRM runs as, or name another in DATA_DIR.`,
      ])
    }
  }
  const env: Env = {
    ...settings,
    publicUrl: settings.publicUrl && new URL(settings.publicUrl).origin,
    sessionSecret: sessionSecret ?? kept('session'),
    sealingKeys: parseSealingKeys(sealingKeys ?? kept('sealing-keys', makeSealingKey), problems),
  }
  const weakFile = sessionSecret ? undefined : weakness(env.sessionSecret)
  if (weakFile)
    problems.push(`${secretPath(env.dataDir, 'session')} ${weakFile}. Remove it, and UpCRM makes a new one.`)
  if (problems.length > 0) throw new SettingsError(problems)
  return env
}

/** Where people reach UpCRM and where links lead: PUBLIC_URL, else the address it listens on. */
export function originOf({ publicUrl, host }: Pick<Env, 'publicUrl' | 'host'>, port: number): string {
  if (publicUrl) return publicUrl
  const everywhere = host === '0.0.0.0' || host === '::'
  const shown = everywhere ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host
  return `http://${shown}:${port}`
}

const makeOne = 'Leave it out, and UpCRM makes one.'

function loadEnvFile(): void {
  try {
    process.loadEnvFile()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
}

/** An empty value counts as none: that is what container tools pass on for a variable nobody set. */
function given(source: Source, name: string): string | undefined {
  return source[name]?.trim() || undefined
}

function reader(source: Source, problems: string[]) {
  return <Text extends string = string>(
    name: string,
    accepts: ((text: string) => text is Text) | ((text: string) => boolean),
    expected: string,
  ): Text | undefined => {
    const text = given(source, name)
    if (text === undefined || accepts(text)) return text as Text | undefined
    // An address can hold a password, which has no business on a console.
    const shown = name.endsWith('_URL') ? '' : ` "${text.slice(0, 60)}"`
    problems.push(`${name}${shown} is not usable: it should be ${expected}.`)
    return undefined
  }
}

const oneOf =
  <Word extends string>(...words: Word[]) =>
  (text: string): text is Word =>
    (words as string[]).includes(text)

const hasScheme =
  (...schemes: string[]) =>
  (text: string) => {
    const url = URL.parse(text)
    return url !== null && schemes.includes(url.protocol) && url.hostname !== ''
  }

function isPort(text: string): boolean {
  return /^\d{1,5}$/.test(text) && Number(text) <= 65535
}

function isHost(text: string): boolean {
  return /^(\[[\da-fA-F:.]+\]|[\da-fA-F:]*:[\da-fA-F:.]+|[a-zA-Z\d]([a-zA-Z\d.-]*[a-zA-Z\d])?)$/.test(text)
}

function isDatabase(text: string): boolean {
  const url = URL.parse(text)
  return (
    url !== null &&
    (url.protocol === 'postgres:' || url.protocol === 'postgresql:') &&
    url.pathname.length > 1 &&
    !/^(%5B|\[)?(your.?password|change.?me|password)(%5D|\])?$/i.test(url.password)
  )
}

function isOrigin(text: string): boolean {
  const url = URL.parse(text)
  return (
    url !== null &&
    (url.protocol === 'https:' || url.protocol === 'http:') &&
    url.pathname === '/' &&
    !/[?#@]/.test(text)
  )
}

function isContact(text: string): boolean {
  return mailAddress.test(text) || hasScheme('https:')(text)
}

const makeSealingKey = () => `1:${randomBytes(32).toString('base64')}`

/** `2:<base64>,1:<base64>`: an id, and 32 bytes. The newest key comes first. */
function parseSealingKeys(text: string, problems: string[]): [SealingKey, ...SealingKey[]] {
  const keys = text.split(',').map((entry) => {
    const [, id = '', encoded = ''] = /^\s*([\w-]{1,32}):([A-Za-z\d+/_-]+=*)\s*$/.exec(entry) ?? []
    return { id, key: Buffer.from(encoded, 'base64') }
  })
  if (keys.some(({ id, key }) => !id || key.length !== 32)) {
    problems.push(
      'SEALING_KEYS is not usable: each key should be an id, a colon and 32 bytes in base64, such as the answer of: echo "1:$(openssl rand -base64 32)"; several are separated by commas.',
    )
  } else if (new Set(keys.map(({ id }) => id)).size < keys.length) {
    problems.push('SEALING_KEYS is not usable: two of its keys have the same id.')
  } else if (keys.some(({ key }) => new Set(key).size < 12 || weakness(key.toString('latin1')))) {
    problems.push(`SEALING_KEYS is a sample value. ${makeOne}`)
  }
  return keys as [SealingKey, ...SealingKey[]]
}
