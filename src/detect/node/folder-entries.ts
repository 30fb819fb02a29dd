import type { UnitFolder } from '../unit-folder.ts'
import type { PackageJson } from './package-json.ts'

/** Files that an installer reads beside package.json and its lock. */
export function manifestFiles(folder: UnitFolder, lockfile: string | null): string[] {
  const npmrc = folder.has('.npmrc') && credentialLine(folder.read('.npmrc')) === null ? ['.npmrc'] : []
  const more = ['pnpm-workspace.yaml', '.yarnrc.yml', 'bunfig.toml', '.pnpmfile.cjs'].filter((one) => folder.has(one))
  const folders = ['.yarn/releases', '.yarn/plugins', '.yarn/patches', 'patches'].filter((one) => folder.hasFolder(one))
  return ['package.json', ...(lockfile === null ? [] : [lockfile]), ...npmrc, ...more, ...folders]
}

/** Line of an `.npmrc` that holds a credential itself, and not the name of a variable; null: none does. */
export function credentialLine(npmrc: string): number | null {
  const line = npmrc.split('\n').findIndex((text) => /^[^#;=]*(_auth|_authToken|_password)\s*=(?!.*\$\{)/i.test(text))
  return line < 0 ? null : line + 1
}

const notSource =
  /^(node_modules|\..*|dist|build|out|coverage|docs?|tests?|__tests__|e2e|cypress|playwright.*|README.*|LICENSE.*|CHANGELOG.*|CONTRIBUTING.*|.*\.md|Dockerfile.*|compose.*\.ya?ml|docker-compose.*\.ya?ml|Makefile|package-lock\.json|pnpm-lock\.yaml|yarn\.lock|bun\.lockb?|npm-shrinkwrap\.json|package\.json|DOCKER\.md|jest\.config.*|vitest\.config.*|.*\.log)$/i

/** Files and folders of the unit's top that its build, or its development server, reads. */
export function sourceEntries(folder: UnitFolder): string[] {
  const tops = new Set(folder.files.map((file) => file.split('/')[0] ?? file))
  return [...tops].filter((one) => !notSource.test(one)).sort()
}

/** Folders that servers read at run time and no compiler copies. */
export function besideCode(folder: UnitFolder): string[] {
  return ['public', 'views', 'templates', 'static', 'assets', 'locales', 'i18n', 'prisma', 'drizzle', 'migrations', 'config'].filter((one) =>
    folder.hasFolder(one),
  )
}

/** Scripts of the project's own that an installer runs. */
export function ownInstallScripts({ scripts }: PackageJson): string[] {
  return ['preinstall', 'install', 'postinstall', 'prepare'].filter((name) => scripts.has(name))
}
