import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { reached, writeServicesProject } from './services-project.ts'
import { must, run } from './shell.ts'
import { becomes, clear, compose, container, inspect, mustCompose, secretsOf, type StackSetUp } from './stack.ts'

/** Services beside the database and the cache that every other test has: each started, reached, hardened and halted for real. */
const kinds = ['mariadb', 'valkey', 'memcached', 'rabbitmq', 'nats'] as const
const missing = inject('withoutEngine')
const prod = { with: 'prod', env: { VERSION: '1.0.0' } } as const

describe.skipIf(missing !== null)('services', () => {
  const dir = mkdtempSync(join(tmpdir(), 'dockerize-services-'))
  const stack = { dir, project: basename(dir).toLowerCase(), env: { API_PORT: '0' }, person: null, secrets: [] } as unknown as StackSetUp
  const mirror = `mirror.invalid/${stack.project}`

  beforeAll(async () => {
    writeServicesProject(dir)
    await officialWays(mirror)
    const cli = join(inject('installed').prefix, 'node_modules/create-dockerize/dist/cli.js')
    const args = ['--yes', '--no-validate', '--python', '3.13', '--base-registry', mirror, '--with', 'mariadb,valkey']
    await must(process.execPath, [cli, ...args], { cwd: dir, env: { CI: '' } })
    await must('docker', ['build', '--quiet', '--tag', `ghcr.io/owner/${stack.project}-api:1.0.0`, dir], { seconds: 280 })
  })

  afterAll(async () => {
    await clear(stack)
    const images = await must('docker', ['images', '-q', '--filter', `reference=*/*/${stack.project}-*`, '--filter', `reference=${stack.project}-*`])
    const mirrored = await must('docker', ['images', '--format', '{{.Repository}}:{{.Tag}}', '--filter', `reference=${mirror}/*/*`])
    await run('docker', ['rmi', '-f', ...new Set([...images.split('\n'), ...mirrored.split('\n')].filter(Boolean))])
    rmSync(dir, { recursive: true, force: true })
  })

  it('are healthy, and reached by the address that the environment gives', async () => {
    const up = await compose(stack, ['up', '-d', '--wait'], { seconds: 170 })
    expect(up, up.err).toMatchObject({ code: 0 })
    expect((await mustCompose(stack, ['run', '--rm', 'api', 'python', 'reach.py', 'write'])).split('\n')).toEqual(reached)
  })

  it('leave no volume without a name', async () => {
    for (const kind of kinds) {
      const mounts = await inspect<{ Type: string; Name?: string }[]>(await container(stack, kind), '.Mounts')
      expect(
        mounts.filter((one) => one.Type === 'volume' && !one.Name?.startsWith(stack.project)),
        kind,
      ).toEqual([])
    }
  })

  it('are unhealthy when they hang, and healthy again when they do not', { timeout: 300_000 }, async () => {
    const ids = await Promise.all(kinds.map((kind) => container(stack, kind)))
    await must('docker', ['kill', '--signal', 'STOP', ...ids])
    await Promise.all(ids.map((id) => becomes(id, 'unhealthy', 180)))
    await must('docker', ['kill', '--signal', 'CONT', ...ids])
    await Promise.all(ids.map((id) => becomes(id, 'healthy', 90)))
  })

  it('are unhealthy when the answer is an error', async () => {
    const id = await container(stack, 'valkey')
    await must('docker', ['exec', id, 'valkey-cli', 'config', 'set', 'requirepass', 'other'])
    await becomes(id, 'unhealthy', 60)
  })

  describe('in production', () => {
    beforeAll(async () => {
      await mustCompose(stack, ['down'])
      const up = await compose(stack, ['up', '-d', '--wait'], { ...prod, seconds: 200 })
      expect(up, up.err).toMatchObject({ code: 0 })
    })

    it('still have what was written, and are reached with passwords from files', async () => {
      expect((await mustCompose(stack, ['run', '--rm', '--no-deps', 'api', 'python', 'reach.py', 'read'], prod)).split('\n')).toEqual(reached)
    })

    it.each(kinds)('%s cannot write to its root, gain a capability or be reached from outside', async (kind) => {
      const id = await container(stack, kind)
      expect(await inspect<boolean>(id, '.HostConfig.ReadonlyRootfs')).toBe(true)
      expect((await run('docker', ['exec', '-u', '0', id, 'touch', '/x'])).code).not.toBe(0)
      expect(await inspect<string[]>(id, '.HostConfig.CapDrop')).toEqual(['ALL'])
      expect(await inspect<string[]>(id, '.HostConfig.SecurityOpt')).toContain('no-new-privileges:true')
      expect(
        await inspect<Record<string, unknown[] | null>>(id, '.NetworkSettings.Ports').then((ports) => Object.values(ports).flatMap((one) => one ?? [])),
      ).toEqual([])
    })

    it('show no secret', async () => {
      const secrets = secretsOf(stack)
      expect(secrets.length).toBeGreaterThanOrEqual(3)
      for (const kind of [...kinds, 'api']) {
        const shown = await must('docker', ['inspect', await container(stack, kind)])
        for (const secret of secrets) expect(shown.includes(secret), kind).toBe(false)
      }
    })
  })
})

/**
 * Every image under a name of this test's own; where one stands in for the official one and differs in what is tested here, made
 * to do as that does: RabbitMQ reads its first user from the environment itself and
 * is the first process, and Memcached's Alpine has busybox.
 */
async function officialWays(mirror: string): Promise<void> {
  const changes: Record<string, string> = {
    'python:3.13-slim-trixie': '',
    'mariadb:11.8': '',
    'valkey/valkey:9.1-alpine': '',
    'nats:2.14-alpine': '',
    'memcached:1.6-alpine':
      'USER root\nRUN command -v nc || { apt-get update && apt-get install -y busybox && ln -s /bin/busybox /usr/local/bin/nc; }\nUSER memcache\n',
    'rabbitmq:4.3-management-alpine': `USER root
RUN ! grep -q default_pass /usr/local/bin/docker-entrypoint.sh || printf '#!/bin/sh\\nexec "$@"\\n' > /usr/local/bin/docker-entrypoint.sh
RUN chown -R rabbitmq /var/lib/rabbitmq
ENV RUNNING_UNDER_SYSTEMD=true
USER rabbitmq
`,
  }
  for (const [image, change] of Object.entries(changes)) {
    const text = `FROM ${image}\n${change}`
    const name = `${mirror}/${image.includes('/') ? image : `library/${image}`}`
    if (change === '') await must('docker', ['tag', image, name])
    else await must('sh', ['-c', 'printf %s "$1" | docker build --quiet --tag "$2" -', 'sh', text, name], { seconds: 200 })
  }
}
