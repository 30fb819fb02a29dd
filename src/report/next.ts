import { builtFrom } from '../plan/built-from.ts'
import { formatPlace } from '../errors.ts'
import type { Project } from '../detect/project.ts'
import { everyManager } from '../every-manager.ts'
import { envTarget } from '../plan/outputs.ts'
import type { Plan } from '../plan/plan.ts'
import { filesNamed } from '../plan/secret-files.ts'
import type { VariablePlan } from '../plan/variable-plan.ts'
import type { Made } from '../pipeline.ts'
import { jobProfile, jobsOf, onlyJobs } from '../render/jobs.ts'
import { loadTestOf, watchOf } from '../render/monitoring.ts'
import { wayIn } from '../render/way-in.ts'
import type { TakenPort } from './ports.ts'

/** Something for the person to do or to know: a command with what it does, or a sentence. */
export interface Step {
  command?: string
  text: string
}

/** What comes after the run, in the order in which it is needed. */
export function nextSteps(made: Made, project: Project, taken: readonly TakenPort[]): Step[] {
  return [
    ...markers(made),
    ...locks(made),
    ...missingVariables(made, project),
    ...movedAddresses(made, project),
    ...placeholders(made),
    ...ports(taken),
    ...start(made, project),
    ...watching(made),
    ...made.toDo,
    ...keptFiles(made),
    ...notes(made),
  ]
}

/** Files that nothing can read until they are settled. */
function markers({ changes }: Made): Step[] {
  return changes.flatMap((change) => {
    if (change.action !== 'merge' || change.why === undefined) return []
    const line = change.after.split('\n').findIndex((one) => one.startsWith('<<<<<<< ')) + 1
    return line > 0 ? [{ text: `${formatPlace({ file: change.path, line })} has conflict markers: settle them first.` }] : []
  })
}

/** Once a folder, for the manager that was answered: it may be another than what was seen. */
function locks({ facts, answers }: Made): Step[] {
  const commands = facts.units.flatMap((unit) => {
    const answered = answers.units.find((one) => one.name === unit.name)?.packageManager
    const lock = everyManager.find((manager) => manager.id === answered)?.lockCommand
    if (unit.lockfile !== null || !lock) return []
    return [unit.dir === '.' ? lock : `(cd ${unit.dir} && ${lock})`]
  })
  return [...new Set(commands)].map((command) => ({ command, text: 'first: the image installs exactly what the lock file names' }))
}

function start({ plan, answers, facts }: Made, project: Project): Step[] {
  const [job] = onlyJobs(plan) ? jobsOf(plan) : []
  if (job && plan.outputs.includes('compose')) {
    const ours = plan.outputs.includes('makefile') && !plan.files.foreignTargets.includes(job.target)
    const command = ours ? `make ${job.target}` : `docker compose${jobProfile(job)} run --rm --build ${job.service.name}`
    return [{ command, text: 'run it: it does its work and ends' }]
  }
  const way = wayIn(plan, facts)
  const url = way ? `, http://${way.host}:${way.port.host}${way.page === '/' ? '' : way.page}` : ''
  if (plan.files.foreignCompose !== null && plan.outputs.includes('makefile')) {
    return plan.files.foreignTargets.includes('up') ? [] : [{ command: 'make up', text: `start what ${plan.files.foreignCompose} has` }]
  }
  if (!plan.outputs.includes('compose')) {
    const image = plan.images[0]
    if (!plan.outputs.includes('dockerfile') && !(image && project.has(image.dockerfile))) return []
    const build = image ? `docker build -t ${image.name} ${builtFrom(image)}` : 'docker build .'
    return [{ command: build, text: 'build the image' }]
  }
  // A person's own Makefile has our targets only where it includes them.
  if (plan.outputs.includes('makefile') && !plan.files.foreignTargets.includes('up')) return [{ command: 'make up', text: `start it${url}` }]
  return [{ command: answers.files.includes('env') ? 'docker compose up -d' : 'docker compose up -d --build', text: `start it${url}` }]
}

/** What a person asked for that does not start with the rest. */
function watching({ plan }: Made): Step[] {
  if (!plan.outputs.includes('compose')) return []
  const [watch, load] = [watchOf(plan), loadTestOf(plan)]
  const ours = (target: string) => plan.outputs.includes('makefile') && !plan.files.foreignTargets.includes(target)
  return [
    ...(watch
      ? [
          {
            command: ours('monitoring') ? 'make monitoring' : 'docker compose --profile monitoring up -d --wait',
            text: `start ${watch.title} too${watch.url === null ? '' : `, ${watch.url}`}`,
          },
        ]
      : []),
    ...(load
      ? [{ command: ours('load-test') ? 'make load-test' : `docker compose --profile load run --rm ${load.name}`, text: 'run load/script.js against it' }]
      : []),
  ]
}

