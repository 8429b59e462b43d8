/** The processes of a run: our server as `npm start` runs it, the floor, and the load. */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { FloorSettings } from './floor.ts'
import type { Job, Measured } from './load.ts'
import { processorTime } from './processor.ts'
import type { Scenario, Sees } from './scenarios.ts'
import type { People, World } from './world.ts'

/** With the milliseconds of processor that an answer took in Node and in Postgres. */
export type Measurement = Measured & { processor: number }

export type Party = 'ours' | 'floor'

export type Parties = Awaited<ReturnType<typeof openParties>>

const root = fileURLToPath(new URL('..', import.meta.url))
const accounts = {
  all: { name: 'Lena Hartmann', email: 'lena@bench.example', password: 'four words on a bench' },
  own: { name: 'Tomasz Lis', email: 'tomasz@bench.example', password: 'four words on a bench' },
}

function startChild(
  file: string,
  options: { env?: NodeJS.ProcessEnv; execArgv?: string[] } = {},
): ChildProcess {
  const child = fork(file, { cwd: root, stdio: ['ignore', 'pipe', 'inherit', 'ipc'], ...options })
  child.on('exit', (code) => {
    if (code) console.error(`${file} ended with ${code}`)
  })
  return child
}

function answerOf<T>(child: ChildProcess, message: object): Promise<T> {
  return new Promise((resolve, reject) => {
    const ended = () => reject(new Error('A process of the bench ended too early.'))
    child.once('exit', ended)
    child.once('message', (answer: T & { error?: string }) => {
      child.off('exit', ended)
      if (answer.error) reject(new Error(answer.error))
      else resolve(answer)
    })
    child.send(message)
  })
}

/** The server says in one line where it is. */
function portOf(server: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let said = ''
    server.stdout?.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-1000)
      const port = /UpCRM is ready at \S+:(\d+)/.exec(said)?.[1]
      if (port) resolve(Number(port))
    })
    server.once('exit', () => reject(new Error('the server did not start')))
  })
}

