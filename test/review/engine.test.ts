import { describe, expect, it } from 'vitest'
import { review } from '../../src/review/index.ts'
import { textOf } from '../../src/review/output/index.ts'
import { rules } from '../../src/review/rules/index.ts'
import { settingsOf } from '../../src/review/settings.ts'
import { plain } from '../../src/report/paint.ts'
import type { ReviewOptions } from '../../src/run.ts'
import { projectOf } from './project-of.ts'

const options: ReviewOptions = { paths: [], format: 'terminal', only: null, ignore: [], min: null, failOn: null, strict: false, explain: null }

async function ids(files: Readonly<Record<string, string>>): Promise<string[]> {
  const usual = rules.filter((rule) => !rule.strict)
  const { findings } = await review(projectOf(files), usual)
  return findings.map((one) => `${one.file}:${one.line} ${one.rule.id}`)
}

describe('comments take rules back', () => {
  const file = (comment: string): string =>
    `FROM debian:trixie-slim\n${comment}\nRUN apt-get update \\\n && apt-get install -y git \\\n && rm -rf /var/lib/apt/lists/*\nUSER 10001\n`

  it('above an instruction, for all its lines', async () => {
    expect(await ids({ Dockerfile: file('# nothing') })).toContain('Dockerfile:4 df/apt-no-install-recommends')
    expect(await ids({ Dockerfile: file('# dockerize-ignore df/apt-no-install-recommends git wants its friends') })).toEqual([])
    expect(await ids({ Dockerfile: file('# hadolint ignore=DL3008,DL3015') })).toEqual([])
    expect(await ids({ Dockerfile: `# hadolint global ignore=DL3015\n${file('')}` })).toEqual([])
  })

  it('not for the next instruction, nor for other rules', async () => {
    expect(await ids({ Dockerfile: file('# dockerize-ignore df/sudo no') })).toContain('Dockerfile:4 df/apt-no-install-recommends')
    expect(await ids({ Dockerfile: '# dockerize-ignore df/base-image-latest here alone\nFROM node:latest AS a\nFROM node:latest\nUSER node\n' })).toEqual([
      'Dockerfile:3 df/base-image-latest',
      'Dockerfile:3 df/full-base',
    ])
  })

  it("as BuildKit's own do", async () => {
    expect(await ids({ Dockerfile: '# check=skip=LegacyKeyValueFormat\nFROM debian:trixie-slim\nENV A b\nUSER 10001\n' })).toEqual([])
  })

  it('in YAML, beside a line or above all that belongs to it', async () => {
    const text = (beside: string, above: string): string =>
      `services:\n${above}  db:\n    image: postgres${beside}\n    restart: always\n    mem_limit: 1g\n    security_opt: [no-new-privileges]\n`
    expect(await ids({ 'compose.yaml': text('', '') })).toEqual(['compose.yaml:3 dc/image-latest'])
    expect(await ids({ 'compose.yaml': text(' # dockerize-ignore dc/image-latest a toy', '') })).toEqual([])
    expect(await ids({ 'compose.yaml': text('', '  # dockerize-ignore dc/image-latest a toy\n') })).toEqual([])
  })
})

describe('what cannot be read', () => {
  const bomb = `a: &a [x, x, x, x, x, x, x, x, x]\n${'bcdefghi'
    .split('')
    .map((name, index) => `${name}: &${name} [${Array(9).fill(`*${'abcdefghi'[index]}`).join(', ')}]`)
    .join('\n')}\nservices: {web: {image: "x:1"}}\n`

  it.each([
    ['an open quote', 'compose.yaml', 'services:\n  web: "x\n'],
    ['aliases that blow up', 'compose.yaml', bomb],
    ['an anchor that holds itself', 'compose.yaml', 'services: &s\n  web:\n    build: *s\n'],
    ['an anchor that is not there', 'compose.yaml', 'services:\n  web: *none\n'],
    ['a text below that does not end', 'Dockerfile', 'FROM debian:trixie-slim\nRUN <<EOF\nx\n'],
    ['no stage', 'Dockerfile', 'RUN true\n'],
    ['an instruction of another language', 'Dockerfile', 'FROM debian:trixie-slim\nimport os\n'],
    ['a broken devcontainer.json', '.devcontainer/devcontainer.json', '{"image": \n'],
  ])('%s is one finding', async (_what, path, text) => {
    const found = await ids({ [path]: text })
    expect(found.filter((one) => one.endsWith('any/unreadable')).length, found.join()).toBe(1)
  })

  it.each([
    ['words', 'FROM debian:trixie-slim\nRUN ' + 'x '.repeat(500_000)],
    ['quotes', 'FROM debian:trixie-slim\nRUN ' + '"\\" '.repeat(300_000)],
    ['brackets', 'FROM debian:trixie-slim\nRUN ' + '$('.repeat(500_000)],
    ['one word', 'FROM debian:trixie-slim\nENV A=' + 'x'.repeat(1_000_000)],
    ['continuation lines', 'FROM debian:trixie-slim\nRUN x' + ' \\\n  y'.repeat(100_000)],
    ['dots in a path', 'FROM debian:trixie-slim\nCOPY ' + './'.repeat(300_000) + ' /\n'],
  ])('a long line of %s takes no longer than it is', async (_what, text) => {
    const start = performance.now()
    await ids({ Dockerfile: text })
    expect(performance.now() - start).toBeLessThan(3000)
  })
})

