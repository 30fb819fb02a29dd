import { decide } from '../ask/decide.ts'
import type { Answers, Given, UnitAnswers } from '../ask/answers.ts'
import { detect } from '../detect/index.ts'
import type { Facts, UnitFacts } from '../detect/facts.ts'
import type { StatedDependencies } from '../detect/python-facts.ts'
import type { Project } from '../detect/project.ts'
import { readRequirement } from '../detect/readers/requirement.ts'
import { isCompiled } from '../detect/system-packages/index.ts'
import { UserError } from '../errors.ts'
import type { World } from '../pipeline.ts'
import { pythonBase } from '../plan/python-base.ts'
import type { RenderedFile } from '../render/files.ts'
import { stackOf } from '../stacks/index.ts'
import { pin } from './pin.ts'
import { requirementsText, type Entry } from './requirements-text.ts'
import { wantedIn } from './wanted.ts'

/** What is known once the packages are: the facts as they are with them, and what has to be written for that. */
export interface Complete {
  facts: Facts
  given: Given
  /** A requirements file for each folder that wanted one. */
  written: readonly RenderedFile[]
  /** What is left to the person. */
  toDo: readonly { command?: string; text: string }[]
}

/**
 * Settles what units without a manifest need: asks, looks up versions, and detects anew with the answer in place, so that
 * all that follows (system packages, servers, services) is as if the person had written the file.
 *
 * @throws UserError (exit 2) where nobody can be asked, and for a file that is not there.
 */
export async function withDependencies(facts: Facts, given: Given, world: World): Promise<Complete> {
  const said = await world.asker.dependencies(facts, given)
  const { answers } = decide(facts, said)
  const stated = new Map<string, StatedDependencies>()
  const written: RenderedFile[] = []
  const toDo: { command?: string; text: string }[] = []
  for (const folder of foldersIn(facts, answers)) {
    const wanted = wantedIn(folder.value)
    if (wanted.kind === 'file') stated.set(folder.dir, { file: fileIn(folder.dir, wanted.path, world.project) })
    else if (!answers.requirements)
      stated.set(folder.dir, {
        names: wantedEntries(folder, wanted.names)
          .map((one) => one.requirement)
          .sort(),
      })
    else {
      const made = await requirementsFile(folder, wanted.names, answers, world)
      written.push(made.file)
      toDo.push(...made.toDo)
    }
    toDo.push(...nowhere(folder))
  }
  world.progress('')
  if (stated.size === 0 && written.length === 0) return { facts, given: said, written, toDo }
  const complete = { ...(await detect(withFiles(world.project, written), stated)), ...(facts.owner === undefined ? {} : { owner: facts.owner }) }
  return { facts: complete, given: said, written, toDo }
}

/** A folder without a manifest, and what was said of it. */
interface Folder {
  dir: string
  value: string
  units: readonly { facts: UnitFacts; answers: UnitAnswers }[]
}

function foldersIn(facts: Facts, answers: Answers): Folder[] {
  const open = facts.units.filter((unit) => unit.packageManager === 'none')
  return [...new Set(open.map((unit) => unit.dir))].flatMap((dir) => {
    const units = open.filter((unit) => unit.dir === dir).map((unit) => ({ facts: unit, answers: answers.units.find((one) => one.name === unit.name)! }))
    const value = units[0]?.answers.dependencies ?? null
    return value === null ? [] : [{ dir, value, units }]
  })
}

/** What is asked for, each with the reason why it is. */
function wantedEntries({ units }: Folder, wanted: readonly string[]): Entry[] {
  const imports = units[0]?.facts.python?.imports ?? []
  const about = (name: string): string | null => {
    const seen = imports.find((one) => readRequirement(one.distribution ?? '')?.name === name)
    if (!seen) return null
    return seen.name === '' ? seen.about : readRequirement(seen.name.replaceAll('.', '-'))?.name === name ? null : seen.name
  }
  const needed = imports.flatMap((one) => (one.optional === null && one.distribution !== null ? [one.distribution] : []))
  const all = new Set(wanted.flatMap((name) => (name === 'imports' ? needed : [name])))
  return [...all].map((requirement) => ({ requirement, about: about(readRequirement(requirement)?.name ?? '') }))
}

