/** Promise: the cluster's server process is found, started, awaited and stopped by what its own files say of it. */
import { spawn, spawnSync } from 'node:child_process'
import {
  closeSync,
  fchownSync,
  openSync,
  readFileSync,
  readlinkSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Cluster, EngineError, isAlive, lastLine } from './cluster.ts'

interface Server {
  pid: number
  port: number
  status: string
}

interface Conditions {
  durable: boolean
  isStopping: () => boolean
  /** The port it must have; without it the last one is taken if it is free, or another. */
  port?: number
}

const alwaysSet = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  // Nothing that people wrote goes into the log: no statements, no values.
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_checkpoints: 'off',
  log_timezone: 'UTC',
  timezone: 'UTC',
  jit: 'off',
}
const durableSet = { fsync: 'on', full_page_writes: 'on', synchronous_commit: 'on' }
const fastSet = {
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
}

/** The cluster's live server as its lock file describes it; undefined when there is none. */
export function runningServer(folder: string): Server | undefined {
  const written = readLockFile(folder)
  return written && isServerOf(written.pid, folder) ? written : undefined
}

function readLockFile(folder: string): Server | undefined {
  try {
    const lines = readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n')
    return { pid: Number(lines[0]), port: Number(lines[3]), status: lines[7]?.trim() ?? '' }
  } catch {
    return undefined
  }
}

/** Whether that process is this cluster's server, and not a stranger who was given its number after a crash. */
function isServerOf(pid: number, folder: string): boolean {
  if (!(pid > 0) || !isAlive(pid)) return false
  if (process.platform === 'win32') return true
  return commandLine(pid).includes(`-D ${folder} `) || workingFolder(pid) === folder
}

function workingFolder(pid: number): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`)
  } catch {
    return undefined
  }
}

function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
  } catch {
    return process.platform === 'linux'
      ? ''
      : spawnSync('ps', ['-ww', '-o', 'command=', '-p', `${pid}`]).stdout.toString()
  }
}

/** Answers the port of the cluster's server, started if none runs, once it takes connections. */
export async function bringUp(cluster: Cluster, conditions: Conditions): Promise<number> {
  let trouble = ''
  let attempts = 0
  for (;;) {
    if (conditions.isStopping()) throw new EngineError('Stopped while starting.')
    const running = runningServer(cluster.folder)
    if (running?.status === 'ready') return running.port
    if (running) {
      // It starts, recovers after a crash, which may take long and is never to be cut short, or stops.
      await sleep(10)
      continue
    }
    // Someone else starts the same cluster, a killed server's last processes are still going, the port has just been
    // taken: all this passes.
    if (attempts > 0 && (attempts > 200 || !/lock file|shared memory block|TCP\/IP sockets/.test(trouble))) {
      throw new EngineError(`The database does not start: ${trouble} (${logPath(cluster.folder)})`)
    }
    if (attempts > 0) await sleep(100)
    attempts++
    forgetStranger(cluster.folder)
    trouble = await launch(cluster, conditions)
  }
}

/** A lock file whose process is alive but a stranger: Postgres would take it for itself and never start again. */
function forgetStranger(folder: string): void {
  const written = readLockFile(folder)
  // Postgres still refuses when processes of the old server are attached to its memory.
  if (written && isAlive(written.pid)) rmSync(join(folder, 'postmaster.pid'), { force: true })
}

/** Starts the server and waits until it is ready; answers what was wrong if it ended instead. */
async function launch(cluster: Cluster, conditions: Conditions): Promise<string> {
  const port = conditions.port ?? (await freePort(lastPort(cluster.folder)))
  const settings = { ...alwaysSet, ...(conditions.durable ? durableSet : fastSet) }
  const args = ['-D', cluster.folder, '-p', `${port}`]
  for (const [name, value] of Object.entries(settings)) args.push('-c', `${name}=${value}`)

  const path = logPath(cluster.folder)
  keepLogSmall(path)
  const logFile = openSync(path, 'a', 0o600)
  const logStart = statSync(path).size
  const { uid, gid } = cluster.spawning
  if (uid !== undefined && gid !== undefined) fchownSync(logFile, uid, gid)
  let failure: string | undefined
  // In a session of its own: neither Ctrl-C at the terminal nor our own death reaches it.
  const child = spawn(cluster.postgres, args, {
    ...cluster.spawning,
    detached: true,
    stdio: ['ignore', logFile, logFile],
  })
  closeSync(logFile)
  child.on('error', (error) => {
    failure = error.message
  })
  child.unref()
  while (!conditions.isStopping()) {
    if (failure) return failure
    if (child.exitCode !== null || child.signalCode !== null) return complaint(path, logStart)
    const written = readLockFile(cluster.folder)
    if (written?.pid === child.pid && written?.status === 'ready') return ''
    await sleep(5)
  }
  return ''
}

/** Why it ended, in the server's own words. */
function complaint(path: string, from: number): string {
  const file = openSync(path, 'r')
  const buffer = Buffer.alloc(64 * 1024)
  const text = buffer.toString('utf8', 0, readSync(file, buffer, 0, buffer.length, from))
  closeSync(file)
  const lines = text.split('\n').filter((line) => /FATAL|PANIC|could not|error/i.test(line))
  return (
    lastLine(lines.at(-1) ?? text).replace(/^.*?(FATAL|PANIC|LOG|WARNING): +/, '') ||
    'it ended without a word'
  )
}

/** Beside the cluster, where our own user may write. */
const logPath = (folder: string) => join(dirname(folder), 'postgres.log')

function keepLogSmall(path: string): void {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0
  if (size > 10_000_000) renameSync(path, `${path}.1`)
}

/** Postgres notes in its own folder how it was last started. */
function lastPort(folder: string): number | undefined {
  try {
    return (
      Number(/"-p" "(\d+)"/.exec(readFileSync(join(folder, 'postmaster.opts'), 'utf8'))?.[1]) || undefined
    )
  } catch {
    return undefined
  }
}

/** Below the range from which systems take ports for outgoing connections, so that it is likely free next time too. */
async function freePort(preferred: number | undefined): Promise<number> {
  if (preferred && (await isFree(preferred))) return preferred
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 12_000)
    if (await isFree(port)) return port
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen({ port, host: '127.0.0.1', exclusive: true }, () => probe.close(() => resolve(true)))
  })
}

/** Fast shutdown: sessions end, everything is written. If that hangs, an immediate one, which loses nothing either. */
export async function shutDown(folder: string): Promise<void> {
  const running = runningServer(folder)
  if (!running) return
  send(running.pid, 'SIGINT')
  const startedAt = performance.now()
  let urged = false
  // Until the process is gone, not only its lock file: only then has everything been let go of.
  while (isServerOf(running.pid, folder)) {
    if (!urged && performance.now() - startedAt > 5_000) {
      urged = true
      send(running.pid, 'SIGQUIT')
    }
    await sleep(5)
  }
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
