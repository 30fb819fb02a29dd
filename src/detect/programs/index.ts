import { importGraph } from '../import-graph.ts'
import { moduleName } from '../import-root.ts'
import type { Launch } from '../launches.ts'
import type { Sighting, UnitSource } from '../source.ts'
import { candidatesOf, type Candidate } from './candidates.ts'
import { cliOf } from './command-line.ts'
import { endures } from './endurance.ts'
import { listensIn } from './listens.ts'
import { toolkitIn } from './toolkits.ts'

/**
 * What can be started in a folder whatever it is written with: installed scripts, packages that run, files that say so themselves.
 * A library has none of them; code for people who work on the project (scripts, tools, examples) is none either.
 */
export function programSightings(source: UnitSource): readonly Sighting[] {
  const found = candidatesOf(source).map((one) => sighting(one, source))
  // A library's own little commands are for those who use it; what runs on is for deploying.
  return isLibrary(source) ? found.filter((one) => one.details?.['ends'] === undefined) : found
}

/** It says so where packages are published. */
function isLibrary(source: UnitSource): boolean {
  const manifests = ['pyproject.toml', 'setup.cfg', 'setup.py'].filter((file) => source.files.includes(file))
  return manifests.some((file) => /Topic :: Software Development :: Libraries/.test(source.read(file)))
}

/**
 * Programs beside a web app that a process file starts under a name of their own, and that run on: `consumer: python -m shop.consumer`.
 */
export function besideSightings(source: UnitSource): readonly Sighting[] {
  const named = source.launches.filter((one) => isProcess(one) && one.purpose === 'production')
  const found = named.flatMap((launch) => {
    const candidate = candidatesOf(source, true).find((one) => isStartedBy(one, launch))
    if (!candidate || launch.process === null) return []
    const seen = sighting(candidate, source)
    return seen.details?.['ends'] === undefined && seen.port === undefined
      ? [{ ...seen, kind: 'worker' as const, role: launch.process.toLowerCase(), file: launch.file, line: launch.line, why: 'it is started there' }]
      : []
  })
  return found.filter((one, index) => found.findIndex((other) => other.entrypoint === one.entrypoint) === index)
}

/** A process of its own: not what is served, nor what comes before it. */
function isProcess({ process, file, program }: Launch): boolean {
  if (process === null || !/^[a-z][\w-]*$/i.test(process) || /^(web|api|app|release|server|backend|frontend|migrat\w*|init\w*|test\w*)$/i.test(process))
    return false
  return /(^|\/)(Procfile|fly\.toml|heroku\.yml)/.test(file) && (program === 'file' || program === 'module' || program === 'script')
}

function isStartedBy({ path, entrypoint }: Candidate, { target, path: started, argv }: Launch): boolean {
  return started === path || target?.module === entrypoint || argv[0] === entrypoint
}

function sighting(candidate: Candidate, source: UnitSource): Sighting {
  const texts = reached(candidate.path, source)
  const toolkit = toolkitIn(texts)
  const listens = listensIn(texts)
  const cli = listens?.kind === 'http' ? cliOf(candidate, source) : null
  const runsOn = listens !== null || toolkit?.runsOn === true || endures(texts)
  const { entrypoint, file, line, confidence, why, preferred } = candidate
  const port = cli?.port ?? listens?.port
  return {
    entrypoint,
    factory: false,
    file,
    line,
    confidence,
    why,
    preferred,
    ...(port === undefined ? {} : { port }),
    details: {
      ...(runsOn ? {} : { ends: 'yes' }),
      ...(toolkit ? { framework: toolkit.id } : {}),
      ...(toolkit?.connected ? { connected: 'yes' } : {}),
      ...(listens ? { listens: listens.kind } : {}),
      ...(cli ? { arguments: cli.arguments.join(' ') } : {}),
      ...(candidate.target === null ? {} : { target: candidate.target }),
    },
  }
}

/** Texts of the file and of all that it imports of the project. */
function reached(path: string, source: UnitSource): string[] {
  const graph = importGraph(source)
  const names = graph.reaches(moduleName(path, source.importRoot))
  return source.own.filter((one) => one.path === path || names.has(moduleName(one.path, source.importRoot))).map((one) => one.text)
}
