import { chmodSync, chownSync, cpSync, existsSync, lstatSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { homedir, tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { copyExample, git } from '../../scripts/example-project.ts'
import { writeFlatProject } from './flat-project.ts'
import { must, run, type Person } from './shell.ts'
import type { RunReport, StackSetUp } from './stack.ts'

/** A mirror that only this machine knows: what is behind it are the images that are here already. */
const mirror = 'mirror.invalid/hub'

/** A secret in a file of the project's own. */
const ovens = `${process.pid}-ovens-of-the-bakery`

/** Packs the project and installs the tarball into an empty folder, without a network. */
export async function install(root: string, into: string): Promise<{ tarball: string; prefix: string }> {
  const [packed] = JSON.parse(await must('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', into], { cwd: root })) as [{ filename: string }]
  const prefix = join(into, 'prefix')
  mkdirSync(prefix)
  const tarball = join(into, packed.filename)
  // A person who is not root reads it too.
  chmodSync(into, 0o755)
  await must('npm', ['install', '--offline', '--no-audit', '--no-fund', '--prefix', prefix, tarball], { cwd: prefix })
  return { tarball, prefix }
}

/** What is known of a project before the generator ran on it. */
type Known = Omit<StackSetUp, 'dir' | 'project' | 'env' | 'person' | 'url' | 'generated'>

type Database = NonNullable<StackSetUp['database']>

interface Order {
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
  variable: { name: 'WEB_CONCURRENCY', value: '1' },
  replicas: 2,
  secrets: [],
  workers: [],
  task: null,
  styled: null,
}

const orders: readonly Order[] = [
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
      database: null,
      edit: { file: 'streamlit_app.py', from: 'Orders of the bakery', to: 'Orders of the mill', path: '/' },
      variable: { name: 'APP_CPUS', value: '1.0' },
      // A visit lives in one process.
      replicas: 1,
      secrets: [ovens],
      workers: [],
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

/** Runs the installed generator on each project, unattended. E2E_STACKS=streamlit,flat: on some of them. */
export async function setUpStacks(cli: string): Promise<StackSetUp[]> {
  const home = mkdtempSync(join(tmpdir(), 'dockerize-e2e-'))
  const person = personFor(home)
  await tagMirror()
  const wanted = process.env['E2E_STACKS']?.split(',')
  const stacks: StackSetUp[] = []
  for (const order of orders) if (wanted?.includes(order.known.title) ?? true) stacks.push(await setUp(cli, join(home, order.name), person, order))
  return stacks
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

async function setUp(cli: string, dir: string, person: Person | null, { name, lay, flags, known }: Order): Promise<StackSetUp> {
  mkdirSync(dir)
  lay(dir, name)
  if (person) give(dir, person)
  const [app, postgres, redis] = await freePorts(3)
  const env = { [`${known.service.toUpperCase()}_PORT`]: String(app), POSTGRES_PORT: String(postgres), REDIS_PORT: String(redis) }
  const ended = await run(process.execPath, [cli, '--yes', '--json', ...flags], { cwd: dir, env: { ...env, CI: '' }, as: person })
  // A finding of the validation is a failed test among others; without a report there is nothing to go on with.
  if (!ended.out.startsWith('{'))
    throw new Error(`create-dockerize --yes --json in ${dir} → ${ended.code}\n${ended.out.slice(-4000)}\n${ended.err.slice(-4000)}`)
  const generated = { code: ended.code, err: ended.err, report: JSON.parse(ended.out) as RunReport }
  return { ...known, dir, project: basename(dir), env, person, url: `http://127.0.0.1:${app}`, generated }
}

/**
 * Root (a CI machine) does as a person would who may use docker: with a uid, a home and docker's plugins of their own.
 * @param home folder of the run, which that person may enter.
 */
function personFor(home: string): Person | null {
  if (process.getuid?.() !== 0) return null
  const person = { uid: 1234, gid: statSync('/var/run/docker.sock').gid, home: join(home, 'home') }
  mkdirSync(join(person.home, '.docker'), { recursive: true })
  const plugins = join(homedir(), '.docker/cli-plugins')
  if (existsSync(plugins)) cpSync(plugins, join(person.home, '.docker/cli-plugins'), { recursive: true, dereference: true })
  // The machine's list of users does not know that person; the dev container's program asks for a name.
  mkdirSync(join(person.home, 'bin'))
  writeFileSync(join(person.home, 'bin/id'), '#!/bin/sh\n[ "$*" = "-u -n" ] && exec echo person\nexec /usr/bin/id "$@"\n', { mode: 0o755 })
  writeFileSync(join(person.home, '.gitconfig'), '[user]\n\tname = person\n\temail = person@example.org\n')
  give(home, person)
  return person
}

/** Makes a folder with all that is in it somebody's own. */
function give(path: string, person: Person): void {
  const entry = lstatSync(path)
  if (!entry.isSymbolicLink()) chownSync(path, person.uid, person.uid)
  if (entry.isDirectory()) for (const name of readdirSync(path)) give(join(path, name), person)
}

/** Tags the images of the list as the mirror would name them; Python with its headers, which a compiled driver needs. */
async function tagMirror(): Promise<void> {
  for (const image of readFileSync(new URL('images.txt', import.meta.url), 'utf8').split('\n')) {
    if (image === '' || image.startsWith('#')) continue
    const name = image.startsWith('ghcr.io/') ? image.slice('ghcr.io/'.length) : image.includes('/') ? image : `library/${image}`
    if (name.startsWith('library/python')) await pythonWithHeaders(image, `${mirror}/${name}`)
    else await must('docker', ['tag', image, `${mirror}/${name}`])
  }
}

/** The official image has Python's headers; a stand-in from a distribution's packages has them in a package of their own. */
async function pythonWithHeaders(image: string, tag: string): Promise<void> {
  const program = 'import sysconfig, os; exit(not os.path.exists(sysconfig.get_path("include") + "/Python.h"))'
  const has = (name: string) => run('docker', ['run', '--rm', name, 'python', '-c', program])
  if ((await has(image)).code === 0) {
    await must('docker', ['tag', image, tag])
    return
  }
  if ((await has(tag)).code === 0) return
  const text = `FROM ${image}\nRUN apt-get update && apt-get install -y --no-install-recommends python3-dev && rm -rf /var/lib/apt/lists/*\n`
  await must('sh', ['-c', 'printf %s "$1" | docker build --quiet --tag "$2" -', 'sh', text, tag], { seconds: 300 })
}

/** Ports that nothing listens on now. */
async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer()
      await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
      return server
    }),
  )
  const ports = servers.map((server) => (server.address() as AddressInfo).port)
  await Promise.all(servers.map((server) => new Promise((closed) => server.close(closed))))
  return ports
}
