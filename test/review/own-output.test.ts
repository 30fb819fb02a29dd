import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'
import { review } from '../../src/review/index.ts'
import { rules } from '../../src/review/rules/index.ts'
import { projectOf } from './project-of.ts'

const root = join(import.meta.dirname, '../cases')

/** What is left on purpose: whether it is that, and why. */
const left: Readonly<Record<string, readonly [is: (message: string, name: string) => boolean, why: string]>> = {
  'dc/docker-socket': [(message) => /^(webserver|daemon)/.test(message), 'the launcher starts a container a run: that is what a person chose it for'],
  'dc/env-secret-literal': [(message) => message.startsWith('MINIO_ACCESS_KEY'), 'half of a pair, the name of a user; the other half is demanded'],
  'df/apt-unpinned': [() => true, "Debian's mirrors keep one version: a pinned one ends the build with the next security fix"],
  'df/base-image-eol': [(message) => message.startsWith('node:20'), 'the project itself asks for that release'],
  'df/requirements-open': [() => true, "the project's own manifest, which is the person's to pin"],
  'df/single-stage': [(_, name) => name.startsWith('airflow/'), "Airflow's image is its makers' own: what a project asks for is put into it"],
}

/** Some cases keep but some of the files: what one that is not there would say is not asked. */
function asked(expected: Readonly<Record<string, string>>) {
  const isOverlay = (path: string): boolean => path.startsWith('compose.') && path !== 'compose.yaml' && !('compose.yaml' in expected)
  return {
    rules: rules.filter((rule) => rule.id !== 'di/missing' || Object.keys(expected).some((path) => path.endsWith('.dockerignore'))),
    looksAt: (path: string) => path in expected && !isOverlay(path),
  }
}

describe('what this program writes', () => {
  const cases = readdirSync(root).flatMap((stack) => readdirSync(join(root, stack)).map((name) => `${stack}/${name}`))

  it.each(cases)('%s has nothing critical, and nothing to improve but what is left on purpose', async (name) => {
    const folder = join(root, name)
    const expected = textsIn(join(folder, 'expected'))
    const before = textsIn(join(folder, 'project'))
    const { rules, looksAt } = asked(expected)
    const { findings, good } = await review(projectOf({ ...before, ...expected }), rules, (path) => looksAt(path) && expected[path] !== before[path])
    const said = findings.filter((one) => !left[one.rule.id]?.[0](one.message, name))
    expect(said.map((one) => `${one.file}:${one.line} ${one.rule.id} ${one.message}`)).toEqual([])
    if ('Dockerfile' in expected && 'compose.yaml' in expected) expect(good.length).toBeGreaterThanOrEqual(5)
  })

  it('leaves nothing that no case has any more', async () => {
    const used = new Set<string>()
    for (const name of cases) {
      const expected = textsIn(join(root, name, 'expected'))
      const { rules, looksAt } = asked(expected)
      const { findings } = await review(projectOf({ ...textsIn(join(root, name, 'project')), ...expected }), rules, looksAt)
      for (const one of findings) if (left[one.rule.id]?.[0](one.message, name)) used.add(one.rule.id)
    }
    expect([...used].sort()).toEqual(Object.keys(left).sort())
  }, 60_000)
})

