import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { homedir, tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { mirror, orders, type Order } from './projects.ts'
import { must, run, type Person } from './shell.ts'
import type { RunReport, StackSetUp } from './stack.ts'

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

/** Runs the installed generator on each project, unattended. E2E_STACKS=streamlit,flat: on some of them. */
export async function setUpStacks(cli: string): Promise<StackSetUp[]> {
  const home = mkdtempSync(join(tmpdir(), 'dockerize-e2e-'))
  const person = personFor(home)
  const bin = binWithNpx(person?.home ?? home, cli)
  await tagMirror()
  const wanted = process.env['E2E_STACKS']?.split(',')
  const stacks: StackSetUp[] = []
  for (const order of orders) if (wanted?.includes(order.known.title) ?? true) stacks.push(await setUp(cli, join(home, order.name), person, bin, order))
  // It goes away with the projects in it, so not where there are none.
  if (stacks.length === 0) rmSync(home, { recursive: true, force: true })
  return stacks
}

async function setUp(cli: string, dir: string, person: Person | null, bin: string, { name, lay, flags, known }: Order): Promise<StackSetUp> {
  mkdirSync(dir)
  lay(dir, name)
  if (person) give(dir, person)
  const [app, postgres, redis] = await freePorts(3)
  const env = {
    [`${known.service.toUpperCase()}_PORT`]: String(app),
    POSTGRES_PORT: String(postgres),
    REDIS_PORT: String(redis),
    PATH: `${bin}:${process.env['PATH']}`,
  }
  const ended = await run(process.execPath, [cli, '--yes', '--json', ...flags], { cwd: dir, env: { ...env, CI: '' }, as: person })
  // A finding of the validation is a failed test among others; without a report there is nothing to go on with.
  if (!ended.out.startsWith('{'))
    throw new Error(`create-dockerize --yes --json in ${dir} → ${ended.code}\n${ended.out.slice(-4000)}\n${ended.err.slice(-4000)}`)
  const generated = { code: ended.code, err: ended.err, report: JSON.parse(ended.out) as RunReport }
  return { ...known, dir, project: basename(dir), env, person, url: `http://127.0.0.1:${app}`, generated }
}

/** A folder of programs whose npx runs the packed generator under test, as the release that a Makefile names would be. */
function binWithNpx(home: string, cli: string): string {
  const bin = join(home, 'bin')
  mkdirSync(bin, { recursive: true })
  writeFileSync(join(bin, 'npx'), `#!/bin/sh\nshift 2\nexec '${process.execPath}' '${cli}' "$@"\n`, { mode: 0o755 })
  return bin
}

/**
 * Root (a CI machine) does as a person would who may use docker: with a uid, a home and docker's plugins of their own.
 * @param home folder of the run, which that person may enter.
 */
export function personFor(home: string): Person | null {
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
export function give(path: string, person: Person): void {
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
export async function freePorts(count: number): Promise<number[]> {
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
