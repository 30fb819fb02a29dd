import type { Answers } from '../ask/answers.ts'
import { UserError } from '../errors.ts'
import type { ServicePlan } from './service-plan.ts'

/** What compose, image names and make targets all take for a name. */
const name = /^[a-z0-9][a-z0-9_-]*$/

/** @throws UserError for a name that some file could not carry: answers may have been written by hand. */
export function refuseNames(answers: Answers): void {
  for (const given of [answers.project, ...answers.units.map((unit) => unit.name)]) {
    if (!name.test(given)) {
      throw new UserError(`the name ${JSON.stringify(given)} does not fit images and services: lower case letters, digits, - and _`, {
        at: { file: '.dockerize/answers.yaml' },
      })
    }
  }
}

/** @throws UserError where two services of compose would have one name: a unit may be called like what it uses. */
export function refuseTwins(services: readonly ServicePlan[]): void {
  for (const [at, service] of services.entries()) {
    const twin = services.slice(0, at).find((one) => one.name === service.name)
    if (!twin) continue
    const unit = [service, twin].find((one) => one.role === 'app') ?? service
    const other = unit === service ? twin : service
    throw new UserError(`${service.name} is the name of two services: ${unit.title}, and ${other.title}`, {
      exitCode: 2,
      todo: [`try: --set ${service.name}.name=<other name>`],
    })
  }
}
