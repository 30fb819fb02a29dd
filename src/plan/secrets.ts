import type { Plan } from './plan.ts'
import type { ServicePlan } from './service-plan.ts'
import type { VariablePlan } from './variable-plan.ts'

/** Before a random text of digits and small letters, for who insists on a capital and a sign. */
export const mixture = 'A-'

/** Matches `${NAME:?…}`: a variable that must be given. */
const requiredVariable = /\$\{([A-Z0-9_]+):\?[^}]*\}/g

/** What is in files: each required variable that an entry marked secret is filled from in production, and what programs read from files everywhere. */
export function secretsOf(services: readonly ServicePlan[], variables: readonly VariablePlan[]): Plan['secrets'] {
  const inProduction = services.filter(
    (one) => one.role === 'app' || one.role === 'init' || one.role === 'page' || one.role === 'monitor' || (one.role === 'backing' && !one.inProduction.absent),
  )
  const names = inProduction
    .flatMap((one) => one.environment)
    .flatMap((entry) => entry.secretFile ?? (entry.secret ? [...entry.value.matchAll(requiredVariable)].map((match) => match[1] ?? '') : []))
  return variables.filter((one) => names.includes(one.name)).map((one) => ({ name: one.name.toLowerCase(), variable: one.name }))
}

/** Names of the secrets that an environment value is filled from. */
export function secretsIn(value: string, secrets: Plan['secrets']): Plan['secrets'] {
  const names = new Set([...value.matchAll(requiredVariable)].map((match) => match[1]))
  return secrets.filter((one) => names.has(one.variable))
}

/** The same value with `{name}` where a secret goes; the program that starts the app puts it in place from its file. */
export function withPlaceholders(value: string, secrets: Plan['secrets']): string {
  return value.replace(requiredVariable, (whole, name: string) => {
    const secret = secrets.find((one) => one.variable === name)
    return secret ? `{${secret.name}}` : whole
  })
}

/** A command that prints the same value, secrets from their files; compose text. */
export function secretCommand(value: string, secrets: Plan['secrets']): string {
  const file = (name: string) => secrets.find((one) => one.variable === name)?.name ?? name.toLowerCase()
  const alone = /^\$\{([A-Z0-9_]+):\?[^}]*\}$/.exec(value)?.[1]
  if (alone !== undefined) return `cat /run/secrets/${file(alone)}`
  return `sh -c 'printf %s "${value.replace(requiredVariable, (_, name: string) => `$$(cat /run/secrets/${file(name)})`)}"'`
}
