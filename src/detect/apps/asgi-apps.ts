import type { Sighting, UnitSource } from '../source.ts'
import { findApps } from './find-apps.ts'

/** App objects and factories of FastAPI, as far as the source shows them. */
export function recogniseFastapi(source: UnitSource): readonly Sighting[] {
  return findApps(source, ['fastapi.FastAPI'])
}