function placeholders({ plan, changes }: Made): Step[] {
  if (!changes.some((change) => change.path === '.env' && change.action === 'create')) return []
  const names = plan.variables.filter((variable) => variable.placeholder !== undefined).map((variable) => variable.name)
  return [
    ...(names.length === 0 ? [] : [{ text: `Only you know ${names.join(', ')}: .env has stand-ins that let the app start; put yours there.` }]),
    ...emptyFiles(plan),
  ]
}

/** Secrets that programs read from files alone, and somebody else gives out. */
function emptyFiles(plan: Plan): Step[] {
  const named = new Set(filesNamed(plan.services.flatMap((one) => one.environment)))
  const empty = plan.secrets.filter(({ name, variable }) => named.has(name) && plan.variables.some((one) => one.name === variable && isEmpty(one)))
  if (empty.length === 0) return []
  const how = plan.outputs.includes('makefile') ? `.env, then make ${envTarget(plan)}` : empty.map((one) => `.secrets/${one.name}`).join(', ')
  return [{ text: `Only you know ${empty.map((one) => one.variable).join(', ')}: put it into ${how}.` }]
}

function isEmpty({ fresh, example }: VariablePlan): boolean {
  return fresh === 'example' && example === ''
}

function ports(taken: readonly TakenPort[]): Step[] {
  return taken.map(({ host, variable, service }) => ({
    text: `Port ${host} of this machine is taken, and ${service} wants it: another one as ${variable} in .env.`,
  }))
}

/** A person's `.env` is never rewritten; what compose will want and it does not hold is told instead. */
export function missingVariables({ plan, changes }: Made, project: Project): Step[] {
  const change = changes.find((one) => one.path === '.env')
  if (!project.has('.env') || change?.action === 'create') return []
  const text = change && 'after' in change ? change.after : project.read('.env')
  const there = new Set([...text.matchAll(/^\s*(?:export\s+)?([A-Za-z_]\w*)\s*=/gm)].map(([, name]) => name))
  const missing = plan.variables
    .filter((variable) => !variable.optional)
    .map((variable) => variable.name)
    .filter((name) => !there.has(name))
  if (missing.length === 0) return []
  const lacks = `your .env lacks ${missing.join(', ')}`
  return plan.outputs.includes('makefile') ? [{ command: `make ${envTarget(plan)}`, text: `adds what ${lacks}` }] : [{ text: `Y${lacks.slice(1)}.` }]
}

/** Addresses of this machine that were right for an earlier set-up: the line stays as it is, and what it should say now is told. */
function movedAddresses({ plan, changes }: Made, project: Project): Step[] {
  if (!project.has('.env') || changes.find((one) => one.path === '.env')?.action === 'create') return []
  const text = project.read('.env')
  return plan.variables.flatMap(({ name, example, follows }) => {
    const now = follows && new RegExp(`^${name}=(https?://(?:localhost|127\\.0\\.0\\.1)(?:[:/].*)?)$`, 'm').exec(text)?.[1]?.trim()
    return now && now !== example ? [{ text: `.env has ${name}=${now}, and where things are now that is ${example}.` }] : []
  })
}

function keptFiles({ changes, files, memoryLost }: Made): Step[] {
  const whole = new Set(files.filter((file) => file.kind === 'whole').map((file) => file.path))
  const foreign = changes.filter((change) => change.action === 'kept' && change.why?.startsWith('not ') && whole.has(change.path)).map((change) => change.path)
  const lost =
    memoryLost === null ? [] : [{ text: `.dockerize/last-render.json ${memoryLost}: which files are ours is not known, so that none of them was changed.` }]
  if (foreign.length === 0) return lost
  const [they, stay] = foreign.length === 1 ? ['it', `stays as it is`] : ['them', `stay as they are`]
  return [...lost, { text: `${foreign.join(', ')} ${stay}. For ours instead move ${they} away and run this again.` }]
}

function notes({ plan, facts }: Made): Step[] {
  const advice = plan.advice.filter((one) => one.now).map((one) => ({ text: `${one.text}${one.at ? ` ${formatPlace(one.at)}` : ''}` }))
  const seen = facts.units.flatMap((unit) => unit.notes.map((note) => ({ text: `${note.text} ${formatPlace(note)}` })))
  // Detection and advice may come to the same sentence.
  return [...advice, ...seen].filter((step, index, all) => all.findIndex((other) => other.text === step.text) === index)
}
