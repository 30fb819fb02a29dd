import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { review } from '../../src/review/index.ts'
import { rules } from '../../src/review/rules/index.ts'
import { exampleProject, projectOf } from './project-of.ts'

const cli = join(import.meta.dirname, '../../dist/cli.js')
const made: string[] = []
afterEach(() => made.splice(0).forEach((folder) => rmSync(folder, { recursive: true, force: true })))

function folderWith(files: Readonly<Record<string, string | Buffer>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'dockerize-bad-'))
  made.push(folder)
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  return folder
}

function run(folder: string, ...args: string[]) {
  const { status, stdout, stderr, signal } = spawnSync(process.execPath, [cli, 'review', ...args], { cwd: folder, encoding: 'utf8', timeout: 20_000 })
  return { status, stdout, stderr, signal }
}

async function found(files: Readonly<Record<string, string>>): Promise<string[]> {
  const { findings } = await review(projectOf(files), rules)
  return findings.map((one) => `${one.file}:${one.line} ${one.rule.id}`)
}

const paths = ['Dockerfile', 'compose.yaml', '.dockerignore', '.devcontainer/devcontainer.json', '.github/workflows/docker.yml']
const around = { Dockerfile: 'FROM node:24-slim\nCOPY . .\n', 'compose.yaml': 'services:\n  web:\n    build: .\n' }

describe('files that are no text, or too much of it', () => {
  it.each(paths)('%s with NUL bytes, or 10 MB in a line, is a finding', (path) => {
    for (const bytes of [Buffer.from([65, 0, 66]), Buffer.alloc(10_000_000, 'x ')]) {
      const { status, stdout, stderr } = run(folderWith({ ...around, [path]: bytes }))
      expect({ status, stderr }).toEqual({ status: 1, stderr: '' })
      expect(stdout).toContain(`${path}:1  any/unreadable`)
    }
  })

  it('bytes that are no UTF-8 are no end of it, and nothing is mended around them', () => {
    const latin = Buffer.concat([Buffer.from('# caf'), Buffer.from([0xe9]), Buffer.from('\nFROM debian\nENV A b\n')])
    const { status, stdout, stderr } = run(folderWith({ Dockerfile: latin }), '--format', 'json')
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' })
    const { findings } = JSON.parse(stdout) as { findings: { rule: string; line: number; fixable: boolean }[] }
    expect(findings.find((one) => one.rule === 'df/legacy-env')).toMatchObject({ line: 3, fixable: false })
  })

  it('a byte order mark and the line ends of Windows change no finding', () => {
    const text = 'FROM debian\nRUN apt-get update \\\n  && apt install git\nENV A b\n'
    const lines = (stdout: string) => (JSON.parse(stdout) as { findings: { rule: string; line: number }[] }).findings.map(({ rule, line }) => `${line} ${rule}`)
    const plain = lines(run(folderWith({ Dockerfile: text }), '--format', 'json').stdout)
    expect(plain).toContain('4 df/legacy-env')
    expect(lines(run(folderWith({ Dockerfile: `\ufeff${text}` }), '--format', 'json').stdout)).toEqual(plain)
    expect(lines(run(folderWith({ Dockerfile: text.replaceAll('\n', '\r\n') }), '--format', 'json').stdout)).toEqual(plain)
  })

  it.each(rules.map((rule) => [rule.id, rule] as const))('%s sees the same in a file with the line ends of Windows', async (_id, rule) => {
    const windows = (text: string): string => text.replaceAll('\n', '\r\n')
    for (const example of [...rule.examples.bad, ...rule.examples.good]) {
      const { path, files } = exampleProject(rule, example)
      const says = async (project: Record<string, string>) =>
        (await review(projectOf(project), [rule])).findings.filter((one) => one.file === path).map(({ line }) => line)
      expect(await says({ ...files, [path]: windows(files[path]!) }), example.text).toEqual(await says(files))
    }
  })
})

