import type { ImagePlan } from '../plan/plan.ts'

/** Distroless images hold the interpreter and nothing to type into; the stages before them, and the one for development, have a shell. */
export function runsWithoutShell(image: ImagePlan | undefined): boolean {
  return image?.build?.base === 'distroless'
}
