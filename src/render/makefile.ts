import type { Facts } from '../detect/facts.ts'
import { envTarget } from '../plan/outputs.ts'
import { mixture } from '../plan/secrets.ts'
import type { Plan } from '../plan/plan.ts'
import type { ServicePlan } from '../plan/service-plan.ts'
import type { SecretForm } from '../plan/variable-plan.ts'
import { backupsOf, stoppedForRestore } from './backups.ts'
import { refuseHostilePath } from './escape/name.ts'
import { shellWord } from './escape/shell.ts'
import { jobProfile, jobsOf, onlyJobs, staysUp, testsOf } from './jobs.ts'
import { loadTestOf, watchOf } from './monitoring.ts'
import { runsWithoutShell } from './no-shell.ts'
import { pagesOf } from './pages.ts'
import { version } from '../version.ts'
import { wayIn } from './way-in.ts'

const targets = [
  'up',
  'down',
  'build',
  'rebuild',
  'infra',
  'infra-down',
  'init',
  'migrate',
  'env',
  'dev',
  'test',
  'shell',
  'lint',
  'config',
  'prod',
  'ps',
  'logs',
  'stats',
  'size',
  'scan',
  'doctor',
  'monitoring',
  'load-test',
  'clean',
  'backup',
  'restore',
  'reset',
  'help',
] as const

/** @param taken targets that a person's own Makefile has: those stay theirs. */
export function makefileView(plan: Plan, facts: Facts, taken: ReadonlySet<string>): Record<string, unknown> {
  const apps = plan.services.filter((one) => one.role === 'app')
  const inits = plan.services.filter((one) => one.role === 'init')
  const tests = plan.services.filter((one) => one.role === 'test' || one.role === 'test-backing')
  const tested = testsOf(plan)
  const [test] = tested
  const profiled = plan.services.some((one) => one.profiles.includes('full'))
  const infra = plan.services.filter((one) => one.profiles.includes('infra'))
  const tasks = plan.services.filter((one) => one.role === 'task' && !taken.has(one.name)).map((one) => ({ name: one.name, title: one.title }))
  const backup = backupView(plan)
  // Ours makes .env before anything starts, so it cannot be left to a target of the person's with that name.
  const env = plan.outputs.includes('env') ? envTarget(plan) : ''
  const here = targets.filter(
    (one) =>
      one !== 'env' &&
      !taken.has(one) &&
      exists(one, {
        up: staysUp(plan),
        infra: infra.length > 0,
        init: inits.length > 0,
        test: test !== undefined,
        monitoring: watchOf(plan) !== null,
        load: loadTestOf(plan) !== null,
        backup: backup !== null,
      }),
  )
  const jobs = jobsOf(plan)
    .filter((one) => !taken.has(one.target))
    .map((one) => ({ target: one.target, name: one.service.name, profile: jobProfile(one), command: make(one.command.map(shellWord).join(' ')) }))
  const pages = pagesOf(plan)
    .filter((one) => !taken.has(one.target))
    .map(({ target, service, url }) => ({
      target,
      name: service.name,
      title: service.title,
      url,
      reads: service.dependsOn.map((one) => one.service).join(' '),
    }))
  const watch = watchOf(plan)
  const load = loadTestOf(plan)
  return {
    composeFile: plan.files.compose,
    devFile: plan.files.composeDev,
    prodFile: plan.files.composeProd,
    makefile: plan.files.makefile,
    ownsDefault: !plan.files.makefileIncluded,
    required: plan.variables.filter((one) => one.required).map((one) => one.name),
    all: plan.services.some((one) => one.profiles.length > 0) ? " --profile '*'" : '',
    full: profiled ? ' --profile full' : '',
    service: apps[0]?.name ?? '',
    withoutShell: plan.images.some(runsWithoutShell),
    env,
    proxy: plan.proxy ? proxyView(plan, facts) : null,
    phony: [...here, ...(env ? [env] : []), ...jobs.map((one) => one.target), ...pages.map((one) => one.target), ...tasks.map((one) => one.name)].join(' '),
    defaultGoal: onlyJobs(plan) && jobs[0] ? jobs[0].target : 'up',
    jobs,
    pages,
    watch,
    load,
    onlyJob: onlyJobs(plan) ? (jobs[0] ?? null) : null,
    whole: profiled && jobs.length > 0 ? ' --profile full --profile tools' : profiled ? ' --profile full' : '',
    tasks,
    has: Object.fromEntries(targets.map((one) => [one, here.includes(one)])),
    backup,
    infra: infra.length > 0,
    infraNames: infra.map((one) => one.name).join(', '),
    appPattern: [...apps, ...inits].map((one) => one.name).join('|'),
    inits: inits.map((one) => one.name),
    migrations: inits.filter((one) => 'unit' in one.from).map((one) => one.name),
    tests: test !== undefined,
    test: tested.length === 1 ? test?.name : null,
    testNames: tested.map((one) => one.name).join(' '),
    testServices: tests.map((one) => one.name).join(' '),
    dataVolumes: plan.volumes
      .filter((volume) => plan.services.some((one) => keepsPassword(one) && one.volumes.some((mount) => mount.kind === 'volume' && mount.name === volume.name)))
      .map((one) => `$(PROJECT)_${one.name}`)
      .join(' '),
    volumes: plan.volumes.map((one) => one.name).join(', ') || 'none',
    secretNames: plan.variables
      .filter((one) => one.fresh === 'random')
      .map((one) => one.name)
      .join(' '),
    // OpenSearch refuses a password of one sort of signs.
    mixed: plan.variables
      .filter((one) => one.mixed)
      .map((one) => one.name)
      .join(' '),
    mixture,
    forms: plan.variables.some((one) => one.form),
    long: namesOf(plan, 'long'),
    fernet: namesOf(plan, 'fernet'),
    urlSafe: plan.variables
      .filter((one) => one.urlSafe)
      .map((one) => one.name)
      .join('|'),
    besideCode: plan.secretFiles.map((one) => ({
      file: shellWord(refuseHostilePath(one.file)),
      folder: shellWord(refuseHostilePath(one.file).replace(/\/?[^/]*$/, '') || '.'),
    })),
    secretFiles: plan.secrets.map((one) => one.variable).join(' '),
    dockerfiles: dockerfilesOf(plan),
    version: version(),
    imagePattern: plan.images.map((one) => one.name).join('|'),
    images: plan.images.map((one) => `${one.name}:local`).join(' '),
    builtImages: plan.images.flatMap((one) => ['local', 'dev', 'test'].map((tag) => `${one.name}:${tag}`)).join(' '),
    project: plan.project,
    units: facts.units.length,
  }
}

