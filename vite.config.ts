/** Builds the browser's application from index.html into public/, and refuses what may not run in a browser. */
import { relative, sep } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const root = import.meta.dirname

/** Packages that code shared by Node and the browser, or the browser's own code, may import. */
export const browserPackages =
  /^(react|react-dom|scheduler|@mantine\/[^/]+|@tabler\/icons-react|@tanstack\/[^/]+|@fontsource-variable\/[^/]+|use-intl|marked|dompurify|zod|recharts|rrule|libphonenumber-js|uqr)(\/|$)/

/** Rooms of the server: importing a value from them would carry the server into the bundle. */
const serverRooms = /^(db|src\/(entrances|services|main\.ts|operations\.ts)|src\/[^/]+\/operations\.ts)/

/** Stops the build at the first import that leads from the browser into the server, and says by which way. */
function browserSafe(): Plugin {
  const importedBy = new Map<string, string>()
  const wayTo = (path: string) => {
    const way = [path]
    for (let at = importedBy.get(path); at && !way.includes(at); at = importedBy.get(at)) way.unshift(at)
    return way.join(' → ')
  }
  return {
    name: 'browser-safe',
    enforce: 'pre',
    async resolveId(source, importer) {
      const from = importer && ownPath(importer)
      if (!from?.startsWith('src/')) return null
      if (/^[./]|^\0|^virtual:|^#/.test(source)) {
        const target = await this.resolve(source, importer, { skipSelf: true })
        const to = target && ownPath(target.id)
        if (to && serverRooms.test(to)) this.error(`The browser may not import ${to}: ${wayTo(from)}`)
        if (to && !importedBy.has(to)) importedBy.set(to, from)
        return target
      }
      if (!browserPackages.test(source)) this.error(`The browser may not import "${source}": ${wayTo(from)}`)
      return null
    },
  }
}

/** The path inside this repository, with slashes; null for what lies outside or in a package. */
function ownPath(id: string) {
  const path = relative(root, id.split('?')[0] ?? id)
  return path.startsWith('..') || path.includes('node_modules') ? null : path.split(sep).join('/')
}

export default defineConfig({
  plugins: [browserSafe(), react()],
  publicDir: 'src/web/static',
  build: {
    outDir: 'public',
    emptyOutDir: true,
    // Everything comes as a file of our own origin: the page's policy allows no data: fonts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2023',
  },
  server: { proxy: { '/api': 'http://localhost:3000' } },
})
