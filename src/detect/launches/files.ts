import type { Launch } from '../launches.ts'
import type { Pyproject } from '../readers/pyproject.ts'
import type { UnitFolder } from '../unit-folder.ts'
import { composeFile, dockerfile } from './containers.ts'
import { launchesOf, type Surroundings } from './interpret.ts'
import { flaskEnvironment, gunicornConfiguration, streamlitConfiguration, supervisor, systemdUnit, uwsgiConfiguration } from './machines.ts'
import { appEngine, appManifest, flyManifest, herokuManifest, nixpacks, procfile, railwayManifest, renderBlueprint } from './platforms.ts'
import { consoleScripts, pipfileStatements, pyprojectStatements, setupStatements, taskCommands } from './project-scripts.ts'
import type { Started } from './started.ts'
import { soundsLikeDevelopment, type Setting, type Statement, type StatementReader } from './statement.ts'
import { justfile, makefile, taskfile } from './tasks.ts'

interface LaunchFile {
  pattern: RegExp
  /** What a statement there is worth: files whose one purpose is to say how production starts come first. */
  weight: number
  read: StatementReader
}

const scriptWeight = 40
const pyprojectWeight = 35

const kinds: readonly LaunchFile[] = [
  { pattern: /(^|\/)Procfile(\.[\w-]+)?$/, weight: 60, read: procfile },
  { pattern: /(^|\/)render\.ya?ml$/, weight: 50, read: renderBlueprint },
  { pattern: /(^|\/)fly(\.[\w-]+)?\.toml$/, weight: 50, read: flyManifest },
  { pattern: /(^|\/)railway\.(json|toml)$/, weight: 50, read: railwayManifest },
  { pattern: /(^|\/)heroku\.yml$/, weight: 50, read: herokuManifest },
  { pattern: /(^|\/)app\.json$/, weight: 50, read: appManifest },
  { pattern: /(^|\/)(app|apprunner)\.ya?ml$/, weight: 50, read: appEngine },
  { pattern: /(^|\/)nixpacks\.toml$/, weight: 50, read: nixpacks },
  { pattern: /(^|\/)((Dockerfile|Containerfile)([._-][\w.-]+)?|[\w.-]+\.(dockerfile|containerfile))$/i, weight: 50, read: dockerfile },
  { pattern: /(^|\/)[\w.-]+\.service$/, weight: 45, read: systemdUnit },
  { pattern: /(^|\/)supervisor[\w.-]*\.(conf|ini)$|(^|\/)supervisor[\w.-]*\/[\w./-]*\.(conf|ini)$/i, weight: 45, read: supervisor },
  { pattern: /(^|\/)(docker-)?compose([._-][\w.-]+)?\.ya?ml$|(^|\/)[\w-]+[._-](docker-)?compose\.ya?ml$/i, weight: 45, read: composeFile },
  { pattern: /(^|\/)uwsgi[\w.-]*\.ini$/, weight: 45, read: uwsgiConfiguration },
  { pattern: /(^|\/)[\w.-]*gunicorn[\w.-]*\.py$/, weight: 45, read: gunicornConfiguration },
  { pattern: /(^|\/)\.flaskenv$/, weight: 45, read: flaskEnvironment },
  { pattern: /(^|\/)\.streamlit\/config\.toml$/, weight: 60, read: streamlitConfiguration },
  { pattern: /(^|\/)Pipfile$/, weight: pyprojectWeight, read: pipfileStatements },
  { pattern: /(^|\/)(GNUm|M|m)akefile$/, weight: 35, read: makefile },
  { pattern: /(^|\/)\.?justfile$/i, weight: 35, read: justfile },
  { pattern: /(^|\/)[Tt]askfile(\.dist)?\.ya?ml$/, weight: 35, read: taskfile },
]

/** Workflows, examples and documentation start things that are not deployed; templates of others are no statements either. */
const elsewhere = /^\.(github|gitlab|circleci|devcontainer|vscode)\/|(^|\/)(docs?|examples?|samples?|demos?|tests?|vagrant)\//

