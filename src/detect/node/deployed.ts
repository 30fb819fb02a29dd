import type { UnitFolder } from '../unit-folder.ts'
import { starting } from './entry.ts'
import type { Framework } from './frameworks.ts'
import type { PackageJson } from './package-json.ts'

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
