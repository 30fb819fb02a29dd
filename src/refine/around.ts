import { unattendedAsker } from '../ask/unattended.ts'
import { nothingGiven } from '../ask/given.ts'
import type { Project } from '../detect/project.ts'
import { UserError } from '../errors.ts'
import type { Settled } from '../pipeline.ts'
import type { ImagePlan, Plan } from '../plan/plan.ts'
import type { DockerfileView } from '../review/contract.ts'
import type { Around } from './contract.ts'

/** A plan of ours for what one Dockerfile builds. */
export interface Drafted {
  settled: Settled
  plan: Plan
  image: ImagePlan
}

/** What our own templates would make of a project: looked into when the first mend asks for it. */
export function aroundOf(project: Project): Around {
  let settled: Promise<Settled | null> | undefined
  const drafted = async (view: DockerfileView): Promise<Drafted | null> => {
    settled ??= settledOf(project)
    const known = await settled
    return known && draftFor(view, known)
  }
  return {
    image: async (view) => (await drafted(view))?.image ?? null,
    async alternative(view) {
      const draft = await drafted(view)
      return draft && (await import('./alternative.ts')).alternativeFor(view, draft)
    },
  }
}

/** Null where the project cannot be set up without a person's answers. */
async function settledOf(project: Project): Promise<Settled | null> {
  const { settle } = await import('../pipeline.ts')
  const given = { ...nothingGiven(), files: ['dockerfile' as const, 'dockerignore' as const], targets: ['runtime' as const, 'testing' as const] }
  try {
    return await settle(given, {
      project,
      asker: unattendedAsker(),
      commit: () => Promise.reject(new Error('nothing is written by looking')),
      fresh: { uid: 10001, random: () => '' },
      repository: { owner: null, branch: null, withoutWorkflows: null },
      signal: new AbortController().signal,
      progress: () => {},
    })
  } catch (error) {
    if (error instanceof UserError) return null
    throw error
  }
}

/** The image of the folder that a Dockerfile is built from, on the version of the language that the file names. */
async function draftFor(view: DockerfileView, { facts, answers, ...rest }: Settled): Promise<Drafted | null> {
  const { plan } = await import('../plan/index.ts')
  const folder = view.context === '' ? '.' : view.context
  const base = view.final?.base
  const version = base?.version && base.version.length > 1 ? base.version.slice(0, 2).join('.') : null
  const units = answers.units.map((unit) => {
    const isPython = facts.units.find((one) => one.dir === unit.dir)?.language === 'python'
    const own = unit.dir === folder && isPython && base?.name === 'python'
    return own ? { ...unit, ...(version ? { runtime: version } : {}), ...(base.distribution === 'alpine' ? { base: 'alpine' as const } : {}) } : unit
  })
  // As if nothing were there yet: what is there is what the alternative is for.
  const fresh = { ...facts, existing: { ...facts.existing, dockerfiles: [], compose: [] } }
  try {
    const whole = plan(fresh, { ...answers, units }, new Set())
    const image = whole.images.find((one) => one.context === folder && one.folder === folder) ?? whole.images.find((one) => one.context === folder)
    // A file of another language builds something else.
    const fits = base?.name === 'python' ? image?.build : base?.name === 'node' ? image?.node : true
    return image && fits ? { settled: { facts: fresh, answers: { ...answers, units }, ...rest }, plan: whole, image } : null
  } catch (error) {
    if (error instanceof UserError) return null
    throw error
  }
}
