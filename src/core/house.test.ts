/** The rules of the house, executed: what is written in ARCHITECTURE cannot be broken in silence. */
import { globSync, readFileSync } from 'node:fs'
import { basename, dirname, join, normalize } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { operations } from '#src/operations.ts'
import { browserPackages } from '../../vite.config.ts'
import type { AnyOperation } from './operation.ts'
import { may, roles } from './permissions.ts'

const root = join(import.meta.dirname, '../..')
const files = globSync('{src,db,bench,e2e,scripts}/**/*.{ts,tsx,mjs,sql,css}', { cwd: root }).map((path) =>
  path.replaceAll('\\', '/'),
)
const isTest = (path: string) => /\.test\.tsx?$|^e2e\/|^db\/test-|-world\.ts$/.test(path)
const isCode = (path: string) => /\.(ts|tsx|mjs)$/.test(path)
const texts = new Map(files.map((path) => [path, readFileSync(join(root, path), 'utf8')]))
const code = files.filter((path) => isCode(path) && !isTest(path))

interface Import {
  /** A path from the root, or the name of a package. */
  target: string
  own: boolean
  /** Erased before anything runs. */
  typeOnly: boolean
}

function importsOf(path: string): Import[] {
  const text = (texts.get(path) ?? '').replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')
  const statements = [...text.matchAll(/^(?:import|export)\s+(type\s)?([^'";]*?)\sfrom\s+'([^']+)'/gm)]
  const found = statements.map(([, type, names = '', from = '']) => {
    const inner = /^\{([^}]*)\}$/.exec(names.trim())?.[1]
    const each = inner?.split(',').filter((name) => name.trim() !== '')
    return { from, typeOnly: Boolean(type) || (each?.every((name) => /^\s*type\s/.test(name)) ?? false) }
  })
  for (const [, from = ''] of text.matchAll(/(?:^import|[^.\w]import\()\s*'([^']+)'/gm))
    found.push({ from, typeOnly: false })
  return found.map(({ from, typeOnly }) => {
    const own = /^[.#]/.test(from)
    const target = from.startsWith('#')
      ? from.slice(1)
      : own
        ? normalize(join(dirname(path), from)).replaceAll('\\', '/')
        : from
    return { target, own, typeOnly }
  })
}

const imports = new Map(files.filter(isCode).map((path) => [path, importsOf(path)]))
const ownImports = (path: string) => (imports.get(path) ?? []).filter(({ own }) => own)

/** `core`, `web`, a slice such as `clients`, or an empty text for main, house and operations. */
const roomOf = (path: string) => /^src\/([^/]+)\//.exec(path)?.[1] ?? ''
const isSlice = (room: string) => room !== '' && !['core', 'services', 'entrances', 'web'].includes(room)
const runsInBrowser = (path: string) => path.endsWith('.tsx') || path.startsWith('src/web/')

/** Pure files that both sides may use: everything they import, and what that imports, is such a file or package. */
const safe = new Map<string, boolean>()
function isBrowserSafe(path: string): boolean {
  const known = safe.get(path)
  if (known !== undefined) return known
  safe.set(path, true)
  const text = texts.get(path) ?? ''
  const answer =
    path.endsWith('.ts') &&
    !/\bprocess\.|\bBuffer\b/.test(text) &&
    (imports.get(path) ?? []).every(
      ({ target, own, typeOnly }) => typeOnly || (own ? isBrowserSafe(target) : browserPackages.test(target)),
    )
  safe.set(path, answer)
  return answer
}

const breaches = (broken: (path: string, one: Import) => boolean, among = code) =>
  among.flatMap((path) =>
    (imports.get(path) ?? [])
      .filter((one) => broken(path, one))
      .map(({ target }) => `${path} imports ${target}`),
  )

describe('operations', () => {
  const all: readonly AnyOperation[] = operations
  const withRoute = all.filter(({ route }) => route)
  const twice = (values: readonly unknown[]) => values.filter((value, i) => values.indexOf(value) !== i)

  it('have names and routes of their own, and ten fields at most', () => {
    expect(twice(all.map(({ name }) => name))).toEqual([])
    // An address with another name for its id is the same address.
    expect(twice(withRoute.map(({ route }) => route?.replace(/:\w+/g, ':')))).toEqual([])
    for (const { name } of all) expect(name).toMatch(/^[a-z]+(_[a-z]+)*\.[a-z]+(_[a-z]+)*$/)
    const known = 'name route summary kind scope permission tool input output run'.split(' ')
    for (const one of all)
      expect(
        Object.keys(one).filter((field) => !known.includes(field)),
        one.name,
      ).toEqual([])
  })

  it('read with GET and write without it; what stands in an address is in the input', () => {
    for (const { name, kind, route = '', input } of withRoute) {
      const [method = '', path = ''] = route.split(' ')
      const methods = {
        read: ['GET'],
        write: ['POST', 'PATCH', 'DELETE'],
        reach: ['GET', 'POST'],
      }[kind as 'read' | 'write' | 'reach']
      expect(methods, name).toContain(method)
      const { properties = {} } = z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' })
      for (const [, param] of path.matchAll(/:(\w+)/g)) expect(Object.keys(properties), name).toContain(param)
    }
  })

  it('need a permission that some role has, and those of the system are not on HTTP', () => {
    for (const { name, permission, scope, route } of all) {
      expect(permission === 'account', name).toBe(scope === 'account')
      if (permission === 'system') expect(route, name).toBeUndefined()
      else if (permission !== 'account')
        expect(
          roles.some((role) => may(role, permission)),
          name,
        ).toBe(true)
    }
  })

  it('that are tools describe every field they take, and are thirty at most', () => {
    const tools = all.filter(({ tool }) => tool)
    expect(tools.length).toBeLessThanOrEqual(30)
    const bare = tools.flatMap(({ name, input }) => {
      const { properties = {} } = z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' })
      return Object.entries(properties)
        .filter(([, field]) => typeof field === 'object' && !field.description)
        .map(([field]) => `${name} ${field}`)
    })
    expect(bare).toEqual([])
  })
})

describe('imports', () => {
  it('lead to files that exist', () => {
    // Enough of them that an import written in another way than is looked for here would be missed.
    expect(importsOf('src/house.ts').length).toBeGreaterThan(15)
    for (const path of code.filter((one) => /^src\/.*\/operations\.ts$/.test(one)))
      expect(importsOf(path).length, path).toBeGreaterThan(3)
    expect(breaches((_, { target, own }) => own && !texts.has(target))).toEqual([])
  })

  it('core imports nothing of ours, services only core', () => {
    const rooms: Record<string, string[]> = { core: ['core'], services: ['core', 'services'] }
    expect(
      breaches((path, { target, own }) => {
        const allowed = rooms[roomOf(path)]
        return own && allowed !== undefined && !allowed.includes(roomOf(target))
      }),
    ).toEqual([])
  })

  it('a slice imports core, services, its own files, and of other slices only schema.ts and fields.ts', () => {
    expect(
      breaches((path, { target, own }) => {
        const [from, to] = [roomOf(path), roomOf(target)]
        if (!own || !isSlice(from) || runsInBrowser(path) || to === from) return false
        return (
          to !== 'core' &&
          to !== 'services' &&
          !(isSlice(to) && /^(schema|fields)\.ts$/.test(basename(target)))
        )
      }),
    ).toEqual([])
  })

  it('only main and house import entrances', () => {
    expect(
      breaches(
        (path, { target }) =>
          roomOf(target) === 'entrances' &&
          roomOf(path) !== 'entrances' &&
          !['src/main.ts', 'src/house.ts'].includes(path),
      ),
    ).toEqual([])
  })

  it('what runs in the browser gets values from there or from browser-safe files, and nothing in Node gets them from it', () => {
    expect(
      breaches(
        (path, { target, own, typeOnly }) =>
          runsInBrowser(path) &&
          !typeOnly &&
          (own
            ? !runsInBrowser(target) && !target.endsWith('.css') && !isBrowserSafe(target)
            : !browserPackages.test(target)),
      ),
    ).toEqual([])
    expect(
      breaches((path, { target, typeOnly }) => !runsInBrowser(path) && !typeOnly && runsInBrowser(target)),
    ).toEqual([])
  })

  it('make no circle', () => {
    const circles: string[] = []
    const done = new Set<string>()
    const walk = (path: string, trail: string[]): void => {
      if (trail.includes(path)) {
        circles.push([...trail.slice(trail.indexOf(path)), path].join(' → '))
        return
      }
      if (done.has(path)) return
      for (const { target, typeOnly } of ownImports(path)) if (!typeOnly) walk(target, [...trail, path])
      done.add(path)
    }
    for (const path of code) walk(path, [])
    expect(circles).toEqual([])
  })
})

describe('files', () => {
  it('have names that say what is in them, in kebab-case', () => {
    const empty = /(^|\/)(index|utils?|helpers?|common|misc|shared|lib)(\.|\/)/
    expect(files.filter((path) => empty.test(path))).toEqual([])
    expect(files.filter((path) => !/^[a-z\d]+(-[a-z\d]+)*(\.[a-z]+)+$/.test(basename(path)))).toEqual([])
  })

  it('have 300 lines at most; tests may be longer', () => {
    const lines = (path: string) => (texts.get(path) ?? '').split('\n').length - 1
    expect(
      files.filter((path) => !isTest(path) && lines(path) > 300).map((path) => `${path}: ${lines(path)}`),
    ).toEqual([])
  })

  it('hold no default exports, no classes but errors, and forget a type only in two places of core', () => {
    const having = (pattern: RegExp, among = code) =>
      among.filter((path) => pattern.test(texts.get(path) ?? ''))
    expect(having(/^export default /m)).toEqual([])
    // React catches faults of a page in a class, and knows no other way.
    expect(having(/^(export )?class (?!\w+ extends (Error|Refusal|Component)\b)/m)).toEqual([])
    // Biome refuses `any`; these are the places that ask it to look away.
    const forgotten = code.flatMap((path) =>
      (texts.get(path) ?? '')
        .split('noExplicitAny:')
        .slice(1)
        .map(() => path),
    )
    expect(forgotten.length).toBeLessThanOrEqual(2)
    expect(forgotten.filter((path) => roomOf(path) !== 'core')).toEqual([])
  })

  it('of core each say what they promise', () => {
    const silent = code.filter(
      (path) => roomOf(path) === 'core' && !/^\/\*\*[\s*]*Promise: /.test(texts.get(path) ?? ''),
    )
    expect(silent).toEqual([])
  })
})
