import type { Answers } from '../ask/answers.ts'
import { bringsInterpreter, packageManagerOf } from '../package-managers/index.ts'
import type { PagePlan } from '../stacks/contract.ts'
import { stackOf } from '../stacks/index.ts'
import { appLimitsOf, jobService, type AppInput } from './app.ts'
import { hostPortVariable } from './connections.ts'
import { healthOf } from './health.ts'
import type { UnitInput } from './images.ts'
import { required, withDefault } from './interpolate.ts'
import type { Advice } from './plan.ts'
import type { ServicePlan } from './service-plan.ts'
import type { VariablePlan } from './variable-plan.ts'

/** Pages on what a unit does: services of its own image that a person starts, and the variables of their logins. */
export function pagesOf(input: AppInput, answers: Answers): { services: ServicePlan[]; variables: VariablePlan[] } {
  const pages = served(input.unit)
  const names = pages.map((page) => nameOf(page, input, answers))
  return {
    services: pages.map((page, index) => pageService(page, names[index] ?? page.name, input)),
    variables: pages.flatMap((page, index) => loginVariables(page, names[index] ?? page.name)),
  }
}

/** What the image installs for them beyond what the project names. */
export function addedForPages(unit: UnitInput): string[] {
  return served(unit).flatMap((page) => (page.adds ? [page.adds.requirement] : []))
}

/** What somebody starts and no manifest brings, at the line that starts it. */
export function pageAdvice(unit: UnitInput): Advice[] {
  return every(unit).flatMap(({ title, adds }) => {
    if (!adds) return []
    const manager = packageManagerOf(unit.answers.packageManager)
    const [name = ''] = adds.requirement.split('==')
    const how = manager.byHand.add ? `\`${manager.byHand.add} ${name}\`` : `a line in ${unit.facts.python?.requirementsMain ?? 'the manifest'}`
    const text =
      manager.interpreter === 'own'
        ? `${title} is started here and no manifest names it: ${how} brings it, and a service for it.`
        : `${title} is started here and no manifest names it, so the image adds ${adds.requirement}: ${how} makes it a dependency like the others.`
    return [{ title, text, at: { file: adds.file, line: adds.line }, now: true }]
  })
}

function every(unit: UnitInput): readonly PagePlan[] {
  return stackOf(unit.answers.stack, unit.facts.framework).pages?.(unit) ?? []
}

/** Into what conda and pixi make pip puts nothing: there the project has to name it. */
function served(unit: UnitInput): readonly PagePlan[] {
  const own = bringsInterpreter(unit.answers.packageManager)
  return every(unit).filter((page) => !own || !page.adds)
}

/** Its own, with the unit's in front in a folder below, and where something of the project has that name. */
function nameOf({ name }: PagePlan, { unit, image }: AppInput, answers: Answers): string {
  const taken = answers.units.some((one) => one.name === name)
  return unit.facts.dir === '.' && !taken ? name : `${image.unit}-${name}`
}

function pageService(page: PagePlan, name: string, input: AppInput): ServicePlan {
  const { unit, image, environment, networks } = input
  const stack = stackOf(unit.answers.stack, unit.facts.framework)
  const health = healthOf({ kind: 'http', path: page.healthPath, port: page.port, below: 400 }, stack.startPeriodSeconds, { needsInit: false }, [])
  const read = input.backing.filter((one) => page.reads.includes(one))
  const login = loginNames(name)
  const allowed = `${withDefault(login.user, 'admin')}:${required(login.password, 'run: make env')}`
  const port = { variable: hostPortVariable(name), host: page.port, container: page.port, login }
  return {
    ...jobService(input, name),
    role: 'page',
    title: page.title,
    from: { unit: image.unit, target: 'runtime' },
    command: page.run,
    environment: [...environment, { name: page.login, value: allowed, secret: true }],
    dependsOn: read.map((service) => ({ service, condition: 'service_healthy' })),
    networks: networks.app,
    ports: [page.path === '/' ? port : { ...port, path: page.path }],
    health: image.build && health ? { plan: health } : 'none',
    restart: 'unless-stopped',
    ends: false,
    onDemand: true,
    limits: appLimitsOf(name, unit.facts),
  }
}

function loginNames(name: string): { user: string; password: string } {
  const prefix = name.toUpperCase().replace(/[^A-Z0-9]+/g, '_')
  return { user: `${prefix}_USER`, password: `${prefix}_PASSWORD` }
}

function loginVariables({ title, shows }: PagePlan, name: string): VariablePlan[] {
  const { user, password } = loginNames(name)
  const both = { group: title, optional: false, urlSafe: true }
  return [
    { ...both, name: user, example: 'admin', comment: `Who may see ${shows} on ${title}'s page.`, fresh: 'example', required: false },
    { ...both, name: password, example: '', comment: 'The password to it.', fresh: 'random', required: true },
  ]
}
