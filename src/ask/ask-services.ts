import type { Facts } from '../detect/facts.ts'
import { flagOf } from '../flags.ts'
import { services } from '../services/index.ts'
import type { Given } from './answers.ts'
import { decide } from './decide.ts'
import { kindOf } from './given.ts'
import type { Prompts } from './prompts.ts'

/** Which services there are, and which of them run elsewhere. Versions that were named stay with their service. */
export async function askServices(facts: Facts, said: Given, prompts: Prompts): Promise<Given> {
  const now = decide(facts, said).answers.services
  const detected = facts.services.map((service) => service.kind)
  const chosen = await prompts.some({
    flag: 'with',
    text: `${flagOf('with').question!.text}?`,
    choices: services.map(({ id, title }) => ({ value: id, name: title, checked: now.some((one) => one.kind === id) })),
  })
  const managed =
    chosen.length === 0
      ? []
      : await prompts.some({
          flag: 'managed',
          text: `${flagOf('managed').question!.text}?`,
          choices: chosen.map((id) => ({ value: id, name: titleOf(id), checked: now.some((one) => one.kind === id && one.managed) })),
        })
  const versioned = (kind: string) => [...said.with, ...said.managed].find((one) => kindOf(one) === kind && one !== kind) ?? kind
  const run = chosen.filter((kind) => !managed.includes(kind))
  return {
    ...said,
    with: run.filter((kind) => !detected.includes(kind) || versioned(kind) !== kind).map(versioned),
    without: detected.filter((kind) => !chosen.includes(kind)),
    managed: managed.map(versioned),
  }
}

function titleOf(id: string): string {
  return services.find((service) => service.id === id)?.title ?? id
}
