import { webFrameworks } from '../../frameworks/index.ts'
import type { Framework } from '../../frameworks/contract.ts'
import type { PythonModule, Sighting, UnitSource } from '../source.ts'
import { findApps } from './find-apps.ts'

/** Apps and scripts of the frameworks that have no stack of their own, each with the framework's id. */
export function webSightings(source: UnitSource): readonly Sighting[] {
  const found = webFrameworks.flatMap((framework) => {
    const modules = source.modules.filter((module) => uses(module, framework))
    if (modules.length === 0) return []
    const seen = framework.starts ? scripts(source, modules, framework.starts) : servedOnes(source, framework, findApps(source, framework.apps ?? []))
    return seen.map((one) => ({ ...one, framework: framework.id, ...(framework.healthPath === undefined ? {} : { healthPath: framework.healthPath }) }))
  })
  // One thing is of one framework: the first that knows it.
  return found.filter((one, index) => found.findIndex((other) => other.entrypoint === one.entrypoint) === index)
}

function uses(module: PythonModule, { imports }: Framework): boolean {
  const names = [...module.imports.values(), ...module.starImports, ...module.calls.map((call) => call.callee)]
  return names.some((name) => imports.some((wanted) => name === wanted || name.startsWith(`${wanted}.`)))
}

/** Modules that serve by themselves when they are run. */
function scripts(source: UnitSource, modules: readonly PythonModule[], starts: RegExp): Sighting[] {
  return modules.flatMap((module) => {
    const call = module.calls.find((one) => starts.test(one.callee))
    if (!call) return []
    const path = source.dir === '.' ? module.file : module.file.slice(source.dir.length + 1)
    // A file of a package imports from its neighbours, which it can only as a part of the package.
    const inPackage = source.files.includes(path.replace(/[^/]*$/, '__init__.py'))
    return [
      { entrypoint: inPackage ? module.name : path, factory: false, file: module.file, line: call.line, confidence: 'likely', why: `${call.callee} serves` },
    ]
  })
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
