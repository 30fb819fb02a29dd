import type { UnitFolder } from '../unit-folder.ts'
import type { PackageJson } from './package-json.ts'

/** Packages that do something useful when they are installed, for lock files that do not say which do. */
const known =
  /^(@prisma\/(client|engines)|@swc\/core|argon2|bcrypt|better-sqlite3|canvas|esbuild|node-rdkafka|node-sass|prisma|puppeteer|re2|sharp|sqlite3|zeromq)$/

/**
 * Dependencies of a workspace whose install scripts have to run: npm's lock file marks them, pnpm's settings allow them by name (from 10 on
 * it runs no others), and for Yarn and Bun it is those of a list that the lock file holds.
 */
export function rebuildsOf(root: UnitFolder, manifest: PackageJson | null): string[] {
  const found = root.has('package-lock.json')
    ? marked(root.read('package-lock.json'))
    : root.has('pnpm-lock.yaml')
      ? allowed(root, manifest)
      : ['yarn.lock', 'bun.lock'].filter((file) => root.has(file)).flatMap((file) => listed(root.read(file)))
  return [...new Set(found)].sort()
}

function marked(text: string): string[] {
  try {
    const { packages = {} } = JSON.parse(text) as { packages?: Record<string, { hasInstallScript?: boolean; link?: boolean }> }
    return Object.entries(packages).flatMap(([path, one]) => {
      const name = path.split('node_modules/').at(-1) ?? ''
      return one.hasInstallScript && path.includes('node_modules/') && !one.link ? [name] : []
    })
  } catch {
    // The installer will say so.
    return []
  }
}

function allowed(root: UnitFolder, manifest: PackageJson | null): string[] {
  const settings = root.has('pnpm-workspace.yaml') ? root.read('pnpm-workspace.yaml') : ''
  const section = /^(?:onlyBuiltDependencies|allowBuilds)\s*:\s*\r?\n((?:[ \t]+.*\r?\n?|-.*\r?\n?)*)/m.exec(settings)?.[1] ?? ''
  const inSettings = [...section.matchAll(/^\s*(?:-\s*)?["']?(@?[\w./-]+)["']?\s*(?::\s*true\s*)?(?:#.*)?$/gm)].map((match) => match[1] ?? '')
  const inLock = [...root.read('pnpm-lock.yaml').matchAll(/^ {2}\/?['"]?(@?[^@'"\s]+)[@/][^\n]*:\n(?: {4}.*\n)*? {4}requiresBuild: true/gm)].map(
    (match) => match[1] ?? '',
  )
  return [...inSettings, ...inLock, ...(manifest?.builtDependencies ?? [])]
}

function listed(text: string): string[] {
  return [...text.matchAll(/^\s*"?(@?[\w./-]+)(?:@|":)/gm)].flatMap((match) => (known.test(match[1] ?? '') ? [match[1] ?? ''] : []))
}
