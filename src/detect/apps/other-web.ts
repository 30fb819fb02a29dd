import { webFrameworks } from '../../frameworks/index.ts'
import type { Framework } from '../../frameworks/contract.ts'
import type { PythonModule, Sighting, UnitSource } from '../source.ts'
import { findApps } from './find-apps.ts'
import { servingScripts } from './other-web-scripts.ts'

/** Apps and scripts of the frameworks that have no stack of their own, each with the framework's id. */
export function webSightings(source: UnitSource): readonly Sighting[] {
  const found = webFrameworks.flatMap((framework) => {
    const modules = source.modules.filter((module) => uses(module, framework))
    if (modules.length === 0) return []
    const seen = framework.starts
      ? servingScripts(source, modules, { starts: framework.starts, byPath: framework.byPath === true })
      : servedOnes(source, framework, findApps(source, framework.apps ?? []))
    return seen.map((one) => ({ ...one, framework: framework.id, ...(framework.healthPath === undefined ? {} : { healthPath: framework.healthPath }) }))
  })
  // One thing is of one framework: the first that knows it.
  return found.filter((one, index) => found.findIndex((other) => other.entrypoint === one.entrypoint) === index)
}

function uses(module: PythonModule, { imports }: Framework): boolean {
  const names = [...module.imports.values(), ...module.starImports, ...module.calls.map((call) => call.callee)]
  return names.some((name) => imports.some((wanted) => name === wanted || name.startsWith(`${wanted}.`)))
}

/** `server = app.server`: the name that stands for what a server takes, else the attribute itself. */
function servedOnes({ modules }: UnitSource, { served }: Framework, apps: readonly Sighting[]): readonly Sighting[] {
  if (served === undefined) return apps
  return apps.map((app) => {
    const [name = '', object = ''] = app.entrypoint.split(':')
    const module = modules.find((one) => one.name === name)
    const named = module?.assignments.find((one) => one.scope === null && one.text === `${object}.${served}` && /^\w+$/.test(one.name))
    if (app.factory) return app
    return named ? { ...app, entrypoint: `${name}:${named.name}`, line: named.line } : { ...app, entrypoint: `${name}:${object}.${served}` }
  })
}
