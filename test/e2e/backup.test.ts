import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { stores, writeBackupProject, type Store } from './backup-project.ts'
import { must, run, type Ended } from './shell.ts'
import { becomes, clear, compose, container, inspect, make, mustCompose, removeImages, type StackSetUp } from './stack.ts'

// Where no registry is in reach only those can be run whose image is there.
const missing = inject('withoutEngine') !== null
const isThere = async (image: string) => !missing && (await run('docker', ['image', 'inspect', image])).code === 0
const yes = { env: { CONFIRM: '1', VERSION: '1.0.0' } }

for (const store of stores)
  describe.skipIf(!(await isThere(store.image)))(`${store.kind}: make backup and make restore`, () => {
    isSaved(store, 'plain')
    if (store.kind === 'postgres') describe('in production', () => isSaved(store, 'prod'))
  })

function isSaved(store: Store, overlay: 'plain' | 'prod'): void {
  const { kind } = store
  const stack = projectWith([kind], overlay)
  const inside = (script: string) => mustCompose(stack, ['exec', '-T', kind, 'bash', '-c', script])
  const start = () => startAs(stack, overlay)
  let file = ''

  beforeAll(async () => {
    await start()
    await inside(store.fill)
    expect(await inside(store.tell)).toBe(store.told)
  }, 300_000)

  it('writes one file, that nobody else can read', async () => {
    const saved = await make(stack, ['backup'])
    expect(saved, saved.err).toMatchObject({ code: 0 })
    file = saved.out.trim()
    expect(file).toMatch(new RegExp(`^backups/${kind}-\\d{8}T\\d{6}Z\\.${store.extension.replaceAll('.', '\\.')}$`))
    expect(filesOf(stack)).toEqual([basename(file)])
    expect(statSync(join(stack.dir, file)).mode & 0o777).toBe(0o600)
    expect(statSync(join(stack.dir, 'backups')).mode & 0o777).toBe(0o700)
    expect(statSync(join(stack.dir, file)).size).toBeGreaterThan(500)
  })

  it('asks before it restores', async () => {
    await inside(store.change)
    const refused = await make(stack, ['restore', `FILE=${file}`])
    expect(refused.code).not.toBe(0)
    expect(refused.out).toContain('Type yes')
    expect(await inside(store.tell).catch(() => 'changed')).not.toBe(store.told)
  })

  it('brings all back as it was, and leaves nothing newer; the app is the same container', async () => {
    const app = await container(stack, 'api')
    const restored = await make(stack, ['restore', `FILE=${file}`], yes)
    expect(restored, restored.err).toMatchObject({ code: 0 })
    expect(await inside(store.tell)).toBe(store.told)
    expect(await container(stack, 'api')).toBe(app)
    await becomes(app, 'healthy', 60)
  })

  it('brings it back where the data was deleted', async () => {
    expect(await make(stack, ['reset'], yes)).toMatchObject({ code: 0 })
    await start()
    const empty = await compose(stack, ['exec', '-T', kind, 'bash', '-c', store.tell])
    expect(empty.out).not.toContain('kept')
    const restored = await make(stack, ['restore', `FILE=${file}`], yes)
    expect(restored, restored.err).toMatchObject({ code: 0 })
    expect(await inside(store.tell)).toBe(store.told)
  })

  it('a file that ends too early fails, and changes nothing', async () => {
    const whole = readFileSync(join(stack.dir, file))
    writeFileSync(join(stack.dir, 'half.gz'), whole.subarray(0, whole.length - 100))
    const failed = await make(stack, ['restore', 'FILE=half.gz'], yes)
    expect(failed.code).not.toBe(0)
    expect(await inside(store.tell)).toBe(store.told)
    await startsAgain(stack, failed)
  })

  it('a file of something else fails, in words', async () => {
    writeFileSync(join(stack.dir, 'other.txt'), 'these are no data\n')
    const failed = await make(stack, ['restore', 'FILE=other.txt'], yes)
    expect(failed.code).not.toBe(0)
    expect(linesOf(failed).length).toBeLessThanOrEqual(2)
    await startsAgain(stack, failed)
    expect(await make(stack, ['restore', `FILE=${file}`], yes)).toMatchObject({ code: 0 })
  })

  it('without a file says what to type', async () => {
    for (const args of [['restore'], ['restore', 'FILE=backups/none.dump']]) {
      const failed = await make(stack, args, yes)
      expect(failed.code).not.toBe(0)
      expect(linesOf(failed)).toEqual([expect.stringContaining('make restore FILE=backups/')])
    }
  })

  it('what does not run is neither saved nor restored, and no file looks like it was', async () => {
    await mustCompose(stack, ['stop', kind])
    const failed = await make(stack, ['backup'], yes)
    expect(failed.code).not.toBe(0)
    expect(linesOf(failed)).toEqual([`service "${kind}" is not running`])
    expect(filesOf(stack)).toEqual([basename(file)])
    const refused = await make(stack, ['restore', `FILE=${file}`], yes)
    expect(refused.code).not.toBe(0)
    expect(linesOf(refused)).toEqual([`${kind} does not run`])
  })
}

