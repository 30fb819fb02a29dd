import { posix } from 'node:path'
import type { DockerfileView } from '../../review/contract.ts'
import { inContext } from '../../review/model/manifest.ts'
import type { Install } from '../../review/model/installs.ts'

/** Files of the context that an install reads, and where it looks for them. */
export interface Manifests {
  from: readonly string[]
  to: string
}

/**
 * All that an install reads of the source: only where it can be seen to read nothing else.
 * @param workdir the folder that it is run in; null: unknown. @param target where all of the source is copied to.
 */
export function manifestsFor(view: DockerfileView, install: Install, workdir: string | null, target: string): Manifests | null {
  if (view.context === null) return null
  const read = (path: string): string | null => (view.ignore?.ignores(path) ? null : view.project.read(inContext(view.context!, path)))
  const to = target.endsWith('/') ? target : `${target}/`
  const files = install.by === 'pip' ? requirements(install, workdir, target, read) : nodeManifests(view, install, workdir, target, read)
  if (!files || files.length === 0) return null
  const folders = new Set(files.map((file) => posix.dirname(file)))
  if (folders.size > 1) return null
  const [folder] = [...folders]
  if (files.some((file) => /[\s"'$*?[\]]/.test(file))) return null
  return { from: files, to: folder === '.' ? to : `${to}${folder}/` }
}

type Read = (path: string) => string | null

/** The files of `-r`, and those that they include; null where one of them names something that lies here. */
function requirements({ command, packages, says }: Install, workdir: string | null, target: string, read: Read): string[] | null {
  if (packages.length > 0 || says('-e', '--editable', '--target', '--find-links', '-f')) return null
  const named = command.words.flatMap(({ text }, index) =>
    /^(-r|--requirement|-c|--constraint)$/.test(text)
      ? [command.words[index + 1]?.text ?? '']
      : (/^(?:-r|--requirement=|-c|--constraint=)(.+)$/.exec(text)?.[1] ?? []),
  )
  const files = new Set<string>()
  const queue = named.map((name) => inSource(name, workdir, target))
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    const text = next === null || files.size > 20 ? null : read(next)
    if (text === null) return null
    files.add(next!)
    for (const line of text.split(/\r?\n/)) {
      const words = line.replace(/(^|\s)#.*$/, '').trim()
      const other = /^(?:-r|--requirement|-c|--constraint)[\s=]*(\S+)$/.exec(words)?.[1]
      if (other) {
        const path = posix.join(posix.dirname(next!), other)
        if (!files.has(path)) queue.push(path)
      } else if (/^(-e|--editable|--find-links|-f)\b|^\.|^\/|file:/.test(words)) return null
    }
  }
  return [...files].sort()
}

const locks: Readonly<Partial<Record<Install['by'], string>>> = { npm: 'package-lock.json', yarn: 'yarn.lock', pnpm: 'pnpm-lock.yaml' }

/** The manifest with its lock; null where the install runs scripts of the project, or looks at other folders of it. */
function nodeManifests(view: DockerfileView, { by, packages, says }: Install, workdir: string | null, target: string, read: Read): string[] | null {
  const lock = locks[by]
  if (!lock || packages.length > 0 || says('--prefix', '-C', '--dir') || inSource('package.json', workdir, target) !== 'package.json') return null
  // Modules of the person's machine would be copied over those that were just installed.
  if (!view.ignore?.ignores('node_modules')) return null
  const manifest = read('package.json')
  if (manifest === null || read(lock) === null) return null
  if (/"(workspaces|(pre|post)?install|(pre|post)?prepare|preprepare)"\s*:|"(file|link|portal|workspace):/.test(manifest)) return null
  if (['.yarnrc.yml', 'pnpm-workspace.yaml', '.pnpmfile.cjs'].some((path) => view.project.has(inContext(view.context!, path)))) return null
  const settings = ['.npmrc', '.yarnrc'].filter((path) => read(path) !== null)
  return ['package.json', lock, ...settings]
}

/** A path as the command names it, as one of what is copied; null where it is not. */
function inSource(path: string, workdir: string | null, target: string): string | null {
  if (path === '' || path.includes('$')) return null
  const base = target.startsWith('/') ? target : workdir === null ? '/' : posix.join('/', workdir, target)
  const folder = workdir === null ? '/' : posix.join('/', workdir)
  const inside = posix.relative(base, path.startsWith('/') ? path : posix.join(folder, path))
  return inside === '' || inside.startsWith('..') ? null : inside
}
