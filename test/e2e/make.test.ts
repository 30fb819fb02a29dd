import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { eachStack } from './provided.ts'
import { must, run } from './shell.ts'
import { clear, edited, make, sql, without, type StackSetUp } from './stack.ts'
import { ask } from './visit.ts'

function targetsOf(stack: StackSetUp): string[] {
  const text = readFileSync(join(stack.dir, 'Makefile'), 'utf8')
  return [...text.matchAll(/^([a-z][a-z-]*):(?!=)/gm)].map((match) => match[1] ?? '').filter((name, at, all) => all.indexOf(name) === at)
}

const running = (stack: StackSetUp) => must('docker', ['ps', '-q', '--filter', `label=com.docker.compose.project=${stack.project}`])
const volumes = (stack: StackSetUp) => must('docker', ['volume', 'ls', '-q', '--filter', `label=com.docker.compose.project=${stack.project}`])

eachStack('make', (stack) => {
  beforeAll(() => clear(stack))

  it('help lists every target, and each can be planned', async () => {
    const targets = targetsOf(stack)
    expect(targets).toEqual(
      expect.arrayContaining([
        'help',
        'up',
        'down',
        'build',
        'reset',
        'logs',
        'ps',
        'shell',
        'test',
        'lint',
        'config',
        'env',
        'dev',
        'prod',
        'size',
        'scan',
        'stats',
        'doctor',
        'clean',
        ...(stack.database ? ['infra', 'infra-down', 'init', 'migrate'] : []),
      ]),
    )
    const help = await make(stack, ['help'])
    expect(help).toMatchObject({ code: 0 })
    for (const target of targets) {
      expect(help.out, target).toMatch(new RegExp(`(^|\\s)${target}(\\s|$)`, 'm'))
      const plan = await make(stack, ['-n', target], { env: { VERSION: '1.0.0' } })
      expect(plan, `make -n ${target}: ${plan.err}`).toMatchObject({ code: 0 })
    }
  })

  it('up makes a lost .env again and starts; ps, logs, config, size, doctor look at it', async () => {
    await without(stack, '.env', async () => {
      const up = await make(stack, ['up'], { seconds: 300 })
      expect(up, up.err + up.out).toMatchObject({ code: 0 })
      if (stack.database) expect(readFileSync(join(stack.dir, '.env'), 'utf8')).toMatch(/^POSTGRES_PASSWORD=.{16,}$/m)
      expect(await ask(`${stack.url}${stack.health}`)).toMatchObject({ status: 200 })
      for (const target of ['ps', 'logs', 'config', 'size', 'stats', 'doctor']) {
        const ended = await make(stack, [target])
        expect(ended, `make ${target}: ${ended.err}${ended.out}`).toMatchObject({ code: 0 })
        expect(ended.out.length, target).toBeGreaterThan(0)
      }
    })
  })

  if (stack.database) {
    it('env will not lock a database out that has data', async () => {
      await without(stack, '.env', async () => {
        const refused = await make(stack, ['env'])
        expect(refused.code).not.toBe(0)
        expect(refused.err).toContain(`${stack.project}_postgres-data`)
        expect(existsSync(join(stack.dir, '.env'))).toBe(false)
      })
    })

    it('infra-down refuses while the app runs', async () => {
      const refused = await make(stack, ['infra-down'])
      expect(refused.code).not.toBe(0)
      expect(refused.err).toContain('make down')
      expect(await running(stack)).not.toBe('')
    })
  }

  it('down takes it all, without .env too', async () => {
    await without(stack, '.env', async () => expect(await make(stack, ['down'])).toMatchObject({ code: 0 }))
    expect(await running(stack)).toBe('')
    if (stack.database) expect(await volumes(stack)).not.toBe('')
    // The database was made with the password of the .env that was lost.
    await clear(stack)
  })

  it('env appends what .env lacks and leaves the lines that are there', async () => {
    const env = join(stack.dir, '.env')
    const before = readFileSync(env, 'utf8')
    const line = `${stack.variable.name}=${stack.variable.value}\n`
    const lacking = before.replace(line, '')
    expect(lacking).not.toBe(before)
    writeFileSync(env, lacking)
    expect(await make(stack, ['env'])).toMatchObject({ code: 0 })
    expect(readFileSync(env, 'utf8')).toBe(lacking + line)
    expect(await make(stack, ['env'])).toMatchObject({ code: 0 })
    expect(readFileSync(env, 'utf8')).toBe(lacking + line)
  })

  if (stack.database) {
    it('infra, init and infra-down run what the app needs without the app', async () => {
      expect(await make(stack, ['infra'])).toMatchObject({ code: 0 })
      const init = await make(stack, ['init'])
      expect(init, init.err).toMatchObject({ code: 0 })
      expect(await sql(stack, stack.database?.applied ?? '')).toBe('1')
      expect((await ask(`${stack.url}${stack.health}`)).status).toBe(0)
      const down = await make(stack, ['infra-down'])
      expect(down, down.err).toMatchObject({ code: 0 })
      expect(await running(stack)).toBe('')
    })
  }

  it('test runs the project’s tests in the container, and ends as they do', async () => {
    const passed = await make(stack, ['test'], { seconds: 300 })
    expect(passed, passed.err + passed.out).toMatchObject({ code: 0 })
    expect(passed.out + passed.err).toMatch(/\b[1-9]\d* passed/)
    expect(passed.out + passed.err).not.toMatch(/\d+ skipped/)
    const { file, from, to } = stack.edit
    await edited(
      stack,
      file,
      (text) => text.replace(from, to),
      async () => {
        const failed = await make(stack, ['test'], { seconds: 300 })
        expect(failed.code).not.toBe(0)
        expect(failed.out + failed.err).toMatch(/\b[1-9]\d* failed/)
      },
    )
    expect(await running(stack)).toBe('')
  })

  it('lint passes, and scan without a scanner says what to install', async () => {
    const lint = await make(stack, ['lint'])
    expect(lint, lint.err + lint.out).toMatchObject({ code: 0 })
    // Where this machine has one, scanning would download its lists.
    const scanners = await run('sh', ['-c', 'command -v trivy || command -v grype'])
    if (scanners.code === 0) return
    const scan = await make(stack, ['scan'])
    expect(scan.code).not.toBe(0)
    expect(scan.err).toMatch(/install trivy/)
  })

  it('clean leaves data, and what belongs to others', async () => {
    const foreign = `other-${stack.project}`
    await must('docker', ['volume', 'create', foreign])
    try {
      const before = await volumes(stack)
      expect(await make(stack, ['clean'])).toMatchObject({ code: 0 })
      expect(await volumes(stack)).toBe(before)
      expect(await must('docker', ['volume', 'ls', '-q', '--filter', `name=${foreign}`])).toBe(foreign)
      expect((await run('docker', ['image', 'inspect', 'python:3.13-slim-trixie'])).code).toBe(0)
      expect(await must('docker', ['images', '-q', '--filter', `reference=${stack.project}-*`])).toBe('')
    } finally {
      await run('docker', ['volume', 'rm', foreign])
    }
  })

  if (stack.database) {
    it('reset deletes data only after a yes', async () => {
      expect(await volumes(stack)).not.toBe('')
      const refused = await make(stack, ['reset'])
      expect(refused.code).not.toBe(0)
      expect(await volumes(stack)).not.toBe('')
      expect(await make(stack, ['reset'], { env: { CONFIRM: '1' } })).toMatchObject({ code: 0 })
      expect(await volumes(stack)).toBe('')
    })
  }
})
