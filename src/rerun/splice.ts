import { diskAt } from '../apply/disk.ts'
import { changes as changesFor } from '../apply/index.ts'
import type { Change } from '../apply/changes.ts'
import { kindOf } from '../ask/given.ts'
import type { Project } from '../detect/project.ts'
import { formatPlace, UserError } from '../errors.ts'
import { isChange } from '../draft.ts'
import type { World } from '../pipeline.ts'
import { composeAddition, type Added } from '../render/compose-addition.ts'
import { showSplice } from '../report/splice.ts'
import type { Run } from '../run.ts'
import { serviceOf } from '../services/index.ts'
import { composeFile, type ComposeFile } from '../validate/compose.ts'
import { parseYaml } from '../validate/yaml-text.ts'
import { runningIn, type Running } from './by-hand.ts'
import { networksFor, networksWords, type Reach } from './networks.ts'
import { emptyVariables, environmentFiles } from './splice-environment.ts'
import type { Words } from './words.ts'

/** Puts services into a compose file that a person wrote: lines are added, none is changed. */
export async function addToForeign(path: string, words: Words, world: World, run: Run): Promise<string> {
  refuseParts(path, words)
  const file = await opened(world.project, path)
  const there = runningIn(file)
  const next: { text: string }[] = []
  const added: Added[] = []
  for (const service of words.services) {
    const kind = kindOf(service)
    const found = there.find((one) => serviceFamily(one.kind) === serviceFamily(kind))
    if (found) next.push({ text: `${found.name} is a ${found.kind} already: ${formatPlace(found)}, ${found.image}.` })
    else added.push(addedOf(service))
  }
  for (const { kind } of added) refuseTaken(file, kind)
  const [all, reach] = [withNeeds(added, there), networksFor(file)]
  const { text, conflicts } = await spliced(file, null, await composeAddition(all, reach))
  const now = await servicesIn(path, text)
  if (all.some(({ kind }) => !(kind in now)) || conflicts.length > 0)
    throw new UserError('cannot take a service without another change of what is there. Nothing was written.', {
      at: { file: path, line: (conflicts[0] ?? 0) + 1 },
      todo: ['it can be put into one YAML document with services: and a key for each service'],
    })
  const extra = added.length > 0 ? environmentFiles(added, world.project, world.fresh) : []
  next.push(...added.map(({ kind }) => ({ text: reached(kind, reach) })), ...emptyVariables(all, world.project))
  return write([...(text === file.text ? [] : [changeOf(path, file.text, text)]), ...(await changesFor(extra, world.project, null))], path, next, world, run)
}

function reached(kind: string, reach: Reach): string {
  const { title, port } = serviceOf(kind)
  return reach.published
    ? `${title} is reached at localhost:${port} by services of the host's network.`
    : `${title} is reached at ${kind}:${port} by services of ${networksWords(reach)}.`
}

/**
 * Takes services out again that `addToForeign` put in.
 * @throws UserError for one that is not there, or that a person changed.
 */
export async function removeFromForeign(path: string, words: Words, world: World, run: Run): Promise<string> {
  refuseParts(path, words)
  const file = await opened(world.project, path)
  const there = runningIn(file)
  const gone = words.services.map((service) => foundIn(there, kindOf(service), path))
  const fragment = await composeAddition(
    gone.map((one) => ({ kind: one.kind, ...versionIn(one) })),
    networksFor(file),
  )
  const { text, conflicts } = await spliced(file, fragment, null)
  const left = await servicesIn(path, text)
  const changed = gone.find((one) => one.name in left)
  if (conflicts[0] !== undefined || changed)
    throw new UserError(`${changed?.name ?? 'it'} is not as create-dockerize writes it, so it stays. Nothing was written.`, {
      at: { file: path, line: changed?.line ?? conflicts[0]! + 1 },
      todo: ['take it out by hand'],
    })
  const next = gone.flatMap(({ kind }) => {
    const { volume } = serviceOf(kind)
    return volume ? [{ text: `The volume ${volume.name} and its data are still in docker: docker volume ls lists it.` }] : []
  })
  return write([changeOf(path, file.text, text)], path, next, world, run)
}

async function write(changes: readonly Change[], path: string, next: readonly { text: string }[], world: World, run: Run): Promise<string> {
  const { project, signal } = world
  signal.throwIfAborted()
  const writes = !run.options.dryRun && changes.some(isChange)
  if (writes) await world.commit(project.root, changes)
  const before = changes.find((change) => change.path === path && 'before' in change)
  const checks = writes && run.options.validate && before && 'before' in before
  const validation = checks ? await (await import('./splice-check.ts')).checkedSplice(project.root, path, before.before, signal) : []
  return showSplice({ changes, next, validation, compose: path }, run)
}

