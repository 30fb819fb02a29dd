import { importGraph } from '../import-graph.ts'
import { moduleName } from '../import-root.ts'
import type { Launch } from '../launches.ts'
import type { Sighting, UnitSource } from '../source.ts'
import { candidatesOf, isStarted, type Candidate } from './candidates.ts'
import { cliOf } from './command-line.ts'
import { endures } from './endurance.ts'
import { isLibrary } from './library.ts'
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

/**
 * Programs beside a web app that are started in production and run on: a process file gives them a name of their own
 * (`consumer: python -m shop.consumer`); an image or a service manager may start a bot or a consumer as well as the app.
 */
export function besideSightings(source: UnitSource): readonly Sighting[] {
  const found = source.launches.filter(isProgram).flatMap((launch) => {
    const candidate = candidatesOf(source, true).find((one) => isStarted(one, launch) || launch.argv[0] === one.entrypoint)
    if (!candidate) return []
    const seen = sighting(candidate, source)
    if (seen.details?.['ends'] !== undefined || seen.details?.['listens'] !== undefined) return []
    const shared = { ...seen, kind: 'worker' as const, file: launch.file, line: launch.line, why: 'it is started there' }
    if (inProcessFile(launch)) return isProcess(launch.process) ? [{ ...shared, role: launch.process.toLowerCase() }] : []
    // What holds a connection open all the time is no server under another name.
    const own = seen.details?.['connected'] !== undefined && launch.weight >= 45
    return own ? [{ ...shared, role: isProcess(launch.process) ? launch.process.toLowerCase() : roleOf(candidate), besideOnly: true as const }] : []
  })
  return found.filter((one, index) => found.findIndex((other) => other.entrypoint === one.entrypoint) === index)
}

function isProgram({ program, purpose }: Launch): boolean {
  return purpose === 'production' && (program === 'file' || program === 'module' || program === 'script')
}

function inProcessFile({ file }: Launch): boolean {
  return /(^|\/)(Procfile|fly\.toml|heroku\.yml)/.test(file)
}

/** A process of its own: not what is served, nor what comes before it. */
function isProcess(name: string | null): name is string {
  return name !== null && /^[a-z][\w-]*$/i.test(name) && !/^(web|api|app|release|server|backend|frontend|migrat\w*|init\w*|test\w*)$/i.test(name)
}

/** What its file or package is called, where that says anything. */
function roleOf({ entrypoint }: Candidate): string {
  const words = entrypoint.replace(/\.py$/, '').split(/[./]/)
  const telling = words.reverse().find((word) => /^[a-z][\w-]*$/.test(word) && !/^(main|app|run|start|src|cli|__main__)$/.test(word))
  return telling?.replaceAll('_', '-') ?? 'worker'
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
