import { importGraph } from '../import-graph.ts'
import { moduleName } from '../import-root.ts'
import type { Call, FunctionDefinition, PythonModule, UnitSource } from '../source.ts'
import type { Candidate } from './candidates.ts'

/** The words by which a command line program serves on all addresses. `{port}` stands for the port. */
export interface ServingCommand {
  arguments: readonly string[]
  port: number
}

/** The command that has an option for a port: `shop serve --host 0.0.0.0 --port 8001`. Null where there is none. */
export function cliOf(candidate: Candidate, source: UnitSource): ServingCommand | null {
  const names = importGraph(source).reaches(moduleName(candidate.path, source.importRoot))
  const modules = source.modules.filter((one) => names.has(one.name))
  for (const module of modules) {
    const found = clicked(module) ?? parsed(module)
    if (found) return found
  }
  return null
}

/** Starts a web server. */
const serves = /\b(?:uvicorn\.|hypercorn|waitress|granian|run_simple|run_app|serve|HTTPServer|start_server|make_server)\w*\b/

/** A function with `@click.option("--port", default=8001)`, or Typer's parameters; of several the one that starts a server. */
function clicked(module: PythonModule): ServingCommand | null {
  const found = module.functions.flatMap((definition) => {
    const command = definition.decorators.find((call) => /(^|\.)(command|callback)$/.test(call.callee))
    const port = command && (ofClick(definition, 'port') ?? ofTyper(definition, 'port'))
    if (!command || !port?.value) return []
    const host = ofClick(definition, 'host') ?? ofClick(definition, 'bind') ?? ofTyper(definition, 'host')
    const words = [...verb(command, definition, module), ...(host ? [host.option, '0.0.0.0'] : []), port.option, '{port}']
    return [{ arguments: words, port: port.value, rank: (host ? 1 : 0) + (serves.test(definition.text) ? 2 : 0) }]
  })
  return found.sort((a, b) => b.rank - a.rank)[0] ?? null
}

interface Option {
  option: string
  value: number | null
}

function ofClick({ decorators }: FunctionDefinition, name: string): Option | null {
  for (const call of decorators) {
    if (!/(^|\.)option$/.test(call.callee)) continue
    const option = call.arguments.map((one) => one.literal).find((one) => one === `--${name}`)
    if (typeof option !== 'string') continue
    return { option, value: number(call.arguments.find((one) => one.name === 'default')?.literal) }
  }
  return null
}

/** `port: int = 8000`, `port: int = typer.Option(8000)`, `port: Annotated[int, typer.Option()] = 8000`. */
function ofTyper({ text }: FunctionDefinition, name: string): Option | null {
  const head = text.slice(0, text.search(/\)\s*(->[^:]*)?:\s*\n/))
  const match = new RegExp(`\\b${name}\\s*:\\s*[^=,]+(?:\\[[^\\]]*\\])?\\s*=\\s*(?:typer\\.Option\\(\\s*)?["']?([\\w.]+)`).exec(head)
  return match ? { option: `--${name}`, value: number(Number(match[1])) } : null
}

/** The name of the command within its group; a program of one command has none. */
function verb(command: Call, definition: FunctionDefinition, module: PythonModule): string[] {
  const [owner = ''] = command.callee.split('.')
  if (/callback$/.test(command.callee) || owner === 'click' || owner === 'typer') return []
  const alone = module.functions
    .flatMap((one) => one.decorators)
    .filter((call) => call.callee.startsWith(`${owner}.`) && /\.(command|callback)$/.test(call.callee))
  const typer = module.assignments.some((one) => one.name === owner && /(^|\.)Typer$/.test(one.call?.callee ?? ''))
  if (typer && alone.length === 1) return []
  const named = command.arguments.find((one) => one.name === 'name' || one.name === null)?.literal
  return [typeof named === 'string' ? named : definition.name.replaceAll('_', '-')]
}

/** `parser.add_argument("--port", default=8000)`. */
function parsed({ calls }: PythonModule): ServingCommand | null {
  const option = (name: string) => {
    const call = calls.find((one) => /\.add_argument$/.test(one.callee) && one.arguments.some((given) => given.literal === `--${name}`))
    return call
      ? { option: `--${name}`, value: number(call.arguments.find((one) => one.name === 'default')?.literal), owner: call.callee.split('.')[0] ?? '' }
      : null
  }
  const port = option('port')
  if (!port?.value) return null
  const host = option('host') ?? option('bind')
  return { arguments: [...(host ? [host.option, '0.0.0.0'] : []), port.option, '{port}'], port: port.value }
}

function number(value: unknown): number | null {
  return typeof value === 'number' && value >= 1024 && value <= 65_535 ? value : null
}
