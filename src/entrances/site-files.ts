/** The web application's files from `public/`: hashed ones for ever, the page itself for every address of the browser. */
import { createReadStream } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'
import { Readable } from 'node:stream'
import type { MiddlewareHandler } from 'hono'
import type { Carried } from './problem.ts'

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.txt': 'text/plain; charset=utf-8',
}

/** Serves GET and HEAD; what is no file and no API address is the page. */
export function siteFiles(folder: string): MiddlewareHandler<Carried> {
  return async (context) => {
    const wanted = normalize(decodePath(context.req.path))
    const path = join(folder, wanted)
    const known = types[extname(path)]
    if (known && path.startsWith(folder + sep)) {
      const found = await stat(path).catch(() => undefined)
      if (!found?.isFile()) return context.text('Not found', 404)
      const lasting = wanted.includes(`${sep}assets${sep}`)
      context.header('Content-Type', known)
      context.header('Content-Length', String(found.size))
      context.header('Cache-Control', lasting ? 'public, max-age=31536000, immutable' : 'no-cache')
      // Who asks for the headers alone would leave the file open.
      if (context.req.method === 'HEAD') return context.body(null)
      return context.body(Readable.toWeb(createReadStream(path)) as ReadableStream)
    }
    const page = await readFile(join(folder, 'index.html'), 'utf8').catch(() => undefined)
    if (page === undefined) return context.text('The web application is not built yet: npm run build', 503)
    context.header('Cache-Control', 'no-cache')
    return context.html(page)
  }
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
