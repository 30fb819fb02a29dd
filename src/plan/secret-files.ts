import type { UnitFacts, VariableFact } from '../detect/facts.ts'
import type { EnvironmentEntry } from './service-plan.ts'
import type { VariablePlan } from './variable-plan.ts'

/**
 * The environment of a program that takes secrets from files: one that it has from a file alone becomes the path of that file, one that it takes
 * either way stays what it is, with the name that production gives the path to.
 */
export function namingFiles(entries: readonly EnvironmentEntry[], { variables }: UnitFacts): EnvironmentEntry[] {
  return entries.map((entry): EnvironmentEntry => {
    const inFile = variables.find((one) => one.name === entry.name)?.inFile
    if (!inFile) return entry
    const filledBy = onlyVariable(entry.value)
    if (!inFile.alone) return filledBy !== undefined && entry.secret ? { ...entry, inFile: inFile.variable } : entry
    const variable = filledBy ?? entry.name
    return { name: inFile.variable, value: secretPath(variable), secret: false, secretFile: variable }
  })
}

/** Where containers find a secret. @param variable that its file is filled from. */
export function secretPath(variable: string): string {
  return `/run/secrets/${variable.toLowerCase()}`
}

/** The files whose path the environment holds, as names of compose secrets. */
export function filesNamed(environment: readonly EnvironmentEntry[]): string[] {
  return [...new Set(environment.flatMap((one) => one.secretFile?.toLowerCase() ?? []))]
}

/** Variables that such files are filled from: compose itself reads none of them. @param named as `namingFiles` made it. */
export function fileVariables(plans: readonly VariablePlan[], named: readonly EnvironmentEntry[], facts: UnitFacts, group: string): VariablePlan[] {
  const alone = facts.variables.filter((one) => one.inFile?.alone && named.some((entry) => entry.secretFile === one.name))
  const asked = [...plans, ...alone.filter((one) => !plans.some(({ name }) => name === one.name)).map((one) => empty(one, group))]
  return asked.map((plan): VariablePlan => {
    const fact = alone.find((one) => one.name === plan.name)
    if (!fact) return plan
    const comment = `${fact.file}:${fact.line}; .secrets/${fact.name.toLowerCase()}, which the app reads, is made from it`
    // Empty until somebody fills it: what is in the file already stays.
    const { placeholder: _, ...rest } = plan
    return { ...rest, comment, required: false, optional: false }
  })
}

function empty({ name }: VariableFact, group: string): VariablePlan {
  return { name, example: '', comment: '', group, fresh: 'example', required: false, optional: false, urlSafe: false }
}

/** `${NAME:?…}` and nothing else. */
function onlyVariable(value: string): string | undefined {
  return /^\$\{([A-Za-z0-9_]+):\?[^}]*\}$/.exec(value)?.[1]
}
