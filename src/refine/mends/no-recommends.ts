import type { Mend } from '../contract.ts'
import { asDockerfile, installAt } from './in-view.ts'

export const withoutRecommends: Mend = (view, finding) => {
  const found = installAt(asDockerfile(view), finding)
  return found ? [{ from: found.install.verb.to, to: found.install.verb.to, text: ' --no-install-recommends' }] : []
}
