import type { Plan } from '../plan/plan.ts'
import type { ServicePlan } from '../plan/service-plan.ts'

/** A program that is run when there is work to do, by the target that runs it. */
export interface Job {
  target: string
  service: ServicePlan
  /** What it runs: the image's command where it has none of its own. */
  command: readonly string[]
}

/** Programs of the project that do their work and end. */
export function jobsOf(plan: Plan): Job[] {
  const jobs = plan.services.filter((one) => one.role === 'app' && one.ends)
  return jobs.map((service) => {
    const { from } = service
    const image = plan.images.find((one) => 'unit' in from && one.unit === from.unit)
    return { target: jobs.length === 1 ? 'run' : `run-${service.name}`, service, command: service.command ?? image?.build?.command ?? [] }
  })
}

/** All of them: nothing of the project's own stays up. */
export function onlyJobs(plan: Plan): boolean {
  return plan.services.some((one) => one.role === 'app') && plan.services.every((one) => one.role !== 'app' || one.ends)
}

/** Whether anything is left to start and wait for. */
export function staysUp(plan: Plan): boolean {
  return plan.services.some((one) => one.role === 'backing' || (one.role === 'app' && !one.ends))
}

/** The profile of these programs, as words of a command; empty where there are no profiles. */
export function jobProfile({ service }: Job): string {
  return service.profiles.length > 0 ? ' --profile tools' : ''
}

/** The services that run tests, one for each image that has some; others of the same profile only prepare for them. */
export function testsOf({ services }: Plan): ServicePlan[] {
  const prepare = new Set(services.flatMap((one) => (one.role === 'test' ? one.dependsOn.map((other) => other.service) : [])))
  return services.filter((one) => one.role === 'test' && !prepare.has(one.name))
}
