import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, inject, it } from 'vitest'
import { eachStack } from './provided.ts'
import { must, run } from './shell.ts'
import { compose, mustCompose, own, type RunReport } from './stack.ts'

const cli = join(inject('installed').prefix, 'node_modules/create-dockerize/dist/cli.js')

eachStack('what is written', (stack) => {
  it('is the whole set, all of it new', () => {
    const created = stack.generated.report.files.filter((file) => file.action === 'create').map((file) => file.path)
    expect(created).toEqual(
      expect.arrayContaining([
        '.dockerignore',
        '.env',
        '.env.example',
        'DOCKER.md',
        'Dockerfile',
        'Makefile',
        'compose.dev.yaml',
        'compose.prod.yaml',
        'compose.yaml',
        '.devcontainer/devcontainer.json',
        '.dockerize/answers.yaml',
        '.dockerize/last-render.json',
      ]),
    )
    for (const path of created) expect(existsSync(join(stack.dir, path)), path).toBe(true)
  })

  it('was validated, by itself and by docker', () => {
    expect(stack.generated.err).not.toMatch(/\(node:\d+\)/)
    expect(stack.generated.report.validation.filter((one) => one.ok !== true)).toEqual([])
    const names = stack.generated.report.validation.map((one) => one.check).join('\n')
    expect(names).toMatch(/compose config/)
    expect(names).toMatch(/build --check/)
    expect(stack.generated.code).toBe(0)
  })

  it('keeps .env to the person: mode 600, ignored by git, named in no other file', async () => {
    expect(statSync(join(stack.dir, '.env')).mode & 0o777).toBe(0o600)
    expect((await run('git', ['check-ignore', '.env'], own(stack))).code).toBe(0)
    expect(readFileSync(join(stack.dir, '.dockerize/last-render.json'), 'utf8')).not.toContain('".env"')
  })

  it('is not written again by a second run', async () => {
    const before = await must('sh', ['-c', 'find . -path ./.git -prune -o -type f -printf "%p %T@ %s\\n" | sort'], { cwd: stack.dir })
    const again = await run(process.execPath, [cli, '--yes', '--json', '--no-validate'], own(stack, { CI: '' }))
    expect(again.err + again.out).not.toContain('conflict')
    expect(again.code).toBe(0)
    const actions = new Set((JSON.parse(again.out) as RunReport).files.map((file) => file.action))
    expect([...actions].filter((action) => action !== 'identical' && action !== 'kept')).toEqual([])
    expect(await must('sh', ['-c', 'find . -path ./.git -prune -o -type f -printf "%p %T@ %s\\n" | sort'], { cwd: stack.dir })).toBe(before)
  })

  it('is a whole project in every profile and mix', async () => {
    const profiles = (await mustCompose(stack, ['config', '--profiles'])).split('\n').filter(Boolean)
    expect(profiles).toEqual(expect.arrayContaining(stack.database ? ['full', 'infra', 'init'] : ['test']))
    const mixes = [...profiles.map((one) => [one]), ...profiles.flatMap((one, at) => profiles.slice(at + 1).map((other) => [one, other]))]
    for (const overlay of ['plain', 'dev', 'prod'] as const) {
      for (const mix of mixes) {
        const args = [...mix.flatMap((one) => ['--profile', one]), 'config', '--services']
        const config = await compose(stack, args, { with: overlay, env: { VERSION: '1.0.0' } })
        expect(config, `${overlay} ${mix.join('+')}`).toMatchObject({ code: 0, err: '' })
        expect(config.out.split('\n').filter(Boolean).length, `${overlay} ${mix.join('+')}`).toBeGreaterThan(0)
      }
    }
    if (!stack.database) return
    const services = async (...args: string[]) => (await mustCompose(stack, [...args, 'config', '--services'])).split('\n').filter(Boolean).sort()
    expect(await services()).toEqual(await services('--profile', 'full'))
    expect(await services('--profile', 'infra')).not.toContain(stack.service)
    expect(await services('--profile', 'init')).toContain('migrate')
  })
})
