import type { ImagePlan, Plan } from '../plan/plan.ts'
import { buildArguments, dockerfileInContext } from './compose-app.ts'
import { hcl } from './escape/hcl.ts'
import { lackComment, otherMachine } from '../plan/architectures.ts'

/** What `docker-bake.hcl` is made from. */
export function bakeView(plan: Plan): Record<string, unknown> {
  const tested = plan.images.filter((one) => one.targets.includes('testing'))
  return {
    prefix: hcl(plan.imagePrefix),
    arguments: [...new Set(plan.images.flatMap(buildArguments))],
    names: targetsView(plan.images.map((one) => one.unit)),
    tests: tested.length > 0 ? targetsView(tested.map(testName)) : null,
    images: plan.images.map((one) => ({
      target: one.unit,
      context: hcl(one.context),
      dockerfile: quoted(dockerfileInContext(one)),
      stage: one.targets.includes('runtime'),
      secrets: one.buildSecrets.map((name) => hcl(`id=${name},env=${name}`)).join(', '),
      arguments: aligned(buildArguments(one)),
      name: one.name,
      lack: one.lack ? lackComment(one.lack) : null,
      platforms: one.lack ? `[${hcl(`linux/${otherMachine(one.lack.machine)}`)}]` : null,
      test: tested.includes(one) ? testName(one) : null,
    })),
  }
}

/** As the language's own formatter has them. */
function aligned(names: readonly string[]) {
  const width = Math.max(0, ...names.map((one) => one.length))
  return names.map((name) => ({ name, padded: name.padEnd(width) }))
}

/** A line each where there are several, so that one more changes none of them. */
function targetsView(names: readonly string[]) {
  const [first, ...others] = names.map(hcl)
  return others.length === 0 ? { one: first, several: [] } : { one: null, several: [first, ...others] }
}

function quoted(path: string | null): string | null {
  return path === null ? null : hcl(path)
}

function testName({ unit }: ImagePlan): string {
  return `${unit}-test`
}
