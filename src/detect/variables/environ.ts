import type { VariableFact } from '../facts.ts'
import { environmentText } from '../readers/python/literal.ts'
import type { Call, PythonModule } from '../source.ts'
import { looksSecret, typeOfDefault } from './kinds.ts'

/** Set by the system, not by whoever runs the program. */
const ofTheSystem = new Set([
  'PATH',
  'HOME',
  'USER',
  'PWD',
  'SHELL',
  'HOSTNAME',
  'TMPDIR',
  'TERM',
  'LANG',
  'LC_ALL',
  'PYTHONPATH',
  'VIRTUAL_ENV',
  'CI',
  'EDITOR',
  'TZ',
])

/** Variables that code reads one by one: `os.environ`, `os.getenv`, starlette's and decouple's config. */
export function environVariables(modules: readonly PythonModule[]): VariableFact[] {
  return modules
    .flatMap((module) => [...subscripts(module), ...module.calls.flatMap((call) => fromCall(module, call))])
    .filter((one) => /^[A-Za-z_]\w*$/.test(one.name) && !ofTheSystem.has(one.name))
}

function subscripts(module: PythonModule): VariableFact[] {
  return module.subscripts
    .filter((one) => one.object === 'os.environ')
    .map((one) => ({ name: one.key, required: true, type: 'string', secret: looksSecret(one.key), file: module.file, line: one.line }))
}

function fromCall(module: PythonModule, call: Call): VariableFact[] {
  const reads = ['os.environ.get', 'os.getenv', 'os.environ.setdefault', 'os.environ.pop'].includes(call.callee)
  const config = !reads && isConfig(module, call.callee)
  const [first, second] = call.arguments.filter((one) => one.name === null)
  const name = (first ?? call.arguments.find((one) => one.name === 'key'))?.literal
  if ((!reads && !config) || typeof name !== 'string') return []
  const fallback = call.arguments.find((one) => one.name === 'default') ?? (config ? undefined : second)
  const text = fallback ? environmentText(fallback.text) : undefined
  const cast = call.arguments.find((one) => one.name === 'cast')?.text
  return [
    {
      name,
      ...(text === undefined ? {} : { default: text }),
      // `os.getenv("X")` gives None and the program goes on; config objects refuse to.
      required: config && fallback === undefined,
      type: cast === 'int' ? 'integer' : cast === 'bool' ? 'boolean' : cast === 'float' ? 'number' : typeOfDefault(text),
      secret: looksSecret(name) || cast === 'Secret',
      file: module.file,
      line: call.line,
    },
  ]
}

/** `config("X")` where config is decouple's, or an object of starlette's class. */
function isConfig(module: PythonModule, callee: string): boolean {
  if (callee === 'decouple.config') return true
  return module.assignments.some((one) => one.name === callee && /^starlette\.config\.Config$|^decouple\.(Auto)?Config$/.test(one.call?.callee ?? ''))
}