/** Every statement of the unit's files, each understood once. */
export function readLaunchFiles(folder: UnitFolder, pyproject: Pyproject | null): Launch[] {
  const scripts = folder.files.filter((path) => path.endsWith('.sh'))
  const called = new Set<string>()
  const surroundings: Surroundings = {
    console: consoleScripts(folder, pyproject),
    tasks: taskCommands(folder, pyproject),
    script: (name) => {
      const path = folder.files.find((one) => one === name) ?? folder.files.find((one) => fileName(one) === fileName(name))
      if (path === undefined || !isShellScript(folder, path)) return null
      called.add(path)
      return { path: folder.fromRoot(path), text: folder.read(path) }
    },
    file: (path, workingDir) => fileMeant(folder, path, workingDir),
    configuration: (started) => configurationOf(folder, started),
  }
  const read = (path: string, statements: readonly Statement[], weight: number) =>
    statements.flatMap((one) => {
      const development = one.development === true || soundsLikeDevelopment(fileName(path))
      return launchesOf({ ...one, development }, { file: folder.fromRoot(path), text: folder.read(path), weight }, surroundings)
    })
  const inFiles = folder.files.flatMap((path) => {
    if (elsewhere.test(path)) return []
    if (path === 'setup.py' || path === 'setup.cfg') return read(path, setupStatements(folder.read(path), surroundings.console), pyprojectWeight)
    if (path === 'pyproject.toml' && pyproject) return read(path, pyprojectStatements(pyproject), pyprojectWeight)
    const kind = kinds.find((one) => one.pattern.test(path))
    return kind ? read(path, kind.read(folder.read(path), path), kind.weight) : []
  })
  // A script that something else starts was read there, with the name and purpose that it has there.
  const alone = scripts.filter((path) => !called.has(path) && /^([\w.-]+\/){0,2}[\w.-]+\.sh$/.test(path) && !elsewhere.test(path))
  const inScripts = alone.flatMap((path) => read(path, [{ command: folder.read(path), line: 1 }], scriptWeight))
  return onceEach([...inFiles, ...inScripts].filter((one) => one.target !== null || one.port !== null || one.program !== null))
}

/** By the path as it is from where the program runs, else by the longest end of it: an image puts things elsewhere. */
function fileMeant(folder: UnitFolder, path: string, workingDir: string | null): string | null {
  const plain = path.replace(/^(\.\/)+/, '')
  const here = [workingDir === null || workingDir === '.' ? null : `${workingDir}/${plain}`, plain].find((one) => one !== null && folder.files.includes(one))
  if (here) return here
  const parts = plain.split('/').filter((part) => part !== '' && part !== '..')
  return parts.map((_, at) => parts.slice(at).join('/')).find((one) => folder.files.includes(one)) ?? null
}

/** The file that a server is told to read, or finds by itself. */
function configurationOf(folder: UnitFolder, { program, config }: Started): Pick<Launch, 'target' | 'factory' | 'port'> | null {
  const read = program === 'gunicorn' ? gunicornConfiguration : program === 'uwsgi' ? uwsgiConfiguration : null
  const named = config ?? (program === 'gunicorn' ? 'gunicorn.conf.py' : null)
  const path = named === null ? null : fileMeant(folder, named.replace(/^(file|python):/, ''), null)
  if (!read || path === null) return null
  const settings = read(folder.read(path)).filter((one): one is Setting => !('command' in one))
  const app = settings.find((one) => one.target !== null)
  return { target: app?.target ?? null, factory: app?.factory ?? false, port: settings.find((one) => one.port !== null)?.port ?? null }
}

/** Two stages of an image that start the same script say one thing. */
function onceEach(launches: readonly Launch[]): Launch[] {
  const key = (one: Launch) => [one.file, one.line, one.process, one.program, one.argv.join(' '), one.port].join('\n')
  return [...new Map([...launches].reverse().map((one) => [key(one), one])).values()].reverse()
}

/** By its ending, or by its first line. */
function isShellScript(folder: UnitFolder, path: string): boolean {
  if (path.endsWith('.sh')) return true
  try {
    return !/\./.test(fileName(path)) && /^#!.*\b(ba|da|z)?sh\b/.test(folder.read(path).split('\n', 1)[0] ?? '')
  } catch {
    // A program without ending is no script.
    return false
  }
}

function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}
