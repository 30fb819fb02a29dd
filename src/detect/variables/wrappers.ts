import type { VariableFact } from '../facts.ts'
import { environmentText } from '../readers/python/literal.ts'
import type { FunctionDefinition, PythonModule } from '../source.ts'
import { symbolsOf } from '../symbols.ts'
import { isGenerated, looksSecret, typeOfDefault } from './kinds.ts'

/** Functions of the project that read a variable whose name they are handed: `def need(name): return os.environ[name]`. */
export function wrappedVariables(modules: readonly PythonModule[]): VariableFact[] {
  const symbols = symbolsOf(modules)
  const wrappers = new Map<string, boolean>(
    modules.flatMap((module) =>
      module.functions
        .filter((one) => one.scope === null)
        .flatMap((one) => {
          const strict = reads(one)
          return strict === null ? [] : [[`${module.name}.${one.name}`, strict] as const]
        }),
    ),
  )
  if (wrappers.size === 0) return []
  return modules.flatMap((module) =>
    module.calls.flatMap((call): VariableFact[] => {
      const strict = wrappers.get(symbols.in(module, call.callee))
      const [first, second] = call.arguments.filter((one) => one.name === null)
      if (strict === undefined || typeof first?.literal !== 'string' || !/^[A-Za-z_]\w*$/.test(first.literal)) return []
      const fallback = call.arguments.find((one) => one.name === 'default') ?? second
      const text = fallback ? environmentText(fallback.text) : undefined
      return [
        {
          name: first.literal,
          ...(text === undefined ? {} : { default: text }),
          required: strict && fallback === undefined,
          type: typeOfDefault(text),
          secret: looksSecret(first.literal),
          ...(isGenerated(fallback?.text) ? { generated: true as const } : {}),
          file: module.file,
          line: call.line,
        },
      ]
    }),
  )
}

/** Whether a function reads the variable that its first parameter names, and refuses to go on without; null: it reads none. */
function reads({ text }: FunctionDefinition): boolean | null {
  const parameter = /^(?:async\s+)?def\s+\w+\s*\(\s*([A-Za-z_]\w*)/.exec(text)?.[1]
  if (parameter === undefined || parameter === 'self') return null
  const read = new RegExp(`\\benviron\\s*\\[\\s*${parameter}\\s*\\]|\\b(?:environ\\.get|getenv)\\(\\s*${parameter}\\b`).exec(text)
  return read ? read[0].includes('[') || /\braise\b/.test(text) : null
}
