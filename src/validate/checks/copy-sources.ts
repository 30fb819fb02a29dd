import { readdirSync } from 'node:fs'
import { join, posix } from 'node:path'
import { packageManagers } from '../../package-managers/index.ts'
import type { ImagePlan } from '../../plan/plan.ts'
import type { Dockerfile, Instruction } from '../../detect/readers/dockerfile.ts'
import { ignoredBy } from '../../detect/readers/dockerignore.ts'
import type { Finding, Written } from '../written.ts'

/** Each file that a Dockerfile takes from its context is in the project and survives the context's ignore file. */
export async function copySources(written: Written): Promise<readonly Finding[]> {
  const found: Finding[] = []
  for (const image of written.plan.images) {
    const file = written.dockerfiles.get(image.dockerfile)
    if (!file || image.kept) continue
    const isIgnored = await ignoredBy(written.text(image.dockerignore) ?? '')
    for (const { source, line } of sourcesOf(file)) {
      const detail = faultOf(written, image, source, isIgnored)
      const at = { file: image.dockerfile, line }
      if (detail !== null && !found.some((one) => one.detail === detail && one.at?.file === at.file)) found.push({ ok: false, detail, at })
    }
  }
  return found
}

function faultOf(written: Written, image: ImagePlan, source: string, isIgnored: (path: string) => boolean): string | null {
  const path = posix.join(image.context, source)
  const kind = written.exists(path)
  if (kind === null) return missing(written, image, path)
  const inContext = posix.join(source)
  if (kind === 'file') return isIgnored(inContext) ? `${path} is copied, and ${image.dockerignore} drops it` : null
  if (inContext === '.') return null
  return anyFile(written.root, image.context, inContext, isIgnored) ? null : `${path}/ is copied, and ${image.dockerignore} drops all that is in it`
}

function missing(written: Written, image: ImagePlan, path: string): string {
  const unit = written.facts.units.find((one) => one.name === image.unit)
  const manager = packageManagers.find((one) => one.id === unit?.packageManager)
  const isLock = manager?.lockfile && posix.basename(path) === posix.basename(manager.lockfile)
  return isLock && manager.lockCommand ? `${path} is not there: run ${manager.lockCommand}` : `${path} is not there`
}

/** What COPY, ADD and bind mounts take from the context, not from another stage, a URL or a here document. */
function sourcesOf(file: Dockerfile): { source: string; line: number }[] {
  return file.stages.flatMap((stage) => {
    const values = argumentsOf([...file.globals, ...stage.instructions])
    return stage.instructions.flatMap((instruction) =>
      rawSources(instruction)
        .map((raw) =>
          raw.replaceAll(
            /\$\{(\w+)(?::?-([^}]*))?\}|\$(\w+)/g,
            (_, braced?: string, fallback?: string, bare?: string) => values.get(braced ?? bare ?? '') ?? fallback ?? '$',
          ),
        )
        // A value that only the build knows; and a pattern may match nothing, that is what it is used for.
        .filter((source) => !/[$*?[\]]/.test(source))
        .map((source) => ({ source: source.replace(/^\/+/, '').replace(/\/+$/, '') || '.', line: instruction.line })),
    )
  })
}

function rawSources({ name, flags, words }: Instruction): string[] {
  if (name === 'COPY' || name === 'ADD') {
    if (flags.some((flag) => flag.name === 'from')) return []
    return words.slice(0, -1).filter((word) => !word.startsWith('<<') && !/^[a-z][a-z0-9+.-]*:\/\/|^git@/.test(word))
  }
  if (name !== 'RUN') return []
  return flags.flatMap((flag) => {
    const options = new Map(flag.value.split(',').map((part) => [part.split('=')[0]!, part.slice(part.indexOf('=') + 1)]))
    if (flag.name !== 'mount' || (options.get('type') ?? 'bind') !== 'bind' || options.has('from')) return []
    return [options.get('source') ?? options.get('src') ?? '.']
  })
}

function argumentsOf(instructions: readonly Instruction[]): ReadonlyMap<string, string> {
  return new Map(
    instructions
      .filter((one) => one.name === 'ARG')
      .flatMap((one) => one.words)
      .flatMap((word) => (word.includes('=') ? [[word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)] as const] : [])),
  )
}

/** Ends at the first file that stays, so that a large folder costs nothing. */
function anyFile(root: string, context: string, folder: string, isIgnored: (path: string) => boolean): boolean {
  const folders = [folder]
  for (let next = folders.pop(); next !== undefined; next = folders.pop()) {
    for (const entry of readdirSync(join(root, context, next), { withFileTypes: true })) {
      const path = `${next}/${entry.name}`
      if (entry.isDirectory()) folders.push(path)
      else if (!isIgnored(path)) return true
    }
  }
  return false
}