/** Servers that the image needs and nothing imports: better where a person sees them than in the Dockerfile alone. */
function servers({ units }: Folder, entries: readonly Entry[]): Entry[] {
  const names = new Set(entries.map((one) => readRequirement(one.requirement)?.name))
  const added = units
    .flatMap(({ facts, answers }) => stackOf(answers.stack).command({ facts, answers }).adds ?? [])
    .map((one) => readRequirement(one)?.name ?? one)
    .filter((name) => !names.has(name))
  return [...new Set(added)].map((requirement) => ({ requirement, about: 'serves it' }))
}

/** What PyTorch's usual build brings along, and the one without CUDA does without. */
const forCuda = /^(nvidia-|cuda-|triton$)/

/** The file as it is to be written: with versions where somebody can tell them. */
async function requirementsFile(
  folder: Folder,
  wanted: readonly string[],
  answers: Answers,
  world: World,
): Promise<{ file: RenderedFile; toDo: Complete['toDo'] }> {
  const { root } = world.project
  const named = wantedEntries(folder, wanted)
  const entries = [...named, ...servers(folder, named)]
  const python = folder.units[0]?.answers.runtime ?? ''
  const path = folder.dir === '.' ? 'requirements.txt' : `${folder.dir}/requirements.txt`
  const base = pythonBase('slim', python, answers.baseRegistry)
  const image = base.image.replace('${PYTHON_VERSION}', python)
  // What has to be compiled has no version before that.
  const requirements = entries.map((one) => one.requirement).filter((one) => !isCompiled(readRequirement(one)?.name ?? ''))
  const found =
    requirements.length === 0
      ? { pins: new Map<string, string>() }
      : await pin({ requirements, python, root, image, signal: world.signal, progress: world.progress })
  const pins = found.pins && new Map([...found.pins].filter(([name]) => folder.units.some((one) => one.answers.accelerator === 'gpu') || !forCuda.test(name)))
  const file: RenderedFile = { path, text: requirementsText(entries, pins), mode: 0o644, kind: 'once' }
  return { file, toDo: found.pins ? [] : unpinned(path, folder, found.why) }
}

function unpinned(path: string, { units }: Folder, why: string): Complete['toDo'] {
  const unit = units[0]?.answers
  const told = { text: `${path} has no versions: ${why}. Each build without a cache takes the newest.` }
  // Distroless has no pip to ask.
  if (!unit || unit.base === 'distroless') return [told]
  return [
    told,
    { command: `docker compose run --rm --no-deps -T ${unit.name} pip --python /opt/venv/bin/python freeze > ${path}`, text: 'pins what the image has' },
  ]
}

/** What the code imports and no distribution brings. */
function nowhere({ units }: Folder): Complete['toDo'] {
  return (units[0]?.facts.python?.imports ?? [])
    .filter((one) => one.distribution === null && one.optional === null)
    .map((one) => ({ text: `${one.name} has to go from the code, or Python to be older: ${one.about}. ${one.file}:${one.line}` }))
}

/** As the unit sees it. @throws UserError where there is none. */
function fileIn(dir: string, path: string, project: Project): string {
  const prefix = dir === '.' ? '' : `${dir}/`
  const inFolder = path.startsWith(prefix) && project.has(path) ? path.slice(prefix.length) : path
  if (project.has(`${prefix}${inFolder}`)) return inFolder
  throw new UserError(`--dependencies: there is no file ${prefix}${inFolder}`, { exitCode: 2, todo: ['--dependencies imports   takes what the code imports'] })
}

/** The project as it will be with these files in it. */
function withFiles(project: Project, files: readonly RenderedFile[]): Project {
  const texts = new Map(files.map((file) => [file.path, file.text]))
  return {
    ...project,
    files: [...new Set([...project.files, ...texts.keys()])].sort(),
    has: (path) => texts.has(path) || project.has(path),
    read: (path) => texts.get(path) ?? project.read(path),
  }
}