it('200 Dockerfiles take less than a second of the processor', async () => {
  const text =
    'FROM node:24-trixie-slim AS builder\nWORKDIR /app\nCOPY package*.json ./\nRUN npm install\nCOPY . .\nRUN npm run build\nFROM nginx:1.29-alpine\nCOPY --from=builder /app/dist /usr/share/nginx/html\nEXPOSE 80\nHEALTHCHECK CMD curl -f http://localhost/ || exit 1\n'
  const files = Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`s${index}/Dockerfile`, `${text}ENV N ${index}\n`]))
  const before = process.cpuUsage()
  expect((await ids(files)).length).toBeGreaterThan(800)
  const { user, system } = process.cpuUsage(before)
  expect((user + system) / 1e6).toBeLessThan(1)
})

describe('a review as text', () => {
  const files = { Dockerfile: 'FROM python:3.13-slim-trixie\nENV PORT 8000\nCMD ["python", "-m", "app"]\n' }
  const usual = rules.filter((rule) => !rule.strict)

  it('for a terminal: grouped, with the line and the fix', async () => {
    expect(textOf('terminal', await review(projectOf(files), usual), plain)).toMatchInlineSnapshot(`
      "Critical
        Dockerfile:1  df/no-root-user
          No USER, and python:3.13-slim-trixie runs as root: so does the program.
          1 │ FROM python:3.13-slim-trixie
          fix: Make a user with a number of its own and end the stage with USER:
          groupadd and useradd on Debian, addgroup -g and adduser -D -u on Alpine.

      Improvements
        Dockerfile:2  df/legacy-env
          ENV PORT takes the rest of the line as its value.
          2 │ ENV PORT 8000
          fix: ENV NAME=value (safe)

      Good
        base images with a version · the program itself is started, no shell

        1 critical, 1 improvement, 2 good
      "
    `)
  })

  it('for a script: the form that is fixed', async () => {
    const { findings, summary } = JSON.parse(textOf('json', await review(projectOf(files), usual), plain)) as {
      findings: Record<string, unknown>[]
      summary: unknown
    }
    expect(summary).toEqual({ critical: 1, improvement: 1, good: 2 })
    expect(findings[1]).toMatchObject({
      rule: 'df/legacy-env',
      severity: 'improvement',
      file: 'Dockerfile',
      line: 2,
      column: 1,
      fixable: true,
      safe: true,
      sources: ['LegacyKeyValueFormat'],
    })
  })

  it('for code scanning: SARIF with the fix as a replacement', async () => {
    const log = JSON.parse(textOf('sarif', await review(projectOf(files), usual), plain)) as {
      version: string
      runs: { results: { ruleId: string; fixes?: unknown }[] }[]
    }
    expect(log.version).toBe('2.1.0')
    expect(log.runs[0]!.results[1]).toMatchObject({
      ruleId: 'df/legacy-env',
      fixes: [
        {
          artifactChanges: [
            { replacements: [{ deletedRegion: { startLine: 2, startColumn: 9, endLine: 2, endColumn: 14 }, insertedContent: { text: '=8000' } }] },
          ],
        },
      ],
    })
  })

  it('for a pull request and for a workflow', async () => {
    const seen = await review(projectOf(files), usual)
    expect(textOf('markdown', seen, plain)).toMatch(
      /^## Review\n\n### Critical\n\n- `Dockerfile:1` .* → .*\n\n### Improvements\n\n- `Dockerfile:2` .*\n\n### Good\n\n- /,
    )
    expect(textOf('github', seen, plain)).toMatch(/^::error file=Dockerfile,line=1,col=1,title=df\/no-root-user::.*\n::warning file=Dockerfile,line=2,/)
  })
})

describe('.dockerize/review.yaml', () => {
  const settings = (text: string, given: Partial<ReviewOptions> = {}) => settingsOf(projectOf({ '.dockerize/review.yaml': text }), { ...options, ...given })

  it('chooses rules, and the command line goes before it', async () => {
    const { chosen, failOn } = await settings('ignore: [df/sudo]\nfail-on: improvement\n')
    expect(chosen.map((rule) => rule.id)).not.toContain('df/sudo')
    expect(failOn).toBe('improvement')
    expect((await settings('fail-on: improvement\n', { failOn: 'critical' })).failOn).toBe('critical')
    expect((await settings('', { only: ['df/sudo'] })).chosen.map((rule) => rule.id)).toEqual(['df/sudo'])
  })

  it('takes a rule back in some folders alone', async () => {
    const { isSaid, chosen } = await settings('ignore:\n  - {rule: df/sudo, paths: [old], reason: on its way out}\n')
    const { findings } = await review(projectOf({ 'old/Dockerfile': 'FROM a:1\nRUN sudo x\n', Dockerfile: 'FROM a:1\nRUN sudo x\n' }), chosen)
    expect(findings.filter(isSaid).map((one) => one.file)).toEqual(['Dockerfile'])
  })

  it.each([
    ['ignore: [df/nothing]\n', '.dockerize/review.yaml:1: there is no rule "df/nothing"'],
    ['min: all\n', '.dockerize/review.yaml:1: min is critical or improvement'],
    ['\nrules: []\n', '.dockerize/review.yaml:2: there is no key rules'],
    ['a: [\n', '.dockerize/review.yaml:'],
  ])('%j is refused at its line', async (text, message) => {
    await expect(settings(text)).rejects.toThrow(message)
  })
})