describe('what is called good', () => {
  const expected = textsIn(join(root, 'fastapi/uv-src-layout/expected'))
  /** Each fact taken out of the files; what praised it must fall silent. */
  const without: readonly [rule: string, file: string, from: RegExp, to: string][] = [
    ['df/base-image-latest', 'Dockerfile', /^FROM python:\S+/gm, 'FROM python:latest'],
    ['df/deps-after-source', 'Dockerfile', /^COPY --from=uv .*$/gm, '$&\nCOPY . .'],
    ['df/healthcheck-missing', 'Dockerfile', /^HEALTHCHECK.*\n.*\n/gm, ''],
    ['df/healthcheck-tool-missing', 'Dockerfile', /"python", "-IS", "-c", .*$/gm, '"curl", "-f", "http://127.0.0.1:8000/"]'],
    ['df/no-root-user', 'Dockerfile', /^USER .*$/gm, ''],
    ['df/npm-install', 'Dockerfile', /--locked/g, '--frozen'],
    ['df/shell-form-cmd', 'Dockerfile', /^CMD \[.*\]$/gm, 'CMD uvicorn ledger.main:app'],
    ['df/single-stage', 'Dockerfile', /^WORKDIR .*$/gm, '$&\nRUN apt-get update && apt-get install -y gcc'],
    ['df/uv-no-cache-mount', 'Dockerfile', /--mount=type=cache\S+ /g, ''],
    ['dc/depends-short', 'compose.yaml', /service_healthy/g, 'service_started'],
    ['dc/env-secret-literal', 'compose.yaml', /\$\{POSTGRES_PASSWORD:\?[^}]*\}/g, 'hunter2'],
    ['dc/image-latest', 'compose.yaml', /redis:8\S+/g, 'redis'],
    ['dc/init-profile', 'compose.yaml', /profiles: \[full, init\]/g, 'profiles: [init]'],
    ['dc/init-restart', 'compose.yaml', /restart: "no"/g, 'restart: always'],
    ['dc/limits', 'compose.yaml', /^ +deploy:\n +resources:\n +limits:\n(?: +(?:memory|cpus|pids): .*\n)+/gm, ''],
    ['dc/no-new-privileges', 'compose.yaml', /^ +security_opt: .*$/gm, ''],
    ['dc/port-all-interfaces', 'compose.yaml', /127\.0\.0\.1:(?=\$)/g, ''],
    ['dc/network-unused', 'compose.prod.yaml', /internal: true/g, 'internal: false'],
    ['ci/action-unpinned', '.github/workflows/docker.yml', /@[0-9a-f]{40} # /g, '@'],
    ['ci/permissions', '.github/workflows/docker.yml', /^permissions:\n {2}contents: read\n/m, ''],
    ['di/anchored-pattern', '.dockerignore', /^\*\*\/\.env.*$/gm, ''],
  ]
  const goodOf = async (files: Readonly<Record<string, string>>) => (await review(projectOf(files), rules)).good

  it('is no more and no less than what is tried here', async () => {
    const praised = new Set((await goodOf(expected)).map((one) => one.rule.id))
    expect([...praised].sort()).toEqual(without.map(([rule]) => rule).sort())
  })

  it.each(without)('%s: not without its fact', async (rule, file, from, to) => {
    const text = expected[file]!.replace(from, to)
    expect(text).not.toBe(expected[file])
    const before = (await goodOf(expected)).filter((one) => one.rule.id === rule && one.file === file)
    const after = (await goodOf({ ...expected, [file]: text })).filter((one) => one.rule.id === rule && one.file === file)
    expect([before.length, after.length]).toEqual([1, 0])
  })
})

describe('what is not called good', () => {
  const uv = 'RUN --mount=type=cache,target=/root/.cache/uv uv sync --locked\n'
  /** Well meant, and broken by what another rule finds in the same file. */
  const broken: readonly [praised: string, finds: string, lines: string][] = [
    [
      'df/no-root-user',
      'df/user-cmd-missing-in-base',
      'RUN addgroup --system web \\\n    && adduser --system --ingroup web web\nUSER web\nCMD ["python", "-m", "shop"]\n',
    ],
    [
      'df/healthcheck-missing',
      'df/healthcheck-tool-missing',
      'HEALTHCHECK --interval=20s \\\n    CMD wget -qO- http://127.0.0.1:8080/ || exit 1\nCMD ["python", "-m", "shop"]\n',
    ],
    ['df/shell-form-cmd', 'df/uv-run-cmd', `${uv}CMD ["uv", "run", "granian", "shop:app"]\n`],
    ['df/shell-form-cmd', 'df/uv-run-cmd', 'ENTRYPOINT ["poetry", "run", "granian", "shop:app"]\n'],
    ['df/shell-form-cmd', 'df/bash-cmd', 'CMD ["bash"]\n'],
    ['df/uv-no-cache-mount', 'df/cache-mount-nonroot', `USER 10001\n${uv}`],
  ]

  it.each(broken)('%s says nothing where %s speaks', async (praised, finds, lines) => {
    const { findings, good } = await review(projectOf({ Dockerfile: `FROM python:3.13-slim-trixie\n${lines}` }), rules)
    expect(findings.map((one) => one.rule.id)).toContain(finds)
    expect(good.map((one) => one.rule.id)).not.toContain(praised)
    const alone = await review(
      projectOf({ Dockerfile: `FROM python:3.13-slim-trixie\n${lines}` }),
      rules.filter((rule) => rule.id === praised),
    )
    expect(alone.good.map((one) => one.rule.id)).toEqual([praised])
  })

  it('a user whom compose replaces by root, or who is nowhere made', async () => {
    const of = async (user: string, compose: string) => {
      const files = { Dockerfile: `FROM python:3.13-slim-trixie\nRUN useradd --uid 10001 web\nUSER ${user}\n`, 'compose.yaml': compose }
      return (await review(projectOf(files), rules)).good.some((one) => one.rule.id === 'df/no-root-user')
    }
    expect(await of('web', 'services:\n  web:\n    build: .\n')).toBe(true)
    expect(await of('web', 'services:\n  web:\n    build: .\n    user: "0:0"\n')).toBe(false)
    expect(await of('shop', 'services:\n  web:\n    build: .\n')).toBe(false)
  })
})

function textsIn(folder: string): Record<string, string> {
  if (!existsSync(folder)) return {}
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path))
  return Object.fromEntries(paths.filter((path) => statSync(path).isFile()).map((path) => [relative(folder, path), readFileSync(path, 'utf8')]))
}
