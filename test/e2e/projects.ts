import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { copyExample, git } from '../../scripts/example-project.ts'
import { writeFlatProject } from './flat-project.ts'
import type { StackSetUp } from './stack.ts'

/** A mirror that only this machine knows: what is behind it are the images that are here already. */
export const mirror = 'mirror.invalid/hub'

/** A secret in a file of the project's own. */
const ovens = `${process.pid}-ovens-of-the-bakery`

/** What is known of a project before the generator ran on it. */
type Known = Omit<StackSetUp, 'dir' | 'project' | 'env' | 'person' | 'url' | 'generated'>

type Database = NonNullable<StackSetUp['database']>

export interface Order {
  /** Name of its folder; no other run has it, since compose keeps apart by it what belongs to a project. */
  name: string
  lay(dir: string, name: string): void
  flags: readonly string[]
  known: Known
}

const api = {
  service: 'api',
  port: 8000,
  health: '/health',
  ready: null,
  variable: { name: 'WEB_CONCURRENCY', value: '1' },
  replicas: 2,
  secrets: [],
  workers: [],
  stops: {},
  task: null,
  styled: null,
}

export const orders: readonly Order[] = [
  {
    name: `shop${process.pid}`,
    lay: layExample,
    flags: [],
    known: {
      ...api,
      title: 'packaged',
      database: byAlembic({ path: '/items', body: { name: 'lamp', price: 1990 } }, 'alembic/versions/0001_items.py'),
      edit: { file: 'src/shop/routes/health.py', from: '"ok"', to: '"well"', path: '/health' },
    },
  },
  {
    name: `notes${process.pid}`,
    lay: layFlat,
    flags: ['--python', '3.13', '--base-registry', mirror],
    known: {
      ...api,
      title: 'flat',
      ready: '/ready',
      database: byAlembic({ path: '/notes', body: { words: 'milk' } }, 'migrations/versions/a1_notes.py'),
      edit: { file: 'main.py', from: '"ok"', to: '"well"', path: '/health' },
    },
  },
  {
    name: `orders${process.pid}`,
    lay: layStreamlit,
    flags: [],
    known: {
      title: 'streamlit',
      service: 'app',
      port: 8501,
      health: '/_stcore/health',
      ready: null,
      database: null,
      edit: { file: 'streamlit_app.py', from: 'Orders of the bakery', to: 'Orders of the mill', path: '/' },
      variable: { name: 'APP_CPUS', value: '1.0' },
      // A visit lives in one process.
      replicas: 1,
      secrets: [ovens],
      workers: [],
      stops: {},
      task: null,
      styled: null,
    },
  },
  {
    name: `bakery${process.pid}`,
    lay: layDjango,
    flags: [],
    known: {
      ...api,
      title: 'django',
      service: 'web',
      health: '/health/',
      workers: ['worker', 'beat'],
      // What of that is Celery's own: small-projects/workers.ts.
      stops: { worker: 5 },
      database: {
        route: { path: '/orders/', body: { loaves: 3 } },
        migrate: 'python manage.py migrate',
        applied: "select count(*) from django_migrations where app = 'orders'",
        migration: {
          file: 'orders/migrations/0001_initial.py',
          from: 'operations = [',
          to: 'operations = [migrations.RunSQL("select hat"),',
          says: 'column "hat" does not exist',
        },
      },
      task: { path: '/orders/{id}/', done: '"total": 12' },
      styled: '/admin/login/',
      edit: { file: 'orders/views.py', from: '"ok"', to: '"well"', path: '/health/' },
    },
  },
]

/** A database whose schema is Alembic's. */
function byAlembic(route: Database['route'], file: string): Database {
  const never = 'def upgrade():\n    raise RuntimeError("no such column: hat")\n\n\ndef never()'
  return {
    route,
    migrate: 'alembic upgrade head',
    applied: 'select count(*) from alembic_version',
    migration: { file, from: 'def upgrade()', to: never, says: 'no such column: hat' },
  }
}

function layExample(dir: string, name: string): void {
  copyExample('fastapi', dir)
  for (const file of ['pyproject.toml', 'uv.lock']) {
    const path = join(dir, file)
    writeFileSync(path, readFileSync(path, 'utf8').replace('name = "shop"', `name = "${name}"`))
  }
  git(dir)
}

function layDjango(dir: string, name: string): void {
  copyExample('django', dir)
  const path = join(dir, 'pyproject.toml')
  writeFileSync(path, readFileSync(path, 'utf8').replace('name = "bakery"', `name = "${name}"`))
  git(dir)
}

function layStreamlit(dir: string): void {
  copyExample('streamlit', dir)
  writeFileSync(join(dir, '.streamlit/secrets.toml'), `[bakery]\novens = "${ovens}"\n`)
}

function layFlat(dir: string): void {
  writeFlatProject(dir)
  git(dir)
}