async function spliced(file: ComposeFile, base: string | null, theirs: string | null) {
  const { merge } = await import('../apply/merge.ts')
  const { conflicts, write: settle } = merge(file.path, { base, mine: file.text, theirs })
  return { text: settle(() => 'mine'), conflicts: conflicts.map((one) => one.from) }
}

async function servicesIn(path: string, text: string): Promise<ComposeFile['services']> {
  return composeFile(path, text, await parseYaml(text))?.services ?? {}
}

/**
 * The file as it lies on the disk, byte order mark and line ends included.
 * @throws UserError where it is no compose file that can be read.
 */
async function opened(project: Project, path: string): Promise<ComposeFile> {
  const found = diskAt(project.root).look(path)
  if (found.kind !== 'text') throw new UserError('is not UTF-8 text. Nothing was written.', { at: { file: path } })
  const parsed = await parseYaml(found.text)
  const file = composeFile(path, found.text, parsed)
  const [fault] = parsed.faults
  if (!file || fault)
    throw new UserError(`${fault?.detail.split('\n')[0] ?? 'is no compose file'}. Nothing was written.`, { at: { file: path, line: fault?.line ?? 1 } })
  const root = parsed.value as Readonly<Record<string, unknown>>
  const bare = Object.entries(root).find(([, value]) => typeof value === 'object' && value !== null && ('image' in value || 'build' in value))
  if (!file.has('services') && bare)
    throw new UserError(`is in the first format, without services, which docker no longer reads. Nothing was written.`, {
      at: { file: path, line: file.lineOf(bare[0]) },
      todo: ['put all of it below a line that says services:'],
    })
  return file
}

/** What it cannot do without comes along, unless it is there. */
function withNeeds(added: readonly Added[], there: readonly Running[]): readonly Added[] {
  const needs = added.flatMap((one) => serviceOf(one.kind).needs ?? [])
  const missing = needs.filter((kind) => !added.some((one) => one.kind === kind) && !there.some((one) => one.kind === kind))
  return [...missing.map((kind) => ({ kind })), ...added]
}

function addedOf(service: string): Added {
  const kind = kindOf(service)
  return service === kind ? { kind } : { kind, version: service.slice(kind.length + 1) }
}

/** The version that an image was asked for with; none where it is today's. */
function versionIn({ kind, image }: Running): { version?: string } {
  const service = serviceOf(kind)
  if (image === service.image) return {}
  const tag = image.slice(image.lastIndexOf(':') + 1)
  const version = [tag, ...tag.split('-'), tag.replace(/-.*$/, '')].find((one) => service.imageFor(one) === image)
  return version === undefined ? {} : { version }
}

/** Two names of one thing to the code that uses it. */
function serviceFamily(kind: string): string {
  return kind === 'minio' ? serviceOf('seaweedfs').protocol : serviceOf(kind).protocol
}

function foundIn(there: readonly Running[], kind: string, path: string): Running {
  const found = there.find((one) => one.kind === kind && one.name === kind)
  if (found) return found
  throw new UserError(`there is no ${kind} in ${path}. Nothing was written.`, {
    todo: [`it has: ${there.map((one) => one.name).join(', ') || 'no service that is known'}`],
  })
}

function refuseTaken(file: ComposeFile, kind: string): void {
  if (!(kind in file.services)) return
  throw new UserError(`a service is called ${kind} and is another one. Nothing was written.`, {
    at: { file: file.path, line: file.lineOf('services', kind) },
    todo: ['give it another name first'],
  })
}

/** A proxy is more than its service: routes that follow from the project's parts, in a file beside, and parts that believe it. */
function refuseParts(path: string, { units, services }: Words): void {
  const watcher = services.map(kindOf).find((kind) => serviceOf(kind).profile)
  if (watcher !== undefined)
    throw new UserError(`${watcher}: ${path} is yours, and whom ${watcher} is to ask is not known from it. Nothing was written.`, {
      todo: [`move ${path} away, and run create-dockerize --with ${watcher}`],
    })
  const proxy = services.map(kindOf).find((kind) => serviceOf(kind).proxy)
  if (proxy !== undefined)
    throw new UserError(`${proxy}: ${path} is yours, and what ${proxy} stands in front of is not known from it. Nothing was written.`, {
      todo: [`move ${path} away, and run create-dockerize --with ${proxy}`],
    })
  if (units.length === 0) return
  throw new UserError(`${units.join(', ')}: ${path} is yours, and only services are added to it. Nothing was written.`, {
    todo: ['create-dockerize   sets the project up around it'],
  })
}

function changeOf(path: string, before: string, after: string): Change {
  return before === after ? { path, mode: 0o644, action: 'identical' } : { path, mode: 0o644, action: 'merge', before, after }
}
