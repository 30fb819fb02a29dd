import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'
import { review } from '../../src/review/index.ts'
import { rules } from '../../src/review/rules/index.ts'
import { projectOf } from './project-of.ts'

const root = join(import.meta.dirname, '../cases')

/** What is left on purpose, with why. */
const left: Readonly<Record<string, (message: string) => boolean>> = {
  // The launcher starts a container a run: that is what a person chose it for.
  'dc/docker-socket': (message) => /^(webserver|daemon)/.test(message),
  // The project itself asks for that release.
  'df/base-image-eol': (message) => message.startsWith('node:20'),
}

describe('what this program writes', () => {
  const cases = readdirSync(root).flatMap((stack) => readdirSync(join(root, stack)).map((name) => `${stack}/${name}`))

  it.each(cases)('%s has nothing critical', async (name) => {
    const folder = join(root, name)
    const expected = textsIn(join(folder, 'expected'))
    const before = textsIn(join(folder, 'project'))
    // Most cases keep but some of the files; what the others would say is not asked.
    const asked = rules.filter((rule) => rule.id !== 'di/missing' || Object.keys(expected).some((path) => path.endsWith('.dockerignore')))
    const { findings } = await review(projectOf({ ...before, ...expected }), asked, (path) => path in expected && expected[path] !== before[path])
    const critical = findings.filter((one) => one.severity === 'critical' && !left[one.rule.id]?.(one.message))
    expect(critical.map((one) => `${one.file}:${one.line} ${one.rule.id} ${one.message}`)).toEqual([])
  })

  it('is praised for what it does right, and only for that', async () => {
    const expected = textsIn(join(root, 'fastapi/uv-src-layout/expected'))
    const { good } = await review(projectOf(expected), rules)
    expect(good.length).toBeGreaterThanOrEqual(5)
    const rooted = { ...expected, Dockerfile: expected.Dockerfile!.replaceAll(/^USER .*$/gm, '') }
    const worse = await review(projectOf(rooted), rules)
    expect(good.map((one) => one.rule.id)).toContain('df/no-root-user')
    expect(worse.good.map((one) => one.rule.id)).not.toContain('df/no-root-user')
  })
})

function textsIn(folder: string): Record<string, string> {
  if (!existsSync(folder)) return {}
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path))
  return Object.fromEntries(paths.filter((path) => statSync(path).isFile()).map((path) => [relative(folder, path), readFileSync(path, 'utf8')]))
}
