import { takenAway } from '../plan/interpolate.ts'
import type { Plan } from '../plan/plan.ts'
import { secretPath } from '../plan/secret-files.ts'
import type { EnvironmentEntry, ServicePlan } from '../plan/service-plan.ts'
import { secretCommand, secretsIn, withPlaceholders } from '../plan/secrets.ts'
import type { Recipe } from '../stacks/system-contract.ts'
import type { AppAnchor } from './compose-app.ts'
import { composeList } from './compose.ts'
import { yaml } from './escape/yaml.ts'

/**
 * The entries that hold secrets, with the names of the files in their place. A program that asks a command for the value reads the file
 * by itself, as does a check that runs beside it. @param without stands for what is taken away.
 */
export function inPlace(environment: readonly EnvironmentEntry[], plan: Plan, recipe: Recipe | null, without: string | null) {
  return withSecrets(environment, plan).flatMap((one) =>
    takesCommand(one, recipe)
      ? [
          { name: one.name, value: without },
          { name: `${one.name}_CMD`, value: yaml(secretCommand(one.value, plan.secrets)) },
        ]
      : [{ name: one.name, value: yaml(withPlaceholders(one.value, plan.secrets)) }],
  )
}

export function isInPlace({ inFile }: EnvironmentEntry): boolean {
  return inFile === undefined
}

/** The path of the file in place of the secret; of each service, since an anchor's name without a value would be passed on from .env. */
export function byPath({ name, value, inFile = '' }: EnvironmentEntry, { secrets }: Plan) {
  return [{ name, value: takenAway }, ...secretsIn(value, secrets).map((one) => ({ name: inFile, value: secretPath(one.variable) }))]
}

export function withSecrets(environment: readonly EnvironmentEntry[], plan: Plan): EnvironmentEntry[] {
  return environment.filter((one) => secretsIn(one.value, plan.secrets).length > 0)
}

export function takesCommand({ name }: EnvironmentEntry, recipe: Recipe | null): boolean {
  return recipe?.secretCommands?.some((start) => name.startsWith(start)) ?? false
}

/** Whether any of the secrets has to be put into the environment: the program reads it nowhere else. */
export function placesSecrets({ image }: AppAnchor, environment: readonly EnvironmentEntry[], plan: Plan): boolean {
  return withSecrets(environment, plan).some((one) => isInPlace(one) && !takesCommand(one, image.recipe))
}

export function secretsOf(environment: readonly EnvironmentEntry[], plan: Plan): Plan['secrets'] {
  return plan.secrets.filter((secret) => environment.some((one) => secretsIn(one.value, [secret]).length > 0))
}

/** Entries with secrets that the service does not share with the others of its image. */
export function ownSecrets(service: ServicePlan, { environment }: AppAnchor, plan: Plan): EnvironmentEntry[] {
  return service.environment.filter(
    ({ name, value }) => secretsIn(value, plan.secrets).length > 0 && !environment.some((one) => one.name === name && one.value === value),
  )
}

/** Node cannot become another program, so a shell puts the secrets in place and becomes it. What they fill holds no sign of the shell's. */
export function exports(environment: readonly EnvironmentEntry[], { secrets }: Plan): string {
  const filled = environment
    .filter((one) => isInPlace(one) && secretsIn(one.value, secrets).length > 0)
    .map(({ name, value }) => {
      const text = secretsIn(value, secrets).reduce(
        (all, one) => all.replaceAll(`{${one.name}}`, `$$(cat /run/secrets/${one.name})`),
        withPlaceholders(value, secrets),
      )
      return `export ${name}="${text}"`
    })
  return `${filled.join('; ')}; exec "$$0" "$$@"`
}

/** Said of each service: what an anchor takes away comes back when it is merged. */
export function withoutSecrets({ environment }: ServicePlan, plan: Plan) {
  return environment.filter((one) => one.secret).flatMap((one) => (isInPlace(one) ? [{ name: one.name, value: takenAway }] : byPath(one, plan)))
}

/** The environment of process 1 for a check, which docker starts with the one that the container was made with. */
const asProcessOne =
  "import os, sys; os.environ.update(v.split('=', 1) for v in open('/proc/1/environ', errors='surrogateescape').read().split('\\0') if '=' in v); os.execvp(sys.argv[1], sys.argv[1:])"

/** A check that runs the project's code has to find its secrets; an isolated one (`-IS`) asks from outside, and needs none. */
export function checkedInPlace({ health }: ServicePlan): string | null {
  if (typeof health !== 'object') return null
  const [form = '', ...words] = health.plan.test
  return form === 'CMD' && !words.includes('-IS') ? composeList([form, 'python', '-c', asProcessOne, ...words]) : null
}
