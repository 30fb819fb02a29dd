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
  repository?: string | { url: string }
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
 * @throws Error where a package says neither a licence's name nor its text: such code must not be shipped.
 */
export function notices(packages: readonly BundledPackage[]): string {
  const parts = packages.map((one) => {
    const manifest = JSON.parse(readFileSync(join(one.folder, 'package.json'), 'utf8')) as Manifest
    const text = licenceText(one.folder)
    if (!text && !manifest.license) throw new Error(`${one.name} has no licence that could be passed on`)
    const holder = typeof manifest.author === 'string' ? manifest.author : manifest.author?.name
    return [
      `${one.name} ${manifest.version}`,
      `Licence: ${manifest.license ?? 'see below'}`,
      ...(text ? [] : [`Author: ${holder ?? 'see its package'}`]),
      '',
      text ?? 'The package brings no text of its licence.',
    ].join('\n')
  })
  return ['create-dockerize holds code of these packages, bundled into dist/.', ...parts].join(`\n\n${'-'.repeat(80)}\n\n`) + '\n'
}

function licenceText(folder: string): string | null {
  const files = readdirSync(folder).filter((name) => /^(licen[cs]e|copying|notice)(\.|-|$)/i.test(name))
  if (files.length === 0) return null
  return files.map((name) => readFileSync(join(folder, name), 'utf8').trim()).join('\n\n')
}
