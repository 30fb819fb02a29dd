import type { UnitFacts } from '../detect/facts.ts'
import type { CommandPlan, Probe, StackInput } from '../stacks/contract.ts'
import { connectedProbe, connectionProbe, grpcProbe, listeningProbe, runningProbe } from './connected-probe.ts'
import { restarted } from './reload.ts'
import { routeProbe } from './route-probe.ts'
import { pythonArgv } from './script.ts'

/** A program that is no known server's: a script that is installed, a module, a file. */
export function programCommand(unit: StackInput): CommandPlan {
  const { facts, answers } = unit
  const details = detailsOf(unit)
  const words = (details['arguments'] ?? '').split(' ').filter((word) => word !== '')
  const run = [...argvOf(unit, details), ...words.map((word) => (word === '{port}' ? String(answers.port) : word))]
  const ends = details['ends'] !== undefined
  return {
    run,
    ...(ends ? { develop: run, ends } : restarted(facts, run)),
    stopSignal: null,
    // Python as process 1 ignores SIGTERM unless the program says what to do with it.
    needsInit: true,
    environment: [],
    writesHome: true,
  }
}

/** What is known of the entry point that was chosen, which need not be the one that was found first. */
function detailsOf({ facts, answers }: StackInput): UnitFacts['details'] {
  if (answers.entrypoint === facts.entrypoint) return facts.details
  return facts.alternatives.find((one) => one.entrypoint === answers.entrypoint)?.details ?? {}
}

function argvOf({ facts, answers }: StackInput, details: UnitFacts['details']): readonly string[] {
  const { entrypoint } = answers
  const { python } = facts
  const installed = python?.packaged && !python.standIn
  const target = entrypoint.includes(':') ? entrypoint : details['target']
  // A project that is not installed has no scripts: what they do is done here.
  if (target !== undefined) return entrypoint !== target && python?.packaged ? [entrypoint] : ['python', '-c', callOf(target)]
  if (!entrypoint.endsWith('.py')) return isModule(entrypoint, python) ? pythonArgv(entrypoint) : [entrypoint]
  // Only what was installed is in the image then.
  return installed ? pythonArgv(moduleOf(entrypoint, python.importRoot)) : pythonArgv(entrypoint)
}

function callOf(target: string): string {
  const [module = '', object = 'main'] = target.split(':')
  return `import sys; from ${module} import ${object.split('.')[0]}; sys.exit(${object}())`
}

/** A name without dots is a module where there is a file or folder of that name, else a program. */
function isModule(name: string, python: UnitFacts['python']): boolean {
  const top = name.split('.')[0] ?? name
  if (name.includes('.') || !python) return true
  return python.importRoot !== '.' || python.sourceFolders.includes(top) || python.sourceFiles.includes(`${top}.py`)
}

function moduleOf(path: string, root: string): string {
  const below = root !== '.' && path.startsWith(`${root}/`) ? path.slice(root.length + 1) : path
  return below.replace(/\.py$/, '').replaceAll('/', '.')
}

/** The best that can be asked of it: a request, a connection, its connections to others, at least its processes. */
export function programProbe(unit: StackInput): Probe {
  const details = detailsOf(unit)
  const { port } = unit.answers
  if (details['ends'] !== undefined) return { kind: 'none', why: 'it ends by itself' }
  if (port !== null && details['listens'] === 'grpc-health') return grpcProbe(port)
  if (port !== null && (details['listens'] === 'tcp' || details['listens'] === 'grpc')) return listeningProbe(port)
  if (port !== null) return routeProbe(unit)
  if (details['connected'] === undefined) return runningProbe
  return unit.facts.uses.some((kind) => connectedProbe.kind === 'connected' && connectedProbe.to.includes(kind)) ? connectedProbe : connectionProbe
}