describe('what is no file', () => {
  it('a folder named Dockerfile is looked into, and nothing is found there', () => {
    const folder = folderWith({ 'Dockerfile/notes.txt': '' })
    expect(run(folder)).toMatchObject({ status: 0, stderr: '' })
    expect(run(folder, 'Dockerfile')).toMatchObject({ signal: null })
  })

  it('a pipe is not waited for', () => {
    const folder = folderWith({ 'compose.yaml': 'services:\n  web:\n    build: .\n' })
    expect(spawnSync('mkfifo', [join(folder, 'Dockerfile')]).status).toBe(0)
    expect(run(folder)).toMatchObject({ signal: null, status: 0 })
    expect(run(folder, 'Dockerfile')).toMatchObject({ status: 1, stderr: expect.stringMatching(/Dockerfile: /) as string })
  })

  it('links that lead nowhere, in a circle or out of the project', () => {
    const folder = folderWith({})
    symlinkSync('nowhere', join(folder, 'Dockerfile'))
    symlinkSync('b.Dockerfile', join(folder, 'a.Dockerfile'))
    symlinkSync('a.Dockerfile', join(folder, 'b.Dockerfile'))
    symlinkSync('/etc/hostname', join(folder, 'c.Dockerfile'))
    expect(run(folder)).toMatchObject({ signal: null, status: 0, stderr: '' })
    for (const name of ['Dockerfile', 'a.Dockerfile', 'c.Dockerfile']) {
      const { status, stderr } = run(folder, name)
      expect({ name, status, lines: stderr.trim().split('\n').length }).toEqual({ name, status: 1, lines: 1 })
      expect(stderr).toContain(name)
    }
  })

  it.skipIf(process.getuid?.() !== 0)('what the user may not read is a finding, or one line', () => {
    const folder = folderWith({ Dockerfile: 'FROM debian\n', 'api/Dockerfile': 'FROM debian\n' })
    chmodSync(folder, 0o755)
    chmodSync(join(folder, 'Dockerfile'), 0o600)
    const as = (...args: string[]) =>
      spawnSync('setpriv', ['--reuid=65534', '--regid=65534', '--clear-groups', process.execPath, cli, 'review', ...args], {
        cwd: folder,
        encoding: 'utf8',
        env: { PATH: process.env['PATH'], HOME: '/tmp' },
        timeout: 20_000,
      })
    const whole = as()
    expect({ status: whole.status, stderr: whole.stderr }).toEqual({ status: 1, stderr: '' })
    expect(whole.stdout).toMatch(/Dockerfile:1 {2}any\/unreadable\n.*permission denied/)
    expect(whole.stdout).toContain('api/Dockerfile:1  df/base-image-untagged')
    chmodSync(join(folder, 'api'), 0o700)
    expect(as('api')).toMatchObject({ status: 1, stderr: expect.stringMatching(/api.*permission denied/) as string })
  })
})

const bomb = (name: string): string =>
  `a: &a [x, x, x, x, x, x, x, x, x]\n${[...'bcdefghij'].map((one, index) => `${one}: &${one} [${Array(9).fill(`*${'abcdefghij'[index]}`).join(', ')}]`).join('\n')}\n${name}\n`

describe('YAML and JSON that would never end', () => {
  const texts: readonly (readonly [string, string])[] = [
    ['aliases that blow up', bomb('services: {web: {image: "x:1"}}')],
    ['maps of aliases that blow up', bomb('services:\n  web:\n    environment: *j')],
    ['an anchor that holds itself', 'services: &s\n  web:\n    build: *s\n'],
    ['a merge that merges itself', 'x: &x\n  <<: *x\n  a: 1\nservices:\n  web:\n    <<: *x\n'],
    ['merges in a circle', 'x: &x\n  <<: *y\ny: &y\n  <<: *x\nservices:\n  web: *y\n'],
    ['lists in lists in lists', `services: ${'['.repeat(20_000)}${']'.repeat(20_000)}\n`],
    ['open brackets', `services: ${'['.repeat(50_000)}`],
    ['maps in maps in maps', `services:\n${Array.from({ length: 3000 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n')}\n`],
    ['braces in braces', `{"services": ${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}}`],
    ['a huge list', `services:\n  web:\n    ports: [${'1, '.repeat(20_000)}1]\n`],
    ['keys without end', `services:\n${Array.from({ length: 4_000 }, (_, index) => `  s${index}: {image: "x:1"}`).join('\n')}\n`],
    ['many documents', 'a: 1\n---\n'.repeat(1000)],
    ['an anchor that is not there', 'services:\n  web: *none\n'],
    ['the same key twice', 'services: {}\nservices: {}\n'],
    ['a tag of another language', 'services: !!python/object/apply:os.system [ls]\n'],
  ]

  it.each(texts)('%s', async (_what, text) => {
    for (const path of paths.filter((one) => /\.(ya?ml|json)$/.test(one))) {
      const { ms, plain } = await timed({ ...around, [path]: text }, around)
      expect(ms, path).toBeLessThan(8000 + 100 * plain)
    }
  })

  it.each([
    ['extends in a circle', { 'compose.yaml': 'services:\n  a:\n    extends: b\n  b:\n    extends: {service: a}\n' }],
    ['extends of another file in a circle', { 'compose.yaml': 'services:\n  a:\n    extends: {service: a, file: compose.yaml}\n' }],
    ['services that wait for each other', { 'compose.yaml': 'services:\n  a: {image: "x:1", depends_on: [b]}\n  b: {image: "x:1", depends_on: [a]}\n' }],
    ['a stage built on itself', { Dockerfile: 'FROM a AS a\nFROM b AS c\nFROM c AS b\nFROM b\nCOPY --from=3 /a /b\nCOPY --from=99 /a /b\n' }],
    ['variables of themselves', { Dockerfile: 'ARG A=$B\nARG B=$A\nFROM ${A:-${B:-$A}}\nENV C=$D D=$C\nCOPY $C $D\n' }],
  ])('%s', async (_what, files) => {
    expect((await found(files)).length).toBeGreaterThan(0)
  })
})

