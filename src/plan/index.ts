import type { Answers, Output } from '../ask/answers.ts'
import type { Facts } from '../detect/facts.ts'
import { UserError } from '../errors.ts'
import { adviceFor } from './advice.ts'
import { backingService, commandFor, withFreePorts } from './backing.ts'
import { behindProxy, withoutTrust } from './behind-proxy.ts'
import { databaseAdvice, databasesService, databaseVariables, ownDatabases } from './databases.ts'
import { withHosts } from './hosts.ts'
import { withInternalAddresses, withInternalExamples } from './internal-address.ts'
import { imageOf, type FolderInput, type UnitInput } from './images.ts'
import { launched, withFixedNames } from './launched.ts'
import { backingAnswers, networksOf, proxyAddress, proxyAnswer } from './networks.ts'
import { withOneMigration } from './one-migration.ts'
import { loadFiles, loadOf, loadServices, loadVariables } from './load-test.ts'
import { monitoringAdvice } from './monitoring-advice.ts'
import { monitoringFiles, monitoringServices, monitoringVariables } from './monitoring.ts'
import { outputsOf, type Outputs } from './outputs.ts'
import type { Advice, Plan } from './plan.ts'
import type { ServicePlan } from './service-plan.ts'
import { withProfiles } from './profiles.ts'
import { proxyRoutes } from './proxy-routes.ts'
import { proxyAdvice } from './proxy-advice.ts'
import { proxyService, proxySettings } from './proxy.ts'
import { withPublicAddress } from './public-address.ts'
import { refuseBase } from './refuse-base.ts'
import { refuseNames, refuseTwins } from './refuse-names.ts'
import { scrapesOf } from './scrapes.ts'
import { secretsOf } from './secrets.ts'
import { folderServices, folderUses } from './services.ts'
import { systemImage, systemServices, systemsOf } from './system.ts'
import { telemetryVariables, withTelemetry } from './telemetry.ts'
import { allVariables } from './variables.ts'

/**
 * From facts and answers to everything that will be written, as data. Pure.
 * @param ours paths of the last render: what exists and is not among them is a person's, and is kept.
 * @throws UserError where answers contradict each other or what the base images can do.
 */
export function plan(facts: Facts, answers: Answers, ours: ReadonlySet<string>): Plan {
  refuseNames(answers)
  const units = withOneMigration(answers.units.map((one) => unitInput(facts, one)))
  const folders = byFolder(units)
  folders.forEach(([first]) => refuseBase(first))
  const outputs = outputsOf(answers, facts.existing, ours)
  const systems = systemsOf(units, answers)
  const folderImages = folders.map((folder) => {
    const { dir } = folder[0].facts
    const path = dir === '.' ? 'Dockerfile' : `${dir}/Dockerfile`
    // Without regard to case: `dockerfile` and `Dockerfile` are one file on many disks.
    const theirs = facts.existing.dockerfiles.some((one) => one.toLowerCase() === path.toLowerCase())
    return imageOf(folder, answers, theirs && !ours.has(path))
  })
  const networks = networksOf(answers)
  const images = [...folderImages, ...systems.flatMap((one) => systemImage(one, answers))]
  const databases = ownDatabases(folders, answers, (folder, kind) => folderUses(folder, kind, answers))
  const perFolder = folders.map((folder, index) => {
    const image = folderImages[index]
    if (!image) throw new Error(`no image for ${folder[0].answers.name}`)
    return folderServices(folder, image, answers, networks, systems, databases)
  })
  const backingServices = backingAnswers(answers).map((one) => commandFor(units, backingService(one, networks.back, answers.baseRegistry)))
  const unitServices = once(
    perFolder.flatMap((one) => one.services),
    (one) => one.name,
  )
  const here = new Set([...unitServices, ...backingServices].map((one) => one.name))
  const beside = systems.flatMap((one) => {
    const app = unitServices.find(({ name }) => name === one.units[0].answers.name)
    if (!app) throw new Error(`no service for ${one.units[0].answers.name}`)
    return systemServices(one, app, here)
  })
  const proxy = proxyAnswer(answers)
  const ofProject = withInternalAddresses(launched(systems, [...unitServices, ...beside], answers), units)
  const reached = proxy ? proxyRoutes(units, ofProject) : { routes: [], apart: [] }
  const apps = proxy ? [proxyService(proxy, reached, ofProject, answers), ...behindProxy(ofProject, reached, units, proxyAddress(answers.project))] : ofProject
  const load = loadOf(units, apps, reached.routes, answers)
  const scrapes = scrapesOf(units, apps, answers)
  const watchers = [...monitoringServices(answers, networks), ...loadServices(load, apps, answers, networks)]
  const services = withProfiles(
    withFreePorts(
      byRole([
        ...watchers,
        ...withTelemetry(withHosts(apps, scrapes, load), units, answers),
        ...backingAnswers(answers).flatMap(({ kind }) => databasesService(kind, databases, answers, networks.back)),
        ...backingServices,
      ]),
    ),
  )
  refuseTwins(services)
  const own = withPublicAddress(
    [
      ...databaseVariables(databases),
      ...perFolder.flatMap((one) => one.variables),
      ...systems.flatMap((one) => one.plan.variables),
      ...monitoringVariables(answers),
      ...telemetryVariables(units, answers),
      ...loadVariables(load),
    ],
    units,
    services,
    reached.routes,
  )
  const asked = units.flatMap((one) => one.facts.installSecrets ?? [])
  const variables = allVariables(answers, images, services, withoutTrust(withInternalExamples(own, services, units), services), asked)
  const fixed = withFixedNames(systems, answers.project)
  return {
    project: answers.project,
    targets: answers.targets,
    images,
    services,
    settings: [
      ...systems.flatMap((one) => one.plan.files),
      ...(proxy ? proxySettings(proxy, reached.routes) : []),
      ...monitoringFiles(answers, scrapes),
      ...loadFiles(load),
    ],
    volumes: fixed(volumesOf(services)),
    networks: fixed(
      networks.plans.length > 0 ? networks.plans : systems.some((one) => one.plan.launches) ? [{ name: 'default', internalInProduction: false }] : [],
    ),
    proxy: proxy ? { service: proxy.kind, routes: reached.routes } : null,
    variables,
    secrets: secretsOf(services, variables),
    secretFiles: services.flatMap((one) => one.secretFiles),
    imagePrefix: answers.imagePrefix,
    branch: answers.branch,
    baseRegistry: answers.baseRegistry,
    outputs: outputs.outputs,
    files: outputs.files,
    kept: [
      ...images.filter((image) => image.kept).map((image) => ({ path: image.dockerfile, why: 'yours; compose builds it' })),
      ...(facts.existing.ci && !answers.files.includes('ci') ? [{ path: facts.existing.ci.file, why: facts.existing.ci.why }] : []),
      ...(facts.existing.renovate !== undefined && outputs.outputs.includes('ci')
        ? [{ path: facts.existing.renovate, why: 'yours; Renovate brings new versions, so nothing is written for Dependabot' }]
        : []),
      ...(outputs.files.foreignCompose === null
        ? []
        : [{ path: outputs.files.foreignCompose, why: 'yours; no compose files, docs or dev container beside it' }]),
    ],
    advice: [
      ...(proxy ? proxyAdvice(proxy, reached, units) : []),
      ...databaseAdvice(databases),
      ...systems.flatMap((one) => one.plan.advice ?? []),
      ...outputs.leftOut.map(needsCompose),
      ...outputs.unbuilt.map(needsImages),
      ...needsDockerfile(facts, outputs.outputs),
      ...monitoringAdvice(units, scrapes, answers),
      ...once(
        units.flatMap((unit) => adviceFor(unit, answers, units)),
        (one) => [one.title, one.text, one.at?.file, one.at?.line].join('\n'),
      ),
    ],
  }
}

