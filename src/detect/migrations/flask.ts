import { findApps } from '../apps/find-apps.ts'
import type { Call } from '../source.ts'
import { folderOf, tidy, type Candidate, type MigrationSource } from './candidate.ts'

/** Flask-Migrate: Alembic behind `flask db`, which has to be told where the app is. */
export function findFlaskMigrate(source: MigrationSource): Candidate | null {
  const { folder, modules } = source
  const setUp = modules.flatMap((module) => module.calls.filter(isSetUp).map((call) => ({ module, call })))[0]
  if (!setUp) return null
  const scripts = tidy(statedFolder(setUp.call) ?? scriptsOf(folder.files) ?? 'migrations')
  const app = appOf(source)
  return {
    tool: 'flask-migrate',
    distribution: 'flask-migrate',
    config: `${scripts}/alembic.ini`,
    folder: scripts,
    command: [
      'flask',
      ...(app === null ? [] : ['--app', app]),
      'db',
      'upgrade',
      ...(statedFolder(setUp.call) === null && scripts !== 'migrations' ? ['-d', scripts] : []),
    ],
    workingDir: null,
    file: setUp.module.file,
    line: setUp.call.line,
    broken: folder.has(`${scripts}/env.py`) ? null : `Flask-Migrate has no ${scripts}/env.py: flask db init makes it`,
  }
}

/** `Migrate(app, db)`, and `migrate.init_app(app, db)` for one that was made empty. */
function isSetUp(call: Call): boolean {
  return /^flask_migrate\.Migrate$/.test(call.callee)
}

function statedFolder(call: Call): string | null {
  const directory = call.arguments.find((one) => one.name === 'directory')?.literal
  return typeof directory === 'string' ? directory : null
}

function scriptsOf(files: readonly string[]): string | null {
  const env = files.find((file) => /(^|\/)env\.py$/.test(file) && files.includes(file.replace(/env\.py$/, 'alembic.ini')))
  return env === undefined ? null : folderOf(env)
}

/** What `flask --app` takes: as the project says it, else the one app or factory in the code. Null: where Flask looks by itself. */
function appOf({ folder, modules, launches }: MigrationSource): string | null {
  const stated = launches.find((one) => one.program === 'flask' && one.target !== null)?.target
  if (stated) return stated.object === null ? stated.module : `${stated.module}:${stated.object}`
  if (folder.has('app.py') || folder.has('wsgi.py')) return null
  const [app] = findApps({ modules }, ['flask.Flask'])
  return app?.entrypoint ?? null
}