describe.skipIf(!(await isThere('postgres:18-trixie')) || !(await isThere('mariadb:11.8')))('two databases in one project', () => {
  const stack = projectWith(['postgres', 'mariadb'], 'plain')
  const both = stores.filter((one) => ['postgres', 'mariadb'].includes(one.kind))
  const inside = ({ kind }: Store, script: string) => mustCompose(stack, ['exec', '-T', kind, 'bash', '-c', script])

  it('have a file each, whose name says where it goes', { timeout: 400_000 }, async () => {
    await startAs(stack, 'plain')
    for (const store of both) await inside(store, store.fill)
    expect(await make(stack, ['backup'])).toMatchObject({ code: 0 })
    for (const store of both) await inside(store, store.change)
    for (const file of filesOf(stack)) {
      const restored = await make(stack, ['restore', `FILE=backups/${file}`], yes)
      expect(restored, restored.err).toMatchObject({ code: 0 })
    }
    for (const store of both) expect(await inside(store, store.tell)).toBe(store.told)
    await must('cp', [`backups/${filesOf(stack)[0]}`, 'copy'], { cwd: stack.dir })
    const refused = await make(stack, ['restore', 'FILE=copy'], yes)
    expect(refused.code).not.toBe(0)
    expect(linesOf(refused)).toEqual([expect.stringContaining('postgres, mariadb')])
  })
})

describe.skipIf(!(await isThere('postgres:18-trixie')))('two databases on one server', () => {
  const dir = mkdtempSync(join(tmpdir(), 'e2e-backup-'))
  const stack = { dir, project: basename(dir).toLowerCase(), env: { COMPOSE_PROJECT_NAME: basename(dir).toLowerCase() }, person: null } as unknown as StackSetUp
  const each = (script: string) =>
    mustCompose(stack, [
      'exec',
      '-T',
      'postgres',
      'bash',
      '-c',
      `for name in "$POSTGRES_DB" my-own; do psql -U "$POSTGRES_USER" -d $name -Atqc "${script}"; done`,
    ])

  afterAll(async () => {
    await clear(stack)
    rmSync(dir, { recursive: true, force: true })
  })

  it('have a file each, which brings back that one alone', async () => {
    // Each of its units has migrations, and with them a database, of its own.
    cpSync(join(import.meta.dirname, '../cases/fastapi/proxy-two-databases/project'), dir, { recursive: true })
    const cli = join(inject('installed').prefix, 'node_modules/create-dockerize/dist/cli.js')
    await must(process.execPath, [cli, '--yes', '--no-validate'], { cwd: dir, env: { CI: '' } })
    expect(await make(stack, ['infra'])).toMatchObject({ code: 0 })
    await mustCompose(stack, ['exec', '-T', 'postgres', 'bash', '-c', 'createdb -U "$POSTGRES_USER" my-own'])
    await each('create table words (word text); insert into words values (current_database())')
    const saved = await make(stack, ['backup'])
    expect(saved, saved.err).toMatchObject({ code: 0 })
    const [first = '', own = ''] = saved.out.split('\n')
    expect([first, own]).toEqual([expect.stringMatching(/postgres-\d{8}T/), expect.stringMatching(/postgres-my-own-\d{8}T/)])
    const [name] = (await each('update words set word = 1; select current_database()')).split('\n')
    expect(await make(stack, ['restore', `FILE=${own}`], yes)).toMatchObject({ code: 0 })
    expect(await each('select word from words')).toBe('1\nmy-own')
    await each('update words set word = 1')
    expect(await make(stack, ['restore', `FILE=${first}`], yes)).toMatchObject({ code: 0 })
    expect(await each('select word from words')).toBe(`${name}\n1`)
  })
})

/** A project of its own, taken away with all that was made for it. */
function projectWith(kinds: readonly string[], overlay: 'plain' | 'prod'): StackSetUp {
  const dir = mkdtempSync(join(tmpdir(), 'e2e-backup-'))
  const stack = { dir, project: basename(dir).toLowerCase(), env: { API_PORT: '0' }, person: null } as unknown as StackSetUp
  beforeAll(async () => {
    writeBackupProject(dir)
    const cli = join(inject('installed').prefix, 'node_modules/create-dockerize/dist/cli.js')
    await must(process.execPath, [cli, '--yes', '--no-validate', '--python', '3.13', '--with', kinds.join(',')], { cwd: dir, env: { CI: '' } })
    if (overlay === 'prod') await must('docker', ['build', '--quiet', '--tag', `ghcr.io/owner/${stack.project}-api:1.0.0`, dir], { seconds: 280 })
  }, 300_000)
  afterAll(async () => {
    await clear(stack)
    await removeImages(stack)
    rmSync(dir, { recursive: true, force: true })
  })
  return stack
}

async function startAs(stack: StackSetUp, overlay: 'plain' | 'prod'): Promise<void> {
  const up = await make(stack, [overlay === 'prod' ? 'prod' : 'up'], { ...yes, seconds: 280 })
  expect(up, up.err).toMatchObject({ code: 0 })
}

/** What it says, without make's own line. */
function linesOf({ err }: Ended): string[] {
  return err.split('\n').filter((line) => line !== '' && !line.startsWith('make: ***'))
}

function filesOf({ dir }: StackSetUp): string[] {
  const folder = join(dir, 'backups')
  return existsSync(folder) ? readdirSync(folder).sort() : []
}

/** The app runs as it did, or stands still and the last line says how it is started. */
async function startsAgain(stack: StackSetUp, failed: Ended): Promise<void> {
  const app = await container(stack, 'api')
  if (await inspect<boolean>(app, '.State.Running')) return
  const [command] = /docker start .*$/m.exec(failed.err) ?? []
  await must('sh', ['-c', command ?? 'false'])
  await becomes(app, 'healthy', 60)
}