/** Units of one folder share its image; the order stays. */
function byFolder(units: readonly UnitInput[]): FolderInput[] {
  const folders = new Map<string, [UnitInput, ...UnitInput[]]>()
  for (const unit of units) {
    const there = folders.get(unit.facts.dir)
    if (there) there.push(unit)
    else folders.set(unit.facts.dir, [unit])
  }
  return [...folders.values()]
}

/** Folders have services of their tests in common, and units of one much to be told alike. */
function once<T>(all: readonly T[], key: (one: T) => string): T[] {
  return all.filter((one, index) => all.findIndex((other) => key(other) === key(one)) === index)
}

function needsCompose(output: Output): Advice {
  return { title: 'Files', text: `${output} is made for the compose files and was left out: --files compose,${output}`, now: true }
}

function needsImages({ output, needs }: Outputs['unbuilt'][number]): Advice {
  const made = needs.map((one) => (one === 'dockerfile' ? 'the Dockerfiles' : `the ${one} file`)).join(' and ')
  return { title: 'Files', text: `${output} is made for ${made} and was left out: --files ${[...needs, output].join(',')}`, now: true }
}

function needsDockerfile({ existing }: Facts, outputs: Plan['outputs']): Advice[] {
  const builds = (['compose', 'dockerignore'] as const).find((one) => outputs.includes(one))
  if (!builds || outputs.includes('dockerfile') || existing.dockerfiles.length > 0) return []
  return [{ title: 'Files', text: `${builds} is made for a Dockerfile, and there is none: --files dockerfile,${builds}`, now: true }]
}

function unitInput(facts: Facts, answers: Answers['units'][number]): UnitInput {
  const unit = facts.units.find((one) => one.dir === answers.dir && one.name === answers.name) ?? facts.units.find((one) => one.dir === answers.dir)
  if (!unit) {
    throw new UserError(`${answers.name}: nothing to run was found in ${answers.dir}`, { at: { file: '.dockerize/answers.yaml' } })
  }
  return { facts: unit, answers }
}

const roles: readonly ServicePlan['role'][] = ['proxy', 'app', 'init', 'backing', 'page', 'monitor', 'load', 'test', 'test-backing', 'task']

function byRole(services: readonly ServicePlan[]): ServicePlan[] {
  return roles.flatMap((role) => services.filter((one) => one.role === role))
}

function volumesOf(services: readonly ServicePlan[]): Plan['volumes'] {
  const found = services.flatMap((service) =>
    service.volumes.flatMap((mount) => (mount.kind === 'volume' ? [{ name: mount.name, holds: `${service.title}: ${mount.path}` }] : [])),
  )
  return found.filter((one, index) => found.findIndex((other) => other.name === one.name) === index)
}
