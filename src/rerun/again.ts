import type { Wish } from '../ask/ask-again.ts'
import type { Given } from '../ask/answers.ts'
import { isChange, wouldChange, type Draft } from '../draft.ts'
import { Cancelled, UserError } from '../errors.ts'
import { settle, type Settled, type World } from '../pipeline.ts'
import { services, serviceOf } from '../services/index.ts'
import { lastRenderState } from '../state/last-render.ts'
import { addition } from './addition.ts'
import { quiet } from './quiet.ts'
import { settleWithout } from './removal.ts'

/**
 * A project that is set up already: the person says what they want of it. @param given what the earlier run settled, and this command line.
 * @returns the command's name where they want another one. @throws Cancelled where they want nothing.
 */
export async function settleAgain(given: Given, world: World): Promise<Settled | 'review' | 'refine'> {
  const now = await settledQuietly(given, quiet(world))
  // Something came that nothing answers yet: that is asked first, as in a first run.
  if (now === null) return settle(given, world)
  const wish = await world.asker.again(await beforeOf(now, world))
  return granted(wish, now, given, world)
}

async function granted(wish: Wish, now: Settled, given: Given, world: World): Promise<Settled | 'review' | 'refine'> {
  const { answers } = now
  const earlier = {
    ...given,
    project: answers.project,
    with: answers.services.filter((one) => !one.managed).map((one) => (one.version ? `${one.kind}:${one.version}` : one.kind)),
  }
  switch (wish.do) {
    case 'nothing':
      throw new Cancelled()
    case 'review':
    case 'refine':
      return wish.do
    case 'update':
      return now
    case 'change':
      return settle(given, world)
    case 'add': {
      const { given: more, toDo } = await addition({ services: wish.services, units: [] }, earlier, world.project)
      const settled = await settle(more, quiet(world))
      return { ...settled, toDo: [...toDo, ...settled.toDo], extendsEnv: true }
    }
    case 'remove': {
      const names = answers.units.map((one) => one.name)
      return settleWithout({ services: wish.services, units: [] }, earlier, names, quiet(world))
    }
  }
}

async function settledQuietly(given: Given, world: World): Promise<Settled | null> {
  try {
    return await settle(given, world)
  } catch (error) {
    if (error instanceof UserError && error.exitCode === 2) return null
    throw error
  }
}

async function beforeOf(now: Settled, { project }: World) {
  const draft = await wouldChange(now, project, 'keep', null)
  const here = now.answers.services.map(({ kind }) => choice(kind))
  const protocols = new Set(now.answers.services.map(({ kind }) => serviceOf(kind).protocol))
  const memory = lastRenderState(project)
  return {
    project: now.answers.project,
    version: memory.state === 'ok' ? memory.version : 'unknown',
    edited: editedIn(draft),
    differ: draft.changes.filter((change) => isChange(change) && !change.path.startsWith('.dockerize/')).map((change) => change.path),
    here,
    others: services.filter((one) => !protocols.has(one.protocol)).map((one) => choice(one.id)),
  }
}

function editedIn({ changes }: Draft): readonly string[] {
  return changes.filter((change) => change.action === 'kept' && change.why?.endsWith('by you')).map((change) => change.path)
}

function choice(kind: string): { kind: string; title: string } {
  return { kind, title: serviceOf(kind).title }
}
