import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/** A package whose code is in the bundle. */
interface BundledPackage {
  name: string
  /** Its folder on this machine. */
  folder: string
}

interface Manifest {
  version: string
  license?: string
  author?: string | { name: string }
}

/** The packages that modules belong to, each once, by name. Modules of our own and virtual ones (`\0…`) are left out. */
export function packagesOf(moduleIds: Iterable<string>): BundledPackage[] {
  const found = new Map<string, BundledPackage>()
  for (const id of moduleIds) {
    const match = /^(.*\/node_modules\/((?:@[^/]+\/)?[^/]+))\//.exec(id.replaceAll('\\', '/'))
    if (match?.[1] && match[2] && !id.startsWith('\0')) found.set(match[1], { name: match[2], folder: match[1] })
  }
  return [...found.values()].sort((a, b) => a.name.localeCompare(b.name, 'en'))
}

/**
 * The text of THIRD-PARTY-NOTICES: whose code the bundle holds and under which words, as their licences ask of those who pass it on.
 * Packages under the very same words stand above them together.
 * @throws Error where a package says neither a licence's name nor its text: such code must not be shipped.
 */
export function notices(packages: readonly BundledPackage[]): string {
  const byWords = new Map<string, string[]>()
  for (const one of packages) {
    const { title, words } = noticeOf(one)
    byWords.set(words, [...new Set([...(byWords.get(words) ?? []), title])])
  }
  const parts = [...byWords].map(([words, titles]) => `${titles.join('\n')}\n\n${words}`)
  return ['create-dockerize holds code of these packages, bundled into dist/.', ...parts].join(`\n\n${'-'.repeat(80)}\n\n`) + '\n'
}

function noticeOf({ name, folder }: BundledPackage): { title: string; words: string } {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest
  const text = licenceText(folder)
  if (text === null && !manifest.license) throw new Error(`${name} has no licence that could be passed on`)
  const holder = typeof manifest.author === 'string' ? manifest.author : manifest.author?.name
  return {
    title: `${name} ${manifest.version}${manifest.license ? `, ${manifest.license}` : ''}`,
    words: text ?? `By ${holder ?? 'its authors'}; the package brings no text of its licence.`,
  }
}

function licenceText(folder: string): string | null {
  const files = readdirSync(folder).filter((name) => /^(licen[cs]e|copying|notice)(\.|-|$)/i.test(name))
  if (files.length === 0) return null
  return files.map((name) => unwrapped(readFileSync(join(folder, name), 'utf8'))).join('\n\n')
}

/** The same words are the same text, however their lines are broken. */
function unwrapped(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.trim().replace(/\s+/g, ' '))
    .filter(Boolean)
    .join('\n\n')
}
