import type { UnitFolder } from '../unit-folder.ts'
import { listensAt, starting } from './entry.ts'
import { frameworkOf, type Framework } from './frameworks.ts'
import type { PackageJson } from './package-json.ts'
import type { Script } from './sources.ts'

/** What runs on a telephone or a desk. */
const elsewhere = ['expo', 'react-native', 'electron', '@tauri-apps/cli', '@ionic/core']

/** A program for another kind of machine, whatever else it is made with: nothing of it is served. */
export function runsElsewhere({ dependencies }: PackageJson): boolean {
  return dependencies.some((one) => one.group === 'main' && elsewhere.includes(one.name))
}

/**
 * Whether a member of a workspace is a library, which may have all that an app has: the framework that it is written for, a page to try it
 * out. It hands something to others, and nothing starts it.
 */
export function isLibrary({ targets, scripts }: PackageJson): boolean {
  return targets.length > 0 && !starting.some((name) => scripts.has(name))
}

/** Next.js is among the dependencies of components too; an app has pages. */
export function hasPages({ package: name }: Framework, folder: UnitFolder): boolean {
  return name !== 'next' || ['app', 'pages', 'src/app', 'src/pages'].some((one) => folder.hasFolder(one))
}

/** Programs that build an app's pages, each run by the script of the package that has them. */
const buildsPages = /(^|[\s/])(next|nuxt|nuxi|vite|ng|astro|react-scripts|vue-cli-service|react-router|remix)\s+(vite:)?build\b/

/** Folders of what a repository needs itself. */
const tooling = /^(tools?|scripts?|bin|build|config|configs|docker|infra)\//

/**
 * Whether the root of a workspace is an app beside its members: pages of its own that its own script builds, or a program of its own that
 * listens and that its script starts. What runs the scripts of its members, or a tool of the repository, is none.
 */
export function isAppItself(folder: UnitFolder, manifest: PackageJson, scripts: readonly Script[]): boolean {
  const framework = frameworkOf(manifest, folder)?.framework
  if (framework?.output !== undefined && hasPages(framework, folder) && buildsPages.test(manifest.scripts.get('build')?.value ?? '')) return true
  const own = scripts.filter((one) => !tooling.test(one.path))
  const started = starting.flatMap(
    (name) => /(?:^|\s)(?:node|tsx|ts-node|bun)\s+(?:-\S+\s+)*(?:\.\/)?([\w./-]+)/.exec(manifest.scripts.get(name)?.value ?? '')?.[1] ?? [],
  )
  const isOwn = (path: string) => own.some((one) => one.path.replace(/\.\w+$/, '') === path.replace(/\.\w+$/, '')) || /^(dist|build|out|lib)\//.test(path)
  return started.some(isOwn) && own.some((one) => listensAt.test(one.text))
}
