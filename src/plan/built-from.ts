import { posix } from 'node:path'
import type { ImagePlan } from './plan.ts'

/** What `docker build` is told: the context, and the Dockerfile where that is none that docker finds there by itself. */
export function builtFrom(image: Pick<ImagePlan, 'context' | 'dockerfile'> | undefined): string {
  if (!image) return '.'
  return image.dockerfile === posix.join(image.context, 'Dockerfile') ? image.context : `-f ${image.dockerfile} ${image.context}`
}