/** Those of the person's compose file, which stands where ours would: what docker does with any. @param taken as above. */
export function theirMakefileView(plan: Plan, compose: string, taken: ReadonlySet<string>): Record<string, unknown> {
  const here = (['up', 'down', 'build', 'rebuild', 'lint', 'config', 'ps', 'logs', 'stats', 'doctor', 'clean', 'reset', 'help'] as const).filter(
    (one) => !taken.has(one),
  )
  return {
    compose,
    makefile: plan.files.makefile,
    ownsDefault: !plan.files.makefileIncluded,
    phony: here.join(' '),
    has: Object.fromEntries(here.map((one) => [one, true])),
    dockerfiles: dockerfilesOf(plan),
    version: version(),
  }
}

function dockerfilesOf({ images }: Plan): { file: string; context: string }[] {
  return images.map((one) => ({ file: make(shellWord(one.dockerfile)), context: make(shellWord(one.context)) }))
}

function proxyView(plan: Plan, facts: Facts) {
  const way = wayIn(plan, facts)
  return way && { service: way.service.name, port: way.port.container, page: way.page }
}

function namesOf({ variables }: Plan, form: SecretForm): string {
  return variables
    .filter((one) => one.form === form)
    .map((one) => one.name)
    .join(' ')
}

/** Its data opens with the password that it was made with alone. */
function keepsPassword({ role, environment }: ServicePlan): boolean {
  return role === 'backing' || (role === 'monitor' && environment.some((one) => one.secret))
}

function exists(
  target: string,
  there: { up: boolean; infra: boolean; init: boolean; test: boolean; monitoring: boolean; load: boolean; backup: boolean },
): boolean {
  if (target === 'monitoring') return there.monitoring
  if (target === 'load-test') return there.load
  if (target === 'up') return there.up
  if (target === 'infra' || target === 'infra-down') return there.infra
  if (target === 'init' || target === 'migrate') return there.init
  if (target === 'backup' || target === 'restore') return there.backup
  return target !== 'test' || there.test
}

/** Null: nothing is kept that a person could lose. */
function backupView(plan: Plan) {
  const stores = backupsOf(plan).map((one) => ({
    ...one,
    dump: script(one.dump),
    restore: script(one.restore),
    others: one.others && make(one.others),
    packed: one.extension.endsWith('gz'),
  }))
  const [first, ...more] = stores
  if (!first) return null
  // Of which service and database a file is, its name says.
  const databases = stores.some((one) => one.others !== null)
  const named = more.length > 0 || databases
  return {
    stores,
    names: stores.map((one) => one.service).join(', '),
    stopped: stoppedForRestore(plan).join(' '),
    packed: !named && first.packed,
    named,
    at: named ? '$$service' : first.service,
    script: named ? '"$$script"' : `'${first.restore}'`,
    databases,
    option: databases ? ' -e DATABASE=$$database' : '',
  }
}

/** One word of a recipe, in several lines. */
function script(lines: readonly string[]): string {
  return lines.map(make).join(' && \\\n\t  ')
}

/** `$` starts a variable in make, and `#` a comment. */
function make(text: string): string {
  return text.replaceAll('$', '$$$$').replaceAll('#', '\\#')
}
