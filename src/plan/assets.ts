import type { Answers } from '../ask/answers.ts'
import { serviceOf } from '../services/index.ts'
import { stackOf } from '../stacks/index.ts'
import { connectionEnvironment } from './connections.ts'
import { placeholder } from './environment.ts'
import type { FolderInput } from './images.ts'
import type { AssetsPlan } from './build-plan.ts'

/** What is made from the source, once for whichever unit serves it; with it whatever the code cannot start without. */
export function assetsOf(units: FolderInput, answers: Answers): AssetsPlan | null {
  const made = units.map((unit) => stackOf(unit.answers.stack, unit.facts.framework).assets?.(unit) ?? null).find((one) => one !== null)
  if (!made) return null
  const [{ facts }] = units
  const connections = connectionEnvironment(
    facts,
    answers.services.map((one) => ({ service: serviceOf(one.kind), host: one.kind })),
  )
  const required = facts.variables
    .filter((one, index) => one.required && facts.variables.findIndex((other) => other.name === one.name) === index)
    .filter((one) => !made.environment.some((given) => given.name === one.name))
    .map((variable) => {
      if (variable.inFile?.alone) return { name: variable.inFile.variable, value: anyFile }
      const connection = connections.find((one) => one.name === variable.name)
      return { name: variable.name, value: connection ? settled(connection.value) : placeholder(variable) }
    })
  return { ...made, environment: [...made.environment, ...required] }
}

/** Every image has it, and it is not empty: which secret it is does not matter while nothing is served. */
const anyFile = '/etc/os-release'

/** The default of each variable, and a word for a secret: nothing is connected to while an image is built. */
function settled(value: string): string {
  return value.replace(/\$\{\w+:-([^}]*)\}/g, '$1').replace(/\$\{\w+:\?[^}]*\}/g, 'none')
}
