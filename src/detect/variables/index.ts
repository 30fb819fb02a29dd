import type { VariableFact } from '../facts.ts'
import type { PythonModule } from '../source.ts'
import type { UnitFolder } from '../unit-folder.ts'
import { configVariables } from './configs.ts'
import { dynaconfVariables } from './dynaconf.ts'
import { environVariables, isOfTheSystem } from './environ.ts'
import { exampleValues } from './example-files.ts'
import { optionVariables } from './options.ts'
import { withSecretFiles } from './secret-files.ts'
import { settingsVariables } from './settings.ts'
import { wrappedVariables } from './wrappers.ts'

/** Every environment variable that the code reads, once each, in the order of the alphabet. */
export function variablesOf(modules: readonly PythonModule[], folder: UnitFolder): { variables: readonly VariableFact[]; secretsDir: string | null } {
  const settings = settingsVariables(modules)
  const read = [
    ...settings.variables,
    ...environVariables(modules),
    ...configVariables(modules),
    ...optionVariables(modules),
    ...wrappedVariables(modules),
    ...dynaconfVariables(modules, folder),
  ].filter((one) => !isOfTheSystem(one.name))
  const byName = new Map<string, VariableFact>()
  for (const one of read) {
    const known = byName.get(one.name)
    byName.set(one.name, known ? both(known, one) : one)
  }
  const examples = byName.size > 0 ? exampleValues(folder) : new Map<string, string>()
  const withExample = (one: VariableFact): VariableFact => {
    const example = examples.get(one.name)
    return example === undefined || one.secret ? one : { ...one, example }
  }
  return { variables: withSecretFiles([...byName.values()].map(withExample)).sort((a, b) => (a.name < b.name ? -1 : 1)), secretsDir: settings.secretsDir }
}

/** Read in two places: one that cannot do without it decides, and a default of the other does not help there. */
function both(a: VariableFact, b: VariableFact): VariableFact {
  const first = a.required || !b.required ? a : b
  const secret = a.secret || b.secret
  const generated = a.generated || b.generated ? { generated: true as const } : {}
  if (first.required) {
    const { default: _, ...rest } = first
    return { ...rest, ...generated, secret }
  }
  const fallback = a.default ?? b.default
  return { ...first, ...(fallback === undefined ? {} : { default: fallback }), ...generated, secret }
}
