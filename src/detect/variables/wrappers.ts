import type { VariableFact } from '../facts.ts'
import { environmentText } from '../readers/python/literal.ts'
import type { FunctionDefinition, PythonModule } from '../source.ts'
import { symbolsOf } from '../symbols.ts'
import { fileOf } from './secret-files.ts'
import { isGenerated, looksSecret, typeOfDefault } from './kinds.ts'

/** Functions of the project that read a variable whose name they are handed: `def need(name): return os.environ[name]`. */
export function wrappedVariables(modules: readonly PythonModule[]): VariableFact[] {
  const symbols = symbolsOf(modules)
  const wrappers = new Map<string, Wrapper>(
    modules.flatMap((module) =>
      module.functions
        .filter((one) => one.scope === null)
        .flatMap((one) => {
          const read = reads(one)
          return read === null ? [] : [[`${module.name}.${one.name}`, read] as const]
        }),
    ),
  )
  if (wrappers.size === 0) return []
  return modules.flatMap((module) =>
    module.calls.flatMap((call): VariableFact[] => {
      const wrapper = wrappers.get(symbols.in(module, call.callee))
      const [first, second] = call.arguments.filter((one) => one.name === null)
      if (!wrapper || typeof first?.literal !== 'string' || !/^[A-Za-z_]\w*$/.test(first.literal)) return []
      const fallback = call.arguments.find((one) => one.name === 'default') ?? second
      const text = fallback ? environmentText(fallback.text) : undefined
      const files = wrapper.files ? fileOf(first.literal, module.file, call.line) : []
      if (!wrapper.plain) return files
      return [
        ...files,
        {
          name: first.literal,
          ...(text === undefined ? {} : { default: text }),
          required: wrapper.strict && fallback === undefined,
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

/** How a function reads the variable that its first parameter names. */
interface Wrapper {
  /** The variable itself. */
  plain: boolean
  /** The file that `<name>_FILE` names. */
  files: boolean
  /** It refuses to go on without. */
  strict: boolean
}

/** Null: it reads none. */
function reads({ text }: FunctionDefinition): Wrapper | null {
  const parameter = /^(?:async\s+)?def\s+\w+\s*\(\s*([A-Za-z_]\w*)/.exec(text)?.[1]
  if (parameter === undefined || parameter === 'self') return null
  const plain = new RegExp(`\\benviron\\s*\\[\\s*${parameter}\\s*\\]|\\b(?:environ\\.get|getenv)\\(\\s*${parameter}\\b(?!\\s*\\+)`).exec(text)
  const files = new RegExp(
    `\\b(?:environ\\s*\\[|environ\\.get\\(|getenv\\()\\s*(?:f["']\\{${parameter}\\}_FILE["']|${parameter}\\s*\\+\\s*["']_FILE["'])`,
  ).test(text)
  return plain || files ? { plain: plain !== null, files, strict: (plain?.[0].includes('[') ?? false) || /\braise\b/.test(text) } : null
}
