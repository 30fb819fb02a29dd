import type { Answers } from '../ask/answers.ts'
import { serviceOf } from '../services/index.ts'
import type { SystemPlan, SystemService } from '../stacks/system-contract.ts'
import { stackOf } from '../stacks/index.ts'
import { appLimits } from './app.ts'
import { hostPortVariable, limitVariables } from './connections.ts'
import { plainUrl } from './connection-url.ts'
import { healthOf } from './health.ts'
import type { UnitInput } from './images.ts'
import { networksOf } from './networks.ts'
import { type ImagePlan } from './plan.ts'
import { nothingElse, type ServicePlan } from './service-plan.ts'

/** What runs beside the units of one stack. */
export interface System {
  plan: SystemPlan
  /** Those that it belongs to. */
  units: readonly [UnitInput, ...UnitInput[]]
}

/** One for each stack of the project that brings one, in the order of their first units. */
export function systemsOf(units: readonly UnitInput[], answers: Answers): System[] {
  const stacks = new Map<string, [UnitInput, ...UnitInput[]]>()
  for (const unit of units) {
    const there = stacks.get(unit.answers.stack)
    if (there) there.push(unit)
    else stacks.set(unit.answers.stack, [unit])
  }
  const networks = networksOf(answers).app
  const project = {
    name: answers.project,
    units: answers.units.map((one) => one.name),
    networks: networks.length > 0 ? networks : ['default'],
    baseRegistry: answers.baseRegistry,
    services: answers.services.filter((one) => !serviceOf(one.kind).aside).map((one) => ({ ...one, url: one.managed ? null : plainUrl(serviceOf(one.kind)) })),
  }
  return [...stacks].flatMap(([id, own]) => {
    const plan = stackOf(id, own[0].facts.framework).system?.(own, project)
    return plan ? [{ plan, units: own }] : []
  })
}

/** The image of those that run without the project's code. */
export function systemImage({ plan: { image } }: System, answers: Answers): ImagePlan[] {
  if (!image) return []
  const { name, dockerfile, recipe } = image
  return [
    {
      unit: name,
      folder: '.',
      context: '.',
      dockerfile,
      dockerignore: `${dockerfile}.dockerignore`,
      name: `${answers.project}-${name}`,
      targets: ['runtime'],
      buildSecrets: [],
      kept: false,
      lack: null,
      build: null,
      recipe,
      node: null,
    },
  ]
}

/**
 * Its services. Those that run a unit's image read what the unit reads.
 * @param app the service of the first unit. @param here names of all others, so that nothing waits for what runs elsewhere.
 */
export function systemServices({ plan, units }: System, app: ServicePlan, here: ReadonlySet<string>): ServicePlan[] {
  const known = new Set([...here, ...plan.services.map((one) => one.name)])
  return plan.services.map((one) => {
    const own = one.runs === 'unit' ? app.environment : plan.environment
    const given = one.environment ?? []
    // What ends by itself has the limits of what it makes ready.
    const limited = one.role === 'init' ? (plan.services.find((other) => other.role === 'app' && other.runs === one.runs) ?? one).name : one.name
    return {
      ...plainService(one, app, limited),
      from: one.runs === 'unit' ? app.from : { unit: plan.image?.name ?? units[0].answers.name, target: 'runtime' },
      environment: [...own.filter((entry) => !given.some((other) => other.name === entry.name)), ...given],
      dependsOn: one.waits.filter((wait) => known.has(wait.service)),
      inProduction: one.runs === 'unit' ? app.inProduction : nothingElse.inProduction,
    }
  })
}

function plainService(service: SystemService, app: ServicePlan, limited: string): Omit<ServicePlan, 'from' | 'environment' | 'dependsOn' | 'inProduction'> {
  const { name, title, role, command, develop, probe, startPeriodSeconds, port, volumes = [], single, ends = false, stopGraceSeconds, limits } = service
  const health = healthOf(probe, startPeriodSeconds, { needsInit: false }, [])
  const isInit = role === 'init'
  return {
    name,
    role: isInit ? 'init' : 'app',
    title,
    profiles: [],
    onDemand: role === 'tool',
    command,
    tuned: {},
    developCommand: develop ?? null,
    developEnvironment: service.runs === 'unit' ? app.developEnvironment : [],
    networks: app.networks,
    ports: port === null ? [] : [{ variable: hostPortVariable(name), host: port, container: port }],
    developmentPorts: [],
    volumes: [...(service.runs === 'unit' ? app.volumes : []), ...volumes.map((one) => ({ kind: 'volume' as const, ...one }))],
    tmpfs: [],
    secretFiles: [],
    health: health ? { plan: health } : 'none',
    restart: isInit || ends ? 'no' : 'unless-stopped',
    ends: isInit || ends,
    limits: isInit && service.runs === 'unit' ? app.limits : { ...(limits ?? appLimits), ...limitVariables(limited) },
    gpu: false,
    reapsChildren: false,
    stopGraceSeconds: stopGraceSeconds ?? null,
    stopSignal: null,
    shmSize: null,
    hostname: null,
    workingDir: null,
    scalable: !single && role === 'app',
    developHealth: null,
  }
}
