import type { VariableFact } from '../facts.ts'
import type { PythonModule } from '../source.ts'
import { environVariables } from './environ.ts'
import { settingsVariables } from './settings.ts'

/** Every environment variable that the code reads, once each, in the order of the alphabet. */
export function variablesOf(modules: readonly PythonModule[]): { variables: readonly VariableFact[]; secretsDir: string | null } {
  const settings = settingsVariables(modules)
  const byName = new Map<string, VariableFact>()
  for (const one of [...settings.variables, ...environVariables(modules)]) {
    const known = byName.get(one.name)
    byName.set(one.name, known ? both(known, one) : one)
  }
  return { variables: [...byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1)), secretsDir: settings.secretsDir }
}

/** Read in two places: one that cannot do without it decides, and a default of the other does not help there. */
function both(a: VariableFact, b: VariableFact): VariableFact {
  const first = a.required || !b.required ? a : b
  const secret = a.secret || b.secret
  if (first.required) {
    const { default: _, ...rest } = first
    return { ...rest, secret }
  }
  const fallback = a.default ?? b.default
  return { ...first, ...(fallback === undefined ? {} : { default: fallback }), secret }
}