async function timed(files: Readonly<Record<string, string>>, small: Readonly<Record<string, string>>): Promise<{ ms: number; plain: number }> {
  const once = async (project: Readonly<Record<string, string>>): Promise<number> => {
    const start = performance.now()
    await review(projectOf(project), rules)
    return performance.now() - start
  }
  const plain = await once(small)
  return { ms: await once(files), plain }
}

describe('a file that is ten times as long takes no more than some ten times as long', () => {
  const shapes: readonly (readonly [string, string, (size: number) => string])[] = [
    ['words of a RUN', 'Dockerfile', (size) => `FROM debian:13-slim\nRUN ${'x '.repeat(size)}`],
    ['commands of a RUN', 'Dockerfile', (size) => `FROM debian:13-slim\nRUN ${'apt-get install x && '.repeat(size / 10)}true\n`],
    ['quotes', 'Dockerfile', (size) => `FROM debian:13-slim\nRUN ${'"\\" '.repeat(size)}`],
    ['open brackets', 'Dockerfile', (size) => `FROM debian:13-slim\nRUN ${'$('.repeat(size)}`],
    ['shells in shells', 'Dockerfile', (size) => `FROM debian:13-slim\nRUN ${'sh -c "'.repeat(size / 100)}`],
    ['continuation lines', 'Dockerfile', (size) => `FROM debian:13-slim\nRUN x${' \\\n y'.repeat(size)}\n`],
    ['comments between', 'Dockerfile', (size) => `FROM debian:13-slim\nRUN x${' \\\n# y\n'.repeat(size)}\n z\n`],
    ['blank lines', 'Dockerfile', (size) => `FROM debian:13-slim\n${' \n'.repeat(size)}RUN x\n`],
    ['spaces', 'Dockerfile', (size) => `FROM debian:13-slim\nRUN x${' '.repeat(size)}\\${' '.repeat(size)}\n y\nENV A=${' '.repeat(size)}b\n`],
    ['a heredoc', 'Dockerfile', (size) => `FROM debian:13-slim\nRUN <<EOF\n${'apt-get update\n'.repeat(size / 10)}EOF\n`],
    ['heredocs that do not end', 'Dockerfile', (size) => `FROM debian:13-slim\nRUN <<A${' <<B'.repeat(size)}\n`],
    ['instructions', 'Dockerfile', (size) => `FROM debian:13-slim\n${'RUN true\nENV A=b\nCOPY a b\n'.repeat(size / 100)}`],
    ['variables', 'Dockerfile', (size) => `FROM debian:13-slim\nENV A=${'$A'.repeat(size)}\nCOPY ${'${A:-'.repeat(size)} /\n`],
    ['a list', 'Dockerfile', (size) => `FROM debian:13-slim\nCMD [${'"x", '.repeat(size)}"y"]\n`],
    [
      'stages',
      'Dockerfile',
      (size) => `FROM debian:13-slim AS s0\n${Array.from({ length: size / 400 }, (_, at) => `FROM s${at} AS s${at + 1}\nRUN x\n`).join('')}`,
    ],
    ['stars', '.dockerignore', (size) => `${'*a'.repeat(size / 2000)}b\n${'**/'.repeat(size / 2000)}x\n`],
    ['patterns', '.dockerignore', (size) => '*.pyc\n'.repeat(size / 100)],
    ['ports', 'compose.yaml', (size) => `services:\n  web:\n    image: x:1\n    ports: [${'"1:1", '.repeat(size / 20)}"1:1"]\n`],
    [
      'services',
      'compose.yaml',
      (size) => `services:\n${Array.from({ length: size / 200 }, (_, at) => `  s${at}:\n    image: x:1\n    depends_on: [s${at + 1}]\n`).join('')}`,
    ],
    ['steps', '.github/workflows/docker.yml', (size) => `on: push\njobs:\n  a:\n    steps:\n${'      - run: docker-compose up\n'.repeat(size / 200)}`],
  ]

  it.each(shapes)('%s in %s', async (_what, path, text) => {
    const files = (size: number) => ({ ...around, [`a/${'a'.repeat(60)}.txt`]: '', [path]: text(size) })
    await timed(files(2000), around)
    const { ms, plain } = await timed(files(20_000), files(2_000))
    expect(ms).toBeLessThan(2000 + 40 * plain)
  })
})

