import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, inject, it } from 'vitest'
import { must, run } from './shell.ts'
import type { RunReport } from './stack.ts'

/**
 * The golden cases again, now with docker's own word on each: every profile, mix and overlay, every target, without a warning.
 * One after the other: each keeps all cores busy by itself.
 */
const cli = join(inject('installed').prefix, 'node_modules/create-dockerize/dist/cli.js')
const missing = inject('withoutEngine')
const root = join(import.meta.dirname, '../cases')
const scratch = mkdtempSync(join(tmpdir(), 'dockerize-e2e-cases-'))
const tagged: string[] = []

afterAll(async () => {
  rmSync(scratch, { recursive: true, force: true })
  if (tagged.length > 0) await run('docker', ['rmi', ...tagged])
})

const cases = readdirSync(root).flatMap((stack) => readdirSync(join(root, stack)).map((name) => ({ stack, name })))
// Three seconds each: every eighth one a day, and the others the days after.
const day = Math.floor(Date.now() / 86_400_000)
const chosen = process.env['DOCKERIZE_E2E_ALL'] === '1' ? cases : cases.filter((_, index) => (index + day) % 8 === 0)

for (const { stack, name } of chosen) {
  it(`${stack}/${name} passes docker's checks`, async (context) => {
    if (missing !== null) return context.skip(missing)
    const project = join(scratch, `${stack}-${name}`)
    cpSync(join(root, stack, name, 'project'), project, { recursive: true })
    const { args } = JSON.parse(readFileSync(join(root, stack, name, 'case.json'), 'utf8')) as { args: string[] }
    // Written first, so that the images it names can stand in where no registry is in reach; then checked.
    await must(process.execPath, [cli, '--yes', '--no-validate', ...args], { cwd: project })
    const dockerfiles = readdirSync(project, { recursive: true, encoding: 'utf8' }).filter((path) => /(^|\/)Dockerfile$/.test(path))
    for (const path of dockerfiles) await standIns(readFileSync(join(project, path), 'utf8'))
    const checked = await run(process.execPath, [cli, '--yes', '--json', ...args], { cwd: project, env: { CI: '' } })
    const { validation } = JSON.parse(checked.out) as RunReport
    expect(validation.filter((one) => one.ok !== true && !/^env values/.test(one.check))).toEqual([])
    // A person's own is not ours to check.
    const own = dockerfiles.filter((path) => !existsSync(join(root, stack, name, 'project', path)))
    expect(validation.filter((one) => one.check.startsWith('build --check')).length).toBeGreaterThanOrEqual(own.length)
    expect(validation.filter((one) => one.check.startsWith('compose config')).length).toBeGreaterThanOrEqual(
      existsSync(join(project, 'compose.prod.yaml')) ? 3 : 1,
    )
    expect(checked.code).toBe(0)
  })
}

/** Gives each base image that is not here the name of one that is: `build --check` looks at no more than its configuration. */
async function standIns(dockerfile: string): Promise<void> {
  const values = new Map([...dockerfile.matchAll(/^ARG (\w+)=(\S+)$/gm)].map(([, name = '', value = '']) => [name, value]))
  const stages = new Set([...dockerfile.matchAll(/ AS (\S+)$/gm)].map(([, name]) => name))
  for (const [, from = ''] of dockerfile.matchAll(/^FROM (\S+)/gm)) {
    const image = from.replace(/\$\{(\w+)\}/g, (_, name: string) => values.get(name) ?? '')
    if (stages.has(image) || (await run('docker', ['image', 'inspect', image])).code === 0) continue
    await must('docker', ['tag', /\/uv:/.test(image) ? 'ghcr.io/astral-sh/uv:0.12.5' : 'python:3.13-slim-trixie', image])
    tagged.push(image)
  }
}