export async function openParties(place: {
  databaseUrl: string
  dataDir: string
  postmaster: number
  profile: string | undefined
}) {
  const server = startChild('src/main.ts', {
    env: {
      ...process.env,
      DATABASE_URL: place.databaseUrl,
      DATA_DIR: place.dataDir,
      PORT: '0',
      HOST: '127.0.0.1',
      LOG_LEVEL: 'warn',
    },
    execArgv: [
      '--max-semi-space-size=16',
      '--heap-growing-percent=50',
      ...(place.profile ? ['--cpu-prof', `--cpu-prof-dir=${place.profile}`] : []),
    ],
  })
  const port = await portOf(server)
  const load = startChild('bench/load.ts')
  const base = `http://127.0.0.1:${port}/api/v1`
  const cookies: Record<Sees, string> = { all: '', own: '' }
  let organizationId = ''
  let floor: { child: ChildProcess; port: number } | undefined

  async function post(path: string, body: object, cookie = ''): Promise<Response> {
    const headers = { 'Content-Type': 'application/json', Cookie: cookie }
    return fetch(base + path, { method: 'POST', headers, body: JSON.stringify(body) })
  }

  /** One request by whoever sees all; throws for what is no 2xx. */
  async function ask<T>(method: 'GET' | 'POST' | 'PATCH', path: string, body?: object): Promise<T> {
    const plain = body !== undefined && !(body instanceof FormData)
    const answer = await fetch(base + path, {
      method,
      headers: { Cookie: cookies.all, ...(plain ? { 'Content-Type': 'application/json' } : {}) },
      ...(body === undefined ? {} : { body: plain ? JSON.stringify(body) : (body as FormData) }),
    })
    if (!answer.ok) throw new Error(`${method} ${path}: ${await answer.text()}`)
    return (await answer.json()) as T
  }

  async function session(account: { name: string; email: string; password: string }) {
    let answer = await post('/auth/sign-up', account)
    const { email, password } = account
    if (!answer.ok) answer = await post('/auth/sign-in', { email, password })
    if (!answer.ok) throw new Error(`nobody can sign in: ${await answer.text()}`)
    const cookie = answer.headers.getSetCookie().map((line) => line.split(';')[0])
    const { user, organizations } = (await answer.json()) as {
      user: { id: string }
      organizations: { id: string }[]
    }
    return { cookie: cookie.join('; '), id: user.id, organizationId: organizations[0]?.id }
  }

  /** Two real sessions, and the organization that the first one founded. */
  async function signUp(): Promise<People> {
    const [all, own] = [await session(accounts.all), await session(accounts.own)]
    cookies.all = all.cookie
    cookies.own = own.cookie
    organizationId = all.organizationId ?? ''
    if (!organizationId) {
      const settings = { name: 'Bench', country: 'DE', currency: 'EUR', timeZone: 'Europe/Berlin' }
      const founded = await post('/organizations', settings, all.cookie)
      organizationId = ((await founded.json()) as { id: string }).id
    }
    return { organizationId, all: all.id, own: own.id }
  }

  async function startFloor(people: People, world: World): Promise<void> {
    const child = startChild('bench/floor.ts')
    const person = (sees: Sees) => ({
      personId: people[sees],
      name: accounts[sees].name,
      clientId: world.clientIds[sees][0] ?? '',
    })
    const settings: FloorSettings = {
      databaseUrl: place.databaseUrl,
      organizationId,
      people: { all: person('all'), own: person('own') },
    }
    const { port } = await answerOf<{ port: number }>(child, settings)
    floor = { child, port }
  }

  function addressOf(party: Party, sees: Sees) {
    if (party === 'ours') return { port, prefix: '/api/v1' }
    if (!floor) throw new Error('the floor is not there')
    return { port: floor.port, prefix: `/${sees}` }
  }

  /** Whether both answer the first requests with the same bytes. What is created differs in its ids and moments. */
  async function sameBytes({ method, paths, body }: Scenario, sees: Sees): Promise<boolean> {
    const answers = async (party: Party, path: string) => {
      const { port, prefix } = addressOf(party, sees)
      const headers = { 'Content-Type': 'application/json', Cookie: cookies[sees] }
      const init = { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) }
      const text = await (await fetch(`http://127.0.0.1:${port}${prefix}${path}`, init)).text()
      return method === 'GET' ? text : text.replace(/[0-9a-f-]{36}|\d{4}-\d\d-\d\dT[\d:.]+Z/g, '')
    }
    for (const path of paths.slice(0, 20)) {
      if ((await answers('ours', path)) !== (await answers('floor', path))) return false
    }
    return true
  }

  async function measure(
    party: Party,
    { method, paths, body }: Scenario,
    sees: Sees,
    limits: { connections: number; milliseconds: number; atMost?: number },
  ): Promise<Measurement> {
    const { port, prefix } = addressOf(party, sees)
    const content = body ? JSON.stringify(body) : ''
    const requests = paths.map((path) => {
      const head = [
        `${method} ${prefix}${path} HTTP/1.1`,
        `Host: 127.0.0.1:${port}`,
        'Accept: application/json',
        `UpCRM-Organization: ${organizationId}`,
        `Cookie: ${cookies[sees]}`,
        ...(body ? ['Content-Type: application/json', `Content-Length: ${Buffer.byteLength(content)}`] : []),
      ]
      return `${head.join('\r\n')}\r\n\r\n${content}`
    })
    const job: Job = { port, requests, atMost: 100_000, ...limits }
    const pid = (party === 'ours' ? server.pid : floor?.child.pid) ?? 0
    const before = processorTime(pid, place.postmaster)
    const { measured } = await answerOf<{ measured: Measured }>(load, job)
    return { ...measured, processor: (processorTime(pid, place.postmaster) - before) / measured.answers }
  }

  async function close(): Promise<void> {
    load.disconnect()
    floor?.child.disconnect()
    if (server.exitCode !== null) return
    const ended = once(server, 'exit')
    server.kill('SIGTERM')
    await ended
  }

  return { signUp, startFloor, sameBytes, measure, ask, close }
}
