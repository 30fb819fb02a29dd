import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'

/**
 * A folder is a case: `project/` goes in; `expected/` holds what must come out, byte for byte, and `facts.json` what was
 * seen. `case.json` says which flags were given and which files are kept as expectation (all of them for one case a stack).
 * `npm run golden` rewrites the expectations; the diff is read before it is committed.
 */
interface Case {
  about: string
  args: string[]
  exit: number
  expected: 'all' | string[]
}

interface Report {
  command: string
  files: { path: string; action: string }[]
  validation: { check: string; ok: boolean | null; detail: string }[]
}

const cli = join(import.meta.dirname, '../dist/cli.js')
const root = join(import.meta.dirname, 'cases')
const golden = process.env['DOCKERIZE_GOLDEN'] === '1'
const scratch = mkdtempSync(join(tmpdir(), 'dockerize-cases-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }), 60_000)

// DOCKERIZE_CASES=dagster,celery: those of some stacks, while one is worked on.
const wanted = process.env['DOCKERIZE_CASES']?.split(',')

for (const stack of readdirSync(root)) {
  if (wanted && !wanted.includes(stack)) continue

  for (const name of readdirSync(join(root, stack))) {
    const folder = join(root, stack, name)
    const about = JSON.parse(readFileSync(join(folder, 'case.json'), 'utf8')) as Case
    describe(`${stack}/${name}: ${about.about}`, () => checkCase(folder, about, `${stack}-${name}`))
  }
}

function checkCase(folder: string, about: Case, id: string): void {
  const project = join(scratch, id)
  cpSync(join(folder, 'project'), project, { recursive: true })
  const facts = run(project, ['detect', '--json']).stdout
  const first = run(project, ['--yes', '--json', ...about.args])
  const before = stamps(project)
  const second = run(project, ['--yes', '--json', ...about.args])

  it('ends as it must', () => {
    expect(first.status, first.stderr).toBe(about.exit)
  })

  it('sees the facts', () => {
    compare(join(folder, 'facts.json'), facts)
  })

  it('writes the text', () => {
    const written = (JSON.parse(first.stdout) as Report).files
      .map((file) => file.path)
      .filter((path) => !path.startsWith('.dockerize/last') && !path.startsWith('.secrets/'))
    const wanted = about.expected === 'all' ? written : about.expected
    for (const path of wanted) compare(join(folder, 'expected', shelved(path)), stable(readFileSync(join(project, path), 'utf8')))
    if (!golden) expect(listed(join(folder, 'expected'))).toEqual(wanted.map(shelved).sort())
  })

  it('has nothing to do the second time', () => {
    const actions = (JSON.parse(second.stdout) as Report).files.map((file) => file.action)
    expect(actions.filter((action) => action !== 'identical' && action !== 'kept')).toEqual([])
    expect(stamps(project)).toEqual(before)
  })

  it('agrees with itself across files', () => {
    expect((JSON.parse(first.stdout) as Report).validation.filter((one) => one.ok === false)).toEqual([])
  })

  it('is repeated by the command that it names', () => {
    const other = join(scratch, 'again', id)
    cpSync(join(folder, 'project'), other, { recursive: true })
    const { command } = JSON.parse(first.stdout) as Report
    const again = command.replace(/^npm create dockerize@latest --/, `"${process.execPath}" "${cli}" --no-validate`)
    const ended = spawnSync('/bin/sh', ['-c', again], { cwd: other, encoding: 'utf8', env: { ...process.env, ...withoutDocker, CI: '1' } })
    expect(ended.status, ended.stderr).toBe(0)
    const written = (at: string) => listed(at).map((path) => [path, path.startsWith('.secrets/') ? '' : stable(readFileSync(join(at, path), 'utf8'))])
    expect(written(other)).toEqual(written(project))
  })

  it('sees the same in files with CRLF and a byte order mark', () => {
    const other = join(scratch, `${id}-crlf`)
    cpSync(join(folder, 'project'), other, { recursive: true })
    for (const path of listed(other)) {
      const text = readFileSync(join(other, path), 'utf8')
      writeFileSync(join(other, path), `\uFEFF${text.replace(/\n/g, '\r\n')}`)
    }
    // The folder's name is the project's where no manifest has one.
    const theirs = run(other, ['detect', '--json']).stdout.replaceAll(`${id}-crlf`, id)
    expect(theirs).toBe(facts)
  })
}

function run(cwd: string, args: readonly string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, [cli, ...args], { cwd, encoding: 'utf8', env: { ...process.env, ...withoutDocker, CI: '1', NO_COLOR: '1' } })
}

/** What docker says of these files is asked in the end-to-end tests; here neither it nor anything that knows versions is found, so that a case takes no time. */
const withoutDocker = { PATH: '/nowhere' }

/** Text without what is new in each run: secrets, and the uid of whoever runs it. */
function stable(text: string): string {
  return text.replace(/^(\w*(?:PASSWORD|SECRET\w*|FERNET_KEY)=)\S+$/gm, '$1<random>').replace(/^(APP_UID=)\d+$/gm, '$1<uid>')
}

function compare(path: string, actual: string): void {
  if (golden) {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, actual)
  }
  expect(actual).toBe(existsSync(path) ? readFileSync(path, 'utf8') : '(nothing expected yet: npm run golden)')
}

function listed(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => statSync(join(folder, path)).isFile())
    .sort()
}

/** A `.gitignore` among the expectations would keep git from others of them. */
function shelved(path: string): string {
  return path.replace(/(^|\/)\.gitignore$/, '$1_gitignore')
}

function stamps(folder: string): string[] {
  return listed(folder).map((path) => `${relative(folder, join(folder, path))} ${statSync(join(folder, path)).mtimeMs}`)
}
