import { withoutMuslWheel } from '../detect/system-packages/index.ts'
import { UserError } from '../errors.ts'
import type { UnitInput } from './images.ts'

/** @throws UserError for Alpine where a dependency has no wheel for musl: it would be compiled, or not build at all. */
export function refuseBase({ facts, answers }: UnitInput): void {
  if (answers.base !== 'alpine' || !facts.python) return
  const names = [...new Set([...facts.python.dependencies.filter((one) => one.group === 'main').map((one) => one.name), ...facts.python.locked])]
  const missing = withoutMuslWheel(names)
  if (missing.length === 0) return
  throw new UserError(
    `--base alpine: ${missing.join(', ')} ${missing.length === 1 ? 'has' : 'have'} no wheel for Alpine's C library and would have to be compiled`,
    {
      todo: ['--base slim'],
      exitCode: 2,
    },
  )
}
