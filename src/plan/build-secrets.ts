import type { ImagePlan } from './plan.ts'

/** Names of the variables that builds take credentials for private packages from, each once. */
export function buildSecretsOf(images: readonly Pick<ImagePlan, 'buildSecrets'>[]): string[] {
  return [...new Set(images.flatMap((one) => one.buildSecrets))]
}
