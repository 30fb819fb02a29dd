import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { openProject } from '../../src/detect/project.ts'
import { review } from '../../src/review/index.ts'

interface Action {
  inputs: Record<string, { default: string }>
  runs: { using: string; steps: { shell: string; env: Record<string, string>; run: string }[] }
}

const repository = join(import.meta.dirname, '../..')
const read = (path: string): string => readFileSync(join(repository, path), 'utf8')
const made: string[] = []
afterEach(() => made.splice(0).forEach((folder) => rmSync(folder, { recursive: true, force: true })))

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'dockerize-ci-'))
  made.push(folder)
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  return folder
}

describe('the GitHub Action', () => {
  const action = parse(read('action.yml')) as Action

  /** The steps as the runner has them: expressions filled in, bash with its options, npx in a stand-in that takes the built program. */
  function run(folder: string, inputs: Readonly<Record<string, string>> = {}) {
    const bin = folderWith({ npx: `#!/bin/sh\necho "npx $1 $2" >&2\nshift 2\nexec "${process.execPath}" "${join(repository, 'dist/cli.js')}" "$@"\n` })
    chmodSync(join(bin, 'npx'), 0o755)
    const filled = (text: string): string =>
      text.replace(/\$\{\{ (?:inputs\.([\w-]+)|github\.action_path) \}\}/g, (_, name?: string) =>
        name === undefined ? repository : (inputs[name] ?? action.inputs[name]!.default),
      )
    const [step] = action.runs.steps
    const env = Object.fromEntries(Object.entries(step!.env).map(([name, value]) => [name, filled(value)]))
    expect(step!.run).not.toContain('${{')
    return spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', step!.run], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, ...env, GITHUB_ACTIONS: 'true', PATH: `${bin}${delimiter}${process.env['PATH']}` },
    })
  }

  it('annotates what is critical at its line, and fails', () => {
    const folder = folderWith({ 'api/Dockerfile': 'FROM debian:latest\nENV A b\nCMD ["app"]\n' })
    const { stdout, stderr, status } = run(folder)
    expect(stdout).toMatch(/^::error file=api\/Dockerfile,line=1,col=\d+,title=df\/base-image-latest::/m)
    expect(stdout).toMatch(/^::warning file=api\/Dockerfile,line=2,col=1,title=df\/legacy-env::/m)
    expect(status).toBe(1)
    // Its own version, unless another one is asked for.
    expect(stderr).toContain(`npx --yes create-dockerize@${(JSON.parse(read('package.json')) as { version: string }).version}\n`)
    expect(run(folder, { version: '9.9.9' }).stderr).toContain('npx --yes create-dockerize@9.9.9\n')
  })

  it('passes where nothing is critical, and fails for less where that is asked for', () => {
    const folder = folderWith({ Dockerfile: 'FROM debian:trixie-slim\nENV A b\nUSER 10001\n' })
    expect(run(folder).status).toBe(0)
    expect(run(folder, { 'fail-on': 'improvement' }).status).toBe(1)
    expect(run(folder, { format: 'markdown' }).stdout).toContain('### Improvements')
  })

  it('takes paths a line each, whatever is in their names', () => {
    const folder = folderWith({ 'a b/Dockerfile': 'FROM debian\n', "c'$(touch x)/Dockerfile": 'FROM debian\n', 'd/Dockerfile': 'FROM debian\n' })
    const { stdout } = run(folder, { paths: "a b\n\nc'$(touch x)/Dockerfile\n" })
    expect([...stdout.matchAll(/file=([^,]+),line=1,col=\d+,title=df\/base-image-untagged/g)].map(([, file]) => file)).toEqual([
      'a b/Dockerfile',
      "c'$(touch x)/Dockerfile",
    ])
  })
})

describe('the pre-commit hook', () => {
  const [hook] = parse(read('.pre-commit-hooks.yaml')) as [{ entry: string; files: string; exclude: string }]
  const files = new RegExp(hook.files.replace(/^\(\?ix\)/, '').replace(/\s/g, ''), 'i')
  const exclude = new RegExp(hook.exclude.replace('(?i)', ''), 'i')

  it('is given the very files that the review reads', async () => {
    const named = [
      'Dockerfile',
      'api/Dockerfile.prod',
      'web.dockerfile',
      'Containerfile',
      'compose.yaml',
      'docker-compose.dev.yml',
      'shop-compose.yml',
      '.dockerignore',
    ]
    const others = ['api/Dockerfile.dockerignore', '.devcontainer/devcontainer.json', '.devcontainer/api/devcontainer.json', '.github/workflows/ci.yml']
    const none = ['Dockerfile.md', 'Dockerfile.j2', 'src/dockerfile.ts', 'compose.md', 'README.md', 'values.yaml', 'Dockerfile.json', 'devcontainer.json']
    const folder = folderWith(Object.fromEntries([...named, ...others, ...none].map((path) => [path, path.endsWith('json') ? '{}' : '\n'])))
    const read = new Set((await review(await openProject(folder), [])).texts.keys())
    const given = [...named, ...others, ...none].filter((path) => files.test(path) && !exclude.test(path))
    expect(given).toEqual([...named, ...others])
    expect([...read].sort()).toEqual([...given].sort())
  })

  it('calls the package of its own version', () => {
    const { version } = JSON.parse(read('package.json')) as { version: string }
    expect(hook.entry).toBe(`npx --yes create-dockerize@${version} review`)
  })
})
