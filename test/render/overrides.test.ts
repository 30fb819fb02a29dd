import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { plan } from '../../src/plan/index.ts'
import { render } from '../../src/render/index.ts'
import { projects } from '../plan/arbitrary.ts'

const root = join(import.meta.dirname, '../..')
const [{ facts, answers }] = fc.sample(
  projects.filter(
    (one) =>
      one.answers.units[0]?.base === 'slim' && !/["'\\:*?-]|\s/.test(JSON.stringify(one.facts.units[0]?.python?.sourceFolders).replace(/^\["|"\]$|","/g, '')),
  ),
  { numRuns: 1, seed: 7 },
) as [{ facts: Parameters<typeof plan>[0]; answers: Parameters<typeof plan>[1] }]
const simple = {
  ...facts,
  units: facts.units.map((unit) => ({ ...unit, python: unit.python && { ...unit.python, sourceFolders: ['src'], sourceFiles: [], writes: [] } })),
}

async function dockerfile(overrides: [string, string][]): Promise<string> {
  const files = await render(plan(simple, answers, new Set()), simple, answers, { overrides: new Map(overrides), fresh: { uid: 1, random: () => 'x' } })
  return files.find((file) => file.path === 'Dockerfile')?.text ?? ''
}

it("a project's own partial takes the place of ours, with the same values", async () => {
  const text = await dockerfile([['dockerfile/user', 'RUN useradd --uid 5000 {{user.name}}\n']])
  expect(text).toContain('RUN useradd --uid 5000 app\n')
  expect(text).not.toContain('groupadd')
  expect(text).toContain('FROM base AS runtime')
})

it('a partial that nothing uses is named, with those there are', async () => {
  await expect(dockerfile([['dockerfile/usr', '']])).rejects.toMatchObject({
    message: '.dockerize/partials/dockerfile/usr.hbs: no partial has that name',
    help: { todo: [expect.stringContaining('dockerfile/user')] },
  })
})

it('a partial that does not parse is named with its line', async () => {
  await expect(dockerfile([['dockerfile/user', 'RUN true\n{{#if user}}\n']])).rejects.toMatchObject({
    message: expect.stringMatching(/^\.dockerize\/partials\/dockerfile\/user\.hbs:\d+: this is not a Handlebars template$/) as string,
  })
})

it('a partial that asks for a value that is not there is named', async () => {
  await expect(dockerfile([['dockerfile/user', 'RUN useradd {{nobody}}\n']])).rejects.toMatchObject({
    name: 'UserError',
    message: expect.stringContaining('nobody') as string,
  })
})

it('all text of Docker files lies in templates and partials, none in the code', () => {
  const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts'))
  const found = sources.filter((path) =>
    /^\s*(FROM \S+ AS|RUN (apt|apk|pip|uv|groupadd)|ENTRYPOINT \[|services:$)/m.test(readFileSync(join(root, 'src', path), 'utf8')),
  )
  expect(found).toEqual([])
})