describe('whatever a person, a merge or a generator left there', () => {
  const seed = Number(process.env['DOCKERIZE_PROPERTY_SEED'] ?? 8)
  const value = fc.letrec((tie) => ({
    any: fc.oneof(
      { maxDepth: 3 },
      fc.constantFrom(null, true, 0, -1, 1e99, '', '.', '..', '/', ':', '=', '$', '${', '${A', '${A:-', 'a:b:c', '0.0.0.0:', 'CMD', 'x@', '\u0000'),
      fc.string({ maxLength: 12 }),
      fc.array(tie('any'), { maxLength: 4 }),
      fc.dictionary(
        fc.constantFrom('test', 'source', 'target', 'context', 'dockerfile', 'limits', 'condition', 'file', 'external', 'service', 'uid', 'cpus', 'x'),
        tie('any'),
        { maxKeys: 4 },
      ),
    ),
  })).any
  const service = fc.dictionary(
    fc.constantFrom(
      ...'image build command entrypoint user ports volumes environment env_file depends_on healthcheck deploy secrets networks restart init profiles extends read_only tmpfs security_opt cap_add privileged network_mode develop configs'.split(
        ' ',
      ),
    ),
    value,
    { maxKeys: 8 },
  )

  it('a compose file of the right keys and any values', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(fc.constantFrom('web', 'db', 'init', 'x'), fc.oneof(service, value), { maxKeys: 4 }),
        value,
        value,
        async (services, other, networks) => {
          const compose = JSON.stringify({ services, secrets: other, networks })
          await review(projectOf({ ...around, 'compose.yaml': compose, 'compose.prod.yaml': JSON.stringify({ services: { web: other, ...services } }) }), rules)
        },
      ),
      { seed, numRuns: 400 },
    )
  })

  it('a workflow and a dev container of any values', async () => {
    const keys = (names: string) => fc.dictionary(fc.constantFrom(...names.split(' ')), value, { maxKeys: 6 })
    const step = fc.oneof(keys('uses run with name if id env'), value)
    await fc.assert(
      fc.asyncProperty(
        keys('image build dockerComposeFile service remoteUser workspaceFolder postCreateCommand features customizations mounts'),
        fc.array(step),
        keys('on permissions env'),
        async (container, steps, top) => {
          const workflow = JSON.stringify({ ...top, jobs: { docker: { steps, permissions: top['permissions'] } } })
          await review(projectOf({ ...around, '.devcontainer/devcontainer.json': JSON.stringify(container), '.github/workflows/docker.yml': workflow }), rules)
        },
      ),
      { seed, numRuns: 400 },
    )
  })

  it("the rules' own examples, torn apart and glued together", async () => {
    const texts = rules.filter((rule) => rule.reads === 'dockerfile').flatMap((rule) => [...rule.examples.bad, ...rule.examples.good].map((one) => one.text))
    const piece = fc.tuple(fc.constantFrom(...texts), fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }))
    const odd = fc.constantFrom(
      '',
      '\\',
      '"',
      "'",
      '<<EOF',
      '<<-"',
      '\r',
      '\u0000',
      '$(',
      '`',
      '[',
      ']',
      '#',
      '\\\n',
      ' ',
      '\u00a0',
      '\ud800',
      '--',
      'ONBUILD ',
      'FROM',
    )
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(piece, odd), { minLength: 1, maxLength: 5 }), async (pieces) => {
        const text = pieces
          .map(([[text, from, to], between]) => text.slice(Math.floor(from * text.length), Math.ceil((from + to) * text.length)) + between)
          .join('')
        const { findings } = await review(projectOf({ ...around, Dockerfile: text }), rules)
        const lines = text.split('\n').length
        for (const { line, file, edits } of findings.filter((one) => one.file === 'Dockerfile')) {
          expect(line, file).toBeGreaterThan(0)
          expect(line, text).toBeLessThanOrEqual(lines)
          for (const { from, to } of edits) expect(0 <= from && from <= to && to <= text.length, text).toBe(true)
        }
      }),
      { seed, numRuns: 1500 },
    )
  })
})
