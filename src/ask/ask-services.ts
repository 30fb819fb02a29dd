import type { Facts } from '../detect/facts.ts'
import { formatPlace } from '../errors.ts'
import { flagOf } from '../flags.ts'
import { serviceFor, services } from '../services/index.ts'
import type { Service } from '../services/contract.ts'
import type { Given, ServiceAnswers } from './answers.ts'
import { decide } from './decide.ts'
import { kindOf } from './given.ts'
import type { Prompts } from './prompts.ts'

/** Which services there are, and which of them run elsewhere. Versions that were named stay with their service. */
export async function askServices(facts: Facts, said: Given, prompts: Prompts): Promise<Given> {
  const now = decide(facts, said).answers.services
  const detected = facts.services.flatMap((service) => serviceFor(service.kind)?.id ?? [])
  const chosen = await prompts.some({
    flag: 'with',
    text: `${flagOf('with').question!.text}?`,
    choices: usefulFirst(facts, now).map(({ id, title }) => ({ value: id, name: title, checked: now.some((one) => one.kind === id), ...offered(facts, id) })),
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

/** There are more than a screen shows: what is used, then what could be, then the rest. */
function usefulFirst(facts: Facts, now: readonly ServiceAnswers[]): readonly Service[] {
  const rank = ({ id }: Service) => (now.some((one) => one.kind === id) ? 0 : 'about' in offered(facts, id) ? 1 : 2)
  return [...services].sort((a, b) => rank(a) - rank(b))
}

/** Where the code does what the service could help with, without naming it. */
function offered(facts: Facts, id: string): { about?: string } {
  const sign = facts.units.flatMap((unit) => unit.evidence).find((one) => one.key === `offers.${id}`)
  return sign ? { about: `not needed, and of use: ${formatPlace(sign)}` } : {}
}

function titleOf(id: string): string {
  return services.find((service) => service.id === id)?.title ?? id
}
