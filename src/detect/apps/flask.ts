import type { Sighting, UnitSource } from '../source.ts'
import { findApps } from './find-apps.ts'

/** Flask's class and those that extend it in packages of their own. */
const classes = ['flask.Flask', 'apiflask.APIFlask', 'flask_openapi3.OpenAPI'] as const

/** App objects and factories of Flask, as far as the source shows them. */
export function recogniseFlask(source: UnitSource): readonly Sighting[] {
  return findApps(source, classes)
}
