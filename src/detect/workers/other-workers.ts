import { workerFrameworks } from '../../frameworks/index.ts'
import type { Sighting, UnitSource } from '../source.ts'

/** Workers of the libraries that have no stack of their own, each with the library's id. */
export function workerSightings(source: UnitSource): readonly Sighting[] {
  return workerFrameworks.flatMap((framework) => framework.recognise(source).map((one) => ({ ...one, framework: framework.id })))
}
