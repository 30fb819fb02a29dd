import type { Evidence } from '../facts.ts'
import type { Call, FunctionDefinition, PythonModule } from '../source.ts'
import { symbolsOf } from '../symbols.ts'

/** Calls that listen by themselves: where the port stands among their positional arguments, or in an address. */
const listeners: readonly (readonly [callee: RegExp, at: number])[] = [
  [/^wsgiref\.simple_server\.make_server$/, 1],
  [/^(socketserver|http\.server)\.\w*Server$/, 0],
  [/^gevent\.(pywsgi|wsgi)\.WSGIServer$/, 0],
  [/^xmlrpc\.server\.\w+$/, 0],
  [/\.add_(in)?secure_port$/, 0],
]

/** Ports that the code names outside of calls that start a known server: command-line options, low-level servers. */
export function portsInCode(modules: readonly PythonModule[]): Evidence[] {
  const options = modules.flatMap((module) => [
    ...module.calls.flatMap((call) => optionOf(module, call)),
    ...module.functions.flatMap((made) => [...made.decorators.flatMap((call) => optionOf(module, call)), ...parameterOf(module, made)]),
  ])
  // Two commands with two defaults: which one is run is not said here.
  const agreed = new Set(options.map((one) => one.value)).size === 1 ? options.slice(0, 1) : []
  const listening = modules.flatMap((module) => module.calls.flatMap((call) => listens(module, call, modules)))
  return [...agreed, ...listening]
}

/** `@click.option("--port", default=8001)`, `add_argument("--port", type=int, default=8001)`, `define("port", default=8001)`. */
function optionOf(module: PythonModule, call: Call): Evidence[] {
  if (!/(^|\.)(option|add_argument|Option|define|add_option)$/.test(call.callee)) return []
  const names = call.arguments.filter((one) => one.name === null).map((one) => one.literal)
  const isPort = names.includes('--port') || (call.callee.endsWith('define') && names[0] === 'port')
  const given = call.arguments.find((one) => one.name === 'default') ?? (/(^|\.)Option$/.test(call.callee) ? call.arguments[0] : undefined)
  return isPort && given && typeof given.literal === 'number' ? [evidence(module, given.literal, given.line)] : []
}

/** Typer makes an option of a parameter: `def serve(port: int = 8001)`, also with `typer.Option(8001)`. */
function parameterOf(module: PythonModule, made: FunctionDefinition): Evidence[] {
  if (!made.decorators.some((one) => /\.(command|callback)$/.test(one.callee)) || !usesTyper(module)) return []
  const match = /\bport\s*:[^=,]*=\s*(?:typer\.Option\(\s*(?:default\s*=\s*)?)?(\d{4,5})\b/.exec(made.text)
  if (!match) return []
  return [evidence(module, Number(match[1]), made.line + made.text.slice(0, match.index).split('\n').length - 1)]
}

function usesTyper(module: PythonModule): boolean {
  return [...module.imports.values()].some((name) => name === 'typer' || name.startsWith('typer.'))
}

function listens(module: PythonModule, call: Call, modules: readonly PythonModule[]): Evidence[] {
  const listener = listeners.find(([callee]) => callee.test(call.callee))
  const position = listener?.[1] ?? (isTornado(module, call) ? 0 : null)
  if (position === null) return []
  const given = call.arguments.find((one) => one.name === 'port') ?? call.arguments.filter((one) => one.name === null)[position]
  if (!given) return []
  const literal = given.literal ?? symbolsOf(modules).literal(module, given.text)
  const inAddress = /[,:]\s*["']?(\d{2,5})["']?\s*\)?["']?$/.exec(given.text)?.[1]
  const port = typeof literal === 'number' ? literal : Number(inAddress ?? NaN)
  return Number.isInteger(port) ? [evidence(module, port, given.line)] : []
}

/** `app.listen(8888)`: Tornado's, where Tornado is imported. */
function isTornado(module: PythonModule, call: Call): boolean {
  return /\.listen$/.test(call.callee) && [...module.imports.values()].some((name) => /^tornado\b/.test(name))
}

function evidence(module: PythonModule, port: number, line: number): Evidence {
  return { key: 'port', value: String(port), file: module.file, line, confidence: 'likely' }
}
