import type { Stack } from '../stacks/contract.ts'
import { isAside } from './decoys.ts'
import type { Dependency } from './facts.ts'
import type { Launch } from './launches.ts'
import { isOffered } from './programs/library.ts'
import { productionDependencies, type Manifests } from './manifests.ts'
import type { Code } from './modules.ts'
import type { Sighting, UnitSource } from './source.ts'
import { starts } from './starts.ts'
import type { UnitFolder } from './unit-folder.ts'

/** Something to run that the folder's code or manifest shows. */
export interface Recognised {
  stack: Stack
  role: string
  /** Which of the frameworks that share the stack. */
  framework: string | null
  sightings: readonly Sighting[]
}

/**
 * Everything to run in one folder, first what people and programs send requests to, then what works behind it. A second web
 * framework counts only where something starts it: one is often built on, or mounted into, another.
 */
export async function recognise(folder: UnitFolder, manifests: Manifests, code: Code, source: UnitSource, stacks: readonly Stack[]): Promise<Recognised[]> {
  const python = stacks.filter((stack) => stack.language === 'python')
  const seen = python.flatMap((stack) => byKind(stack, ofTheProgram(stack.recognise(source), source.launches, folder, code)))
  const web = seen.filter((one) => one.stack.kind === 'web')
  const kept = web.filter((one, index) => index === 0 || isStarted(one, source.launches, code, folder))
  const workers = seen.filter((one) => one.stack.kind === 'worker' && (kept.length > 0 || one.sightings.some((sighting) => !sighting.besideOnly)))
  const ofMakers = web.find((one) => one.stack.recipe !== undefined)
  if (ofMakers) return [withoutNeighbours(ofMakers, [...web.filter((one) => isStarted(one, source.launches, code, folder)), ...workers])]
  if (kept.length > 0) return [...kept, ...workers]
  // A library's tasks are for the workers of those who use it.
  if (isOffered(source)) return []
  const behind = await withoutApp(manifests, code, source, python)
  if (behind && !workers.some((one) => one.stack.id === behind.stack.id)) return [behind, ...workers]
  return workers.length > 0 ? workers : seen.filter((one) => one.stack.kind === 'program').slice(0, 1)
}

/** An image of a framework's makers starts that framework alone: what else the folder holds is told, not put into it. */
function withoutNeighbours(own: Recognised, all: readonly Recognised[]): Recognised {
  const notes = all
    .filter((one) => one !== own)
    .flatMap(({ stack, sightings: [first] }) =>
      first
        ? [
            {
              text: `${stack.title} is left out here: it cannot share the image of ${own.stack.title}, and has to be in a folder of its own`,
              file: first.file,
              line: first.line,
            },
          ]
        : [],
    )
  return { ...own, sightings: own.sightings.map((one) => ({ ...one, notes: [...(one.notes ?? []), ...notes] })) }
}

/** A framework among the dependencies whose app is nowhere to be seen: a question, unless the project only extends it. */
async function withoutApp(manifests: Manifests, code: Code, source: UnitSource, stacks: readonly Stack[]): Promise<Recognised | null> {
  const production = productionDependencies(manifests)
  // What brings servers of its own is what its project is about, whether it takes requests or not.
  const stack = stacks.find((one) => (one.kind === 'web' || one.system) && production.some((dependency) => brings(one, dependency)))
  if (!stack || isLibrary(manifests)) return null
  // An app in a folder that looks like examples is better than none at all, as long as there is something to serve it with.
  return { stack, role: stack.role, framework: null, sightings: stack.recognise({ ...source, modules: [...code.modules, ...(await code.aside())] }) }
}

export function brings(stack: Stack, dependency: Dependency): boolean {
  return stack.distributions.includes(dependency.name)
}

/** What was sighted, apart by framework and by what it is to the others. */
function byKind(stack: Stack, sightings: readonly Sighting[]): Recognised[] {
  const kinds = new Map<string, Recognised & { sightings: Sighting[] }>()
  for (const sighting of sightings) {
    const framework = sighting.framework ?? null
    const own = framework === null ? stack : (stack.as?.(framework) ?? stack)
    const dressed = sighting.kind === undefined ? own : { ...own, kind: sighting.kind }
    const role = sighting.role ?? dressed.role
    const key = `${framework} ${dressed.kind} ${role}`
    const kind = kinds.get(key)
    if (kind) kind.sightings.push(sighting)
    else kinds.set(key, { stack: dressed, role, framework, sightings: [sighting] })
  }
  return [...kinds.values()]
}

function isStarted({ sightings }: Recognised, launches: readonly Launch[], code: Code, { dir }: UnitFolder): boolean {
  const candidates = { modules: code.modules, importRoot: code.importRoot, dir }
  return sightings.some((sighting) => launches.some((launch) => starts(launch, sighting, candidates)))
}

/** `shop/scripts/fake_server.py` is part of the package and still no entry point, unless there is no other. */
function ofTheProgram(sightings: readonly Sighting[], launches: readonly Launch[], folder: UnitFolder, code: Code): readonly Sighting[] {
  const prefix = [folder.dir, code.importRoot].filter((part) => part !== '.').join('/')
  const inside = (file: string) => (prefix !== '' && file.startsWith(`${prefix}/`) ? file.slice(prefix.length + 1) : file)
  // A line of a script that starts something is a statement, wherever the script lies.
  const aside = (file: string) => file.endsWith('.py') && isAside(file)
  const program = sightings.filter((one) => !aside(inside(one.file).split('/').slice(1).join('/')))
  // `tools` that the app imports from is a package, and may hold a helper that starts itself beside the one that is deployed.
  const candidates = { modules: code.modules, importRoot: code.importRoot, dir: folder.dir }
  const main = program.filter((one) => !aside(inside(one.file)) || launches.some((launch) => launch.file !== one.file && starts(launch, one, candidates)))
  return [main, program, sightings].find((some) => some.length > 0) ?? []
}

/** A package that extends a framework: it can be installed, has no app of its own, and nothing that would serve one. */
function isLibrary(manifests: Manifests): boolean {
  const serves = productionDependencies(manifests).some(
    (one) => /^(uvicorn|gunicorn|hypercorn|granian|daphne|fastapi-cli|uwsgi|waitress)$/.test(one.name) || (one.name === 'fastapi' && one.extras.length > 0),
  )
  return !serves && (Boolean(manifests.pyproject?.buildSystem) || manifests.setup !== null)
}
