import { unattendedAsker } from '../ask/unattended.ts'
import type { World } from '../pipeline.ts'

/** Where the answers are there already, a person is asked about conflicts alone. */
export function quiet(world: World): World {
  return { ...world, asker: { ...unattendedAsker(), settle: (conflicts) => world.asker.settle(conflicts) } }
}
