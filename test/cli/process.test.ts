import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { aShop, type Folder } from '../terminal/shop.ts'
import { program } from '../terminal/terminal.ts'
import { runCli } from './run-cli.ts'

const folders: Folder[] = []
afterEach(() => folders.splice(0).forEach((folder) => folder.remove()))

function folder(kind: 'decided' | 'undecided' = 'decided'): Folder {
  const made = aShop(kind)
  folders.push(made)
  return made
}

describe('with nobody to ask', () => {
  test.each([
    ['/dev/null', null],
    ['a pipe that stays open', 'pipe'],
  ] as const)('%s: what was detected is taken, at once', async (_, input) => {
    const { path } = folder()
    const run = await runCli(['--no-validate'], path, { input })
    expect(run).toMatchObject({ code: 0, stderr: '' })
    expect(run.stdout).toContain('Again, unattended:')
    expect(run.stdout).not.toContain('\u001b')
    expect(existsSync(join(path, 'Dockerfile'))).toBe(true)
    expect(run.milliseconds).toBeLessThan(2000)
  })

  test.each([null, 'pipe'] as const)('a missing answer ends with 2 and the flag (%s)', async (input) => {
    const { path, hash } = folder('undecided')
    const before = hash()
    const run = await runCli([], path, { input })
    expect(run).toMatchObject({ code: 2, stdout: '' })
    expect(run.stderr).toMatch(/^error: api: .*, and nobody to ask\. Nothing was written\.\n/)
    expect(run.stderr).toContain('shop/web.py:6')
    expect(run.stderr).toContain('  try: --entrypoint shop.admin:app\n')
    expect(run.milliseconds).toBeLessThan(2000)
    expect(hash()).toBe(before)
  })
})

describe('the command line is refused before anything is read', () => {
  test.each([['--stack', 'fastpi'], ['--nonsense'], ['detec'], ['add'], ['refine'], ['review', '--rule', 'df/nothing'], ['a', 'b'], ['--exit-code']])(
    '%s %s',
    async (...argv) => {
      const { path, hash } = folder()
      const before = hash()
      // Where the broken manifest is not even named, it was not read.
      writeFileSync(join(path, 'pyproject.toml'), '[broken')
      const run = await runCli(argv.filter(Boolean), path)
      expect(run).toMatchObject({ code: 2, stdout: '' })
      expect(run.stderr).toMatch(/^error: /)
      expect(run.stderr).not.toContain('pyproject')
      expect(before).not.toBe(hash())
    },
  )

  test('a folder that is not there ends with 1', async () => {
    const run = await runCli(['./nowhere'], folder().path)
    expect(run.code).toBe(1)
    expect(run.stderr).toMatch(/^error: .*nowhere.* Nothing was written\.\n$/)
  })
})

describe('a dry run', () => {
  test('names what each file would become and writes nothing', async () => {
    const { path, hash } = folder()
    const before = hash()
    const run = await runCli(['-n'], path)
    expect(run.code).toBe(0)
    expect(run.stdout).toMatch(/^ {2}create +Dockerfile +\d+ lines$/m)
    expect(hash()).toBe(before)
  })

  test('--diff gives patches that apply, and no secret', async () => {
    const { path } = folder()
    const { stdout } = await runCli(['-n', '--diff', '--no-env', '--json'], path)
    const { files } = JSON.parse(stdout) as { files: { path: string; diff?: string }[] }
    const patch = files.map((file) => file.diff ?? '').join('')
    execFileSync('git', ['apply', '--check', '-'], { cwd: path, input: patch })
    const secrets = await runCli(['-n', '--diff', '--json'], path)
    expect((JSON.parse(secrets.stdout) as { files: { path: string; diff?: string }[] }).files.find((file) => file.path === '.env')).toEqual({
      path: '.env',
      action: 'create',
    })
  })

  test('--exit-code tells whether anything would change', async () => {
    const { path } = folder()
    expect((await runCli(['-n', '--exit-code'], path)).code).toBe(1)
    expect((await runCli(['--no-validate'], path)).code).toBe(0)
    expect((await runCli(['-n', '--exit-code'], path)).code).toBe(0)
  })

  test('that npm kept for itself is one', async () => {
    const { path, hash } = folder()
    const before = hash()
    expect((await runCli([], path, { env: { npm_command: 'init', npm_config_dry_run: 'true' } })).code).toBe(0)
    expect(hash()).toBe(before)
    const run = await runCli(['fastapi'], path, { env: { npm_command: 'init', npm_config_stack: 'true' } })
    expect(run.code).toBe(2)
    expect(run.stderr).toContain('try: npm create dockerize@latest -- --stack fastapi\n')
    expect(hash()).toBe(before)
  })
})

describe('a second run', () => {
  test('with nothing changed writes nothing', async () => {
    const { path, hash } = folder()
    await runCli(['--no-validate', '--port', '9001'], path)
    const before = hash()
    const run = await runCli(['--no-validate'], path)
    expect(run.stdout).toContain('Nothing to do')
    expect(hash()).toBe(before)
  })

  test("takes the first one's answers, and a flag above them", async () => {
    const { path } = folder()
    await runCli(['--no-validate', '--port', '9001'], path)
    await runCli(['--no-validate', '--python', '3.14'], path)
    const dockerfile = readFileSync(join(path, 'Dockerfile'), 'utf8')
    expect(dockerfile).toContain('9001')
    expect(dockerfile).toContain('3.14')
  })
})

describe('output', () => {
  test('--json is JSON and nothing else', async () => {
    const run = await runCli(['--json', '--no-validate'], folder().path)
    expect(run.stderr).toBe('')
    const result = JSON.parse(run.stdout) as Record<string, unknown>
    expect(Object.keys(result)).toEqual(['schema', 'files', 'answers', 'validation', 'next', 'command'])
    expect(result).toMatchObject({ schema: 1, command: 'npm create dockerize@latest -- --yes' })
    expect(result['next']).toContain('make up')
  })

  test('--quiet says nothing where all is well', async () => {
    expect(await runCli(['--quiet', '--no-validate'], folder().path)).toMatchObject({ code: 0, stdout: '', stderr: '' })
  })

  test('a reader that has seen enough is no failure', () => {
    const { path } = folder()
    const line = execFileSync('bash', ['-c', `set -o pipefail; "$0" "$@" --help | head -1; echo "$?"`, process.execPath, ...program], {
      cwd: path,
      encoding: 'utf8',
    })
    expect(line.trim().split('\n').at(-1)).toBe('0')
  })

  test('help and version', async () => {
    const { path } = folder()
    expect((await runCli(['-v'], path)).stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
    const help = await runCli(['--help'], path)
    expect(help.code).toBe(0)
    expect(help.stdout).toContain('--entrypoint <module:app>')
  })
})

test('a folder that cannot be written ends with 1', async () => {
  const { path } = folder()
  chmodSync(path, 0o555)
  const run = await runCli(['--no-validate'], path, { powerless: true })
  chmodSync(path, 0o700)
  expect(run.code).toBe(1)
  expect(run.stderr).toMatch(/^error: .*Nothing was written\.\n/)
})
