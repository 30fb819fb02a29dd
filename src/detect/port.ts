import type { Evidence, VariableFact } from './facts.ts'
import type { Launch } from './launches.ts'
import { hasOption } from './launches/options.ts'
import type { Program } from './launches/started.ts'
import type { Ledger } from './ledger.ts'
import { portsInCode } from './ports/in-code.ts'
import { exposedPorts, publishedPorts } from './ports/in-containers.ts'
import type { PythonModule } from './source.ts'
import type { UnitFolder } from './unit-folder.ts'

/** Names of variables that mean the port the program itself listens on. */
const portVariable = /^(?:(?:APP|API|SERVER|SERVICE|HTTP|WEB|UVICORN|BACKEND|LISTEN|FASTAPI|FLASK_RUN|STREAMLIT_SERVER|GRADIO_SERVER)_)?PORT$/

/** Where a port may be stated. */
export interface PortSource {
  folder: UnitFolder
  launches: readonly Launch[]
  modules: readonly PythonModule[]
  variables: readonly VariableFact[]
  /** Id of the unit's stack: what starts another one beside it says nothing about this port. */
  stack: string
}

/**
 * The port that the app listens on, or the stack's own.
 * @param fallback evidence for the stack's own default.
 */
export function choosePort(source: PortSource, fallback: Evidence, ledger: Ledger): number {
  const evidence = findPort(source, ledger) ?? fallback
  ledger.evidence.push(evidence)
  return Number(evidence.value)
}

/**
 * What starts the app in production says its port, then the code, then scripts and what development starts; then the code's own
 * options; then images that are there, a compose file, the default of a variable. Null where nothing says one.
 */
export function findPort(source: PortSource, ledger: Ledger): Evidence | null {
  const { folder, variables, modules } = source
  const launches = source.launches.filter((one) => concerns(one, source.stack))
  const stated = [...launched(launches), ...portsInCode(modules)].find(usable)
  if (stated) return stated
  const exposed = [...exposedPorts(folder), ...publishedPorts(folder)].filter(usable)
  const implied = launches.flatMap(impliedPort).sort((a, b) => b.launch.weight - a.launch.weight)[0]
  const [first] = exposed
  if (implied && first && first.value !== implied.port) {
    const text = `port ${first.value} is exposed, and ${implied.launch.program ?? 'the program'} listens on ${implied.port} where it is started (${implied.launch.file}:${implied.launch.line})`
    ledger.notes.push({ text, file: first.file, line: first.line })
  }
  if (implied) return { key: 'port', value: implied.port, file: implied.launch.file, line: implied.launch.line, confidence: 'likely' }
  return first ?? variables.flatMap(fromVariable).find(usable) ?? null
}

/** Programs that only ever serve their own framework, and those that listen for nobody. */
const ofOneStack: Partial<Record<Program, string>> = {
  'manage.py': 'django',
  flask: 'flask',
  fastapi: 'fastapi',
  streamlit: 'streamlit',
  dagster: 'dagster',
  airflow: 'airflow',
}
const silent = new Set<Program>(['celery', 'rq', 'arq', 'dramatiq', 'huey', 'alembic', 'aerich', 'yoyo', 'piccolo', 'tortoise'])

function concerns({ program }: Launch, stack: string): boolean {
  if (program === null) return true
  const only = ofOneStack[program]
  return !silent.has(program) && (only === undefined || only === stack)
}

/** Files whose purpose is to say what production starts weigh more than this; code comes before everything else. */
const statementWeight = 45

function launched(launches: readonly Launch[]): Evidence[] {
  const rank = (one: Launch) => (one.purpose === 'production' && one.weight >= statementWeight && one.argv.length > 0 ? 2 : one.file.endsWith('.py') ? 1 : 0)
  return [...launches]
    .filter((one) => one.port !== null)
    .sort((a, b) => rank(b) - rank(a) || b.weight - a.weight)
    .map((one) => ({ key: 'port', value: String(one.port), file: one.file, line: one.line, confidence: 'certain' }))
}

/**
 * Ports of programs that are started for everybody to reach and are told no port. One that is told no address either listens to
 * its own machine alone, so that its default cannot be what is meant.
 */
function impliedPort(launch: Launch): { port: string; launch: Launch }[] {
  const { program, argv, purpose } = launch
  if (purpose === 'development' || program === null || argv.some((word) => word.includes('$'))) return []
  const open = hasOption(argv, '--host', '-h', '--bind', '-b')
  const ports: Partial<Record<Program, string>> = { streamlit: '8501', ...(open ? { uvicorn: '8000', hypercorn: '8000', granian: '8000', flask: '5000' } : {}) }
  const port = program === 'fastapi' && launch.action === 'run' ? '8000' : program === 'waitress' ? '8080' : ports[program]
  return port === undefined ? [] : [{ port, launch }]
}

function fromVariable(variable: VariableFact): Evidence[] {
  if (!portVariable.test(variable.name) || !/^\d+$/.test(variable.default ?? '')) return []
  return [{ key: 'port', value: variable.default ?? '', file: variable.file, line: variable.line, confidence: 'likely' }]
}

/** Ports below 1024 are for root on many machines, and the app runs as nobody in particular. */
function usable(one: Evidence): boolean {
  return Number(one.value) >= 1024 && Number(one.value) <= 65_535
}
