import type { Dependency } from '../facts.ts'
import type { PythonFacts } from '../python-facts.ts'
import type { PythonModule } from '../source.ts'

/**
 * Flask's instance folder, beside the package of the app: where code asks for its path, and where Flask-SQLAlchemy from version 3 on
 * means SQLite files with a relative path to be.
 */
export function flaskInstance(modules: readonly PythonModule[], dependencies: readonly Dependency[], importRoot: string) {
  const folder = importRoot === '.' ? 'instance' : `${importRoot}/instance`
  const inFlask = modules.filter((module) => [...module.imports.values()].some((name) => /^flask\b/.test(name)))
  const asked = inFlask.flatMap((module): PythonFacts['writes'] => {
    const call = module.calls.find((one) => one.arguments.some((given) => /\binstance_path\b/.test(given.text)))
    return call ? [{ path: folder, file: module.file, line: call.line }] : []
  })
  const extension = dependencies.find((one) => one.name === 'flask-sqlalchemy')
  const isRelative = extension !== undefined && !/(^|,)\s*(<\s*3\b|(==|~=|===)\s*[0-2]\.)/.test(extension.spec)
  return { asked, sqliteRoot: isRelative ? folder : '.' }
}
