/**
 * Promise: one Chromium for the browser tests: the one that is named, or there, else Playwright's, else the system's
 * package. Run as a program it makes sure that there is one; `npm test` does that before anything else.
 */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import type { Browser } from 'playwright-core'

const programs = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']
const usualPlaces = [
  '/usr/bin/chromium',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** A browser that needs nothing of the machine but Chromium itself. */
export async function launchChromium(): Promise<Browser> {
  const { chromium } = await import('playwright-core')
  const args = ['--disable-dev-shm-usage']
  // Chromium's sandbox refuses to work for root.
  if (process.getuid?.() === 0) args.push('--no-sandbox')
  return chromium.launch({ executablePath: await findChromium(), args })
}

/** The path of a Chromium on this machine, or undefined. */
export async function findChromium(): Promise<string | undefined> {
  const named = process.env.CHROMIUM_PATH
  if (named) return named
  const onPath = (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap((folder) => programs.map((name) => join(folder, name)))
  return [...usualPlaces, ...onPath].find(runs) ?? (await playwrightsChromium())
}

/** Loaded only when it is asked: most machines have a Chromium, and loading takes longer than everything else here. */
async function playwrightsChromium(): Promise<string | undefined> {
  const { chromium } = await import('playwright-core')
  const path = chromium.executablePath()
  return runs(path) ? path : undefined
}

/** Whether it is there and runs: a stub, or a download that lacks the system's libraries, does not. */
function runs(path: string): boolean {
  return existsSync(path) && spawnSync(path, ['--version'], { stdio: 'ignore' }).status === 0
}

async function makeSure(): Promise<void> {
  const found = await findChromium()
  if (found && runs(found)) return
  if (found) fail(`CHROMIUM_PATH names ${found}, which does not run.`)
  console.log('Getting Chromium for the browser tests, once …')
  const attempts = process.getuid?.() === 0 ? [downloadChromium, installPackage] : [downloadChromium]
  for (const attempt of attempts) if (attempt() && (await findChromium())) return
  fail(
    'The browser tests need Chromium, and none could be found or fetched. Install one (on Debian, as root: apt-get install chromium), or name one in CHROMIUM_PATH.',
  )
}

function downloadChromium(): boolean {
  return quietly(process.execPath, [join('node_modules', 'playwright-core', 'cli.js'), 'install', 'chromium'])
}

function installPackage(): boolean {
  return (
    quietly('apt-get', ['update']) &&
    quietly('apt-get', [
      'install',
      '-y',
      '--no-install-recommends',
      '-o',
      'DPkg::Lock::Timeout=300',
      'chromium',
    ])
  )
}

/** What these programs say is for nobody, unless nothing works: then the last sentence says what to do. */
function quietly(command: string, args: string[]): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  return spawnSync(command, args, { env, stdio: 'ignore' }).status === 0
}

function fail(sentence: string): never {
  console.error(sentence)
  process.exit(1)
}

if (import.meta.main) await makeSure()
