import type { Answers } from '../ask/answers.ts'
import type { InstallSecret } from '../detect/facts.ts'
import { serviceOf } from '../services/index.ts'
import { networkVariable } from './networks.ts'
import { buildSecretsOf } from './build-secrets.ts'
import { withoutVersion } from './backing.ts'
import type { ImagePlan } from './plan.ts'
import type { ServicePlan } from './service-plan.ts'
import type { VariablePlan } from './variable-plan.ts'

/** Names with a meaning of their own in these files; an app that reads one gets what it says here. */
const reserved = new Set(['VERSION', 'SECRETS_DIR', 'COMPOSE_PROFILES', 'APP_UID'])

const runGroup = 'What runs'

/** What stays up, and what is run beside it: init services and tests have the limits of what they make ready. */
const limited = new Set<ServicePlan['role']>(['app', 'proxy', 'backing', 'page', 'monitor', 'load'])

/** Every variable of the compose files, in the order of `.env.example`. @param own those of the units' code. @param asked what installs ask for. */
export function allVariables(
  answers: Answers,
  images: readonly ImagePlan[],
  services: readonly ServicePlan[],
  own: readonly VariablePlan[],
  asked: readonly InstallSecret[],
): VariablePlan[] {
  const profiled = services.some((one) => one.profiles.includes('full'))
  // Those that run here, for the app or for its tests alone.
  const backing = answers.services.filter((one) => !one.managed || services.some((service) => service.role === 'test-backing' && service.kind === one.kind))
  return unique(
    [
      ...(profiled ? [variable('COMPOSE_PROFILES', 'full', 'What a plain `docker compose up` starts.', runGroup)] : []),
      ...services.flatMap((one) => one.ports.map((port) => variable(port.variable, String(port.host), `Port of ${one.name} on this machine.`, runGroup))),
      ...(services.some((one) => one.role === 'proxy') ? [networkVariable(answers.project, runGroup)] : []),
      uid(),
      ...backing.flatMap((one) => {
        const service = serviceOf(one.kind)
        return service.variables.map((entry) => ({ ...entry, example: entry.example(answers.project), group: service.title, optional: false }))
      }),
      ...services.flatMap((one) =>
        one.developmentPorts.map((port) =>
          variable(
            port.variable,
            String(port.host),
            `Port of ${one.name}${port.page ? "'s page" : ''} on this machine, in development only.`,
            withoutVersion(one.title),
          ),
        ),
      ),
      ...own.filter((one) => !reserved.has(one.name)),
      ...services.flatMap((one) => one.secretFiles.map((file) => variable(file.variable, `./${file.file}`, file.comment, withoutVersion(one.title)))),
      ...managed(services),
      ...services.filter((one) => limited.has(one.role) && !(one.role === 'monitor' && one.ends)).flatMap(limits),
      ...services
        .filter((one) => one.role === 'test-backing')
        .flatMap((one) => limits({ ...one, name: one.kind ?? one.name }))
        .filter((one) => !one.comment.includes('production')),
      ...services
        .filter((one) => one.role === 'app' && one.scalable)
        .map((one) => variable(replicasVariable(one.name), '2', `Containers of ${one.name} in production.`, 'Production')),
      ...privatePackages(images, asked),
      ...ofProduction(services),
      variable('VERSION', '', 'Release that production runs: the tag of the images.', 'Production'),
      variable('SECRETS_DIR', './.secrets', 'Folder with one file per secret.', 'Production'),
    ].filter((one) => one.name !== 'SECRETS_DIR' || images.length > 0),
  )
}

export function replicasVariable(name: string): string {
  return `${name.toUpperCase().replace(/[^A-Z0-9]+/g, '_')}_REPLICAS`
}

/** Where production is reached, for a proxy that ends TLS itself. */
function ofProduction(services: readonly ServicePlan[]): VariablePlan[] {
  const proxies = services.filter((one) => one.inProduction.publicPorts)
  return proxies.flatMap((one) => [
    variable('DOMAIN', '', 'Name that browsers use, for which production gets a certificate.', 'Production'),
    ...(serviceOf(one.name).proxy?.tls ?? []).map((port) => variable(port.variable, String(port.host), port.comment, 'Production')),
  ])
}

/** Credentials for private packages. A line of their own until somebody sets them: an empty one would be taken for one. */
function privatePackages(images: readonly ImagePlan[], asked: readonly InstallSecret[]): VariablePlan[] {
  return buildSecretsOf(images).map((name) => {
    const at = asked.find((one) => one.name === name)
    const comment = `For builds alone${at ? `: ${at.file}:${at.line} asks for it` : ''}.`
    return { ...variable(name, '', comment, 'Private packages'), optional: true, build: true as const }
  })
}

function uid(): VariablePlan {
  return {
    name: 'APP_UID',
    example: '10001',
    comment: 'Who owns the files that containers write in development: you.',
    group: runGroup,
    fresh: 'uid',
    required: false,
    optional: false,
    urlSafe: false,
  }
}

/** Variables that must be given because somebody else runs the service. */
function managed(services: readonly ServicePlan[]): VariablePlan[] {
  return services
    .filter((one) => one.role === 'app')
    .flatMap((one) => one.environment)
    .flatMap(({ name, value }) =>
      value === `\${${name}:?set it in .env}`
        ? [
            {
              name,
              example: '',
              comment: /(URL|URI|DSN|HOST|HOSTNAME|SERVERS?|ENDPOINT|ADDRESS|BACKEND|LOCATION)$/.test(name)
                ? 'Where the service is that you run elsewhere; on this machine itself that is host.docker.internal.'
                : 'Of the service that you run elsewhere.',
              group: 'Elsewhere',
              elsewhere: true as const,
              fresh: 'example' as const,
              required: true,
              optional: false,
              urlSafe: false,
            },
          ]
        : [],
    )
}

function limits({ name, limits: one }: ServicePlan): VariablePlan[] {
  return [
    variable(one.memoryVariable, one.memory, `Most memory ${name} may use.`, 'Limits'),
    variable(one.cpusVariable, one.cpus, `Most processors ${name} may use.`, 'Limits'),
    variable(one.pidsVariable, String(one.pids), `Most processes and threads of ${name}.`, 'Limits'),
    variable(one.reservationVariable, one.reservation, `Memory that production keeps free for ${name}.`, 'Limits'),
  ]
}

function variable(name: string, example: string, comment: string, group: string): VariablePlan {
  return { name, example, comment, group, fresh: 'example', required: false, optional: false, urlSafe: false }
}

/** The first mention wins; groups stay together in the order of their first member. */
function unique(variables: readonly VariablePlan[]): VariablePlan[] {
  const first = variables.filter((one, index) => variables.findIndex((other) => other.name === one.name) === index)
  const groups = [...new Set(first.map((one) => one.group))]
  return groups.flatMap((group) => first.filter((one) => one.group === group))
}
