import { isRecord } from '../../validate/compose.ts'
import type { ComposeView } from '../contract.ts'
import { lastOf } from './dockerfile.ts'
import { everywhere, imageOf, stageOf } from './service.ts'

/** Whether a service is ever found healthy; null: an image that nobody here has looked into. */
export function hasHealthCheck(view: ComposeView, name: string): boolean | null {
  const stated = everywhere(view.compose, name).flatMap((one) => (isRecord(one.healthcheck) ? [one.healthcheck] : []))
  if (stated.some((one) => one.test !== undefined && !(Array.isArray(one.test) && one.test[0] === 'NONE'))) return true
  if (stated.some((one) => one.disable === true || one.test !== undefined)) return false
  const built = stageOf(view, name)
  if (built) {
    const check = lastOf(built.stage, 'HEALTHCHECK')
    if (check) return check.words[0]?.text.toUpperCase() !== 'NONE'
    return built.stage.base && built.stage.base.users !== null ? false : null
  }
  const values = view.compose.service(name)?.merged
  const image = values ? imageOf(values) : null
  // The official images come without one.
  return image && image.users !== null && !image.name.includes('/') ? false : null
}
