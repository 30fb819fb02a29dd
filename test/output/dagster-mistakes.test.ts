import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import type { Given } from '../../src/ask/answers.ts'
import { decide } from '../../src/ask/decide.ts'
import { nothingGiven } from '../../src/ask/given.ts'
import { detect } from '../../src/detect/index.ts'
import { openProject } from '../../src/detect/project.ts'
import { plan } from '../../src/plan/index.ts'
import { render } from '../../src/render/index.ts'
import type { Compose } from './generated.ts'

// What published set-ups of Dagster get wrong, one test a mistake: it must not be in what we write.

const code = ['sales', 'weather']
const servers = ['webserver', 'daemon']
let files: ReadonlyMap<string, string>
let docker: ReadonlyMap<string, string>

beforeAll(async () => {
  files = await written({})
  docker = await written({ units: { sales: { launcher: 'docker' } } })
})

async function written(given: Partial<Given>): Promise<ReadonlyMap<string, string>> {
  const dir = mkdtempSync(join(tmpdir(), 'dockerize-output-'))
  try {
    cpSync('examples/dagster', dir, { recursive: true })
    const lock = 'version = 1\nrevision = 3\nrequires-python = ">=3.12"\n\n[[package]]\nname = "dagster"\nversion = "1.12.3"\n'
    for (const name of code) writeFileSync(join(dir, name, 'uv.lock'), lock)
    const facts = await detect(await openProject(dir))
    const { answers } = decide(facts, { ...nothingGiven(), project: 'pipelines', ...given })
    const all = await render(plan(facts, answers, new Set()), facts, answers, { overrides: new Map(), fresh: { uid: 1000, random: () => 'a-random-value' } })
    return new Map(all.map((file) => [file.path, file.text]))
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

const text = (path: string, of = files): string => of.get(path) ?? ''
const compose = (path = 'compose.yaml', of = files): Compose => parse(text(path, of), { merge: true, logLevel: 'silent' }) as Compose
const service = (name: string, of = files) => compose('compose.yaml', of).services[name] ?? {}
const instance = (of = files) => parse(text('dagster/dagster.yaml', of)) as Record<string, { class?: string; config?: Record<string, unknown> }>

describe('what comes before', () => {
  it('ends: an init service that failed is not started again, and holds nothing up for ever', () => {
    expect(service('dagster-migrate').restart).toBe('no')
    for (const name of servers) expect(service(name).depends_on).toMatchObject({ 'dagster-migrate': { condition: 'service_completed_successfully' } })
  })

  it('is waited for by each server: no dependency is lost in a merge', () => {
    const waits = ['postgres', 'dagster-migrate', ...code]
    for (const name of servers) expect(Object.keys(service(name).depends_on ?? {}).sort()).toEqual(waits.sort())
    for (const name of [...code, 'dagster-migrate']) expect(service(name).depends_on).toMatchObject({ postgres: { condition: 'service_healthy' } })
  })
})

describe('the environment', () => {
  it('is from anchors that are defined', () => {
    for (const path of ['compose.yaml', 'compose.dev.yaml', 'compose.prod.yaml'])
      for (const [, name] of text(path).matchAll(/<<: \*([\w-]+)|: \*([\w-]+)/g)) if (name) expect(text(path)).toContain(`&${name}`)
  })

  it('tells every process where the history is, those with the code too: runs execute in them', () => {
    const values = service('webserver').environment
    for (const name of [...code, ...servers, 'dagster-migrate']) {
      const own = service(name).environment ?? {}
      for (const part of ['HOST', 'USER', 'PASSWORD', 'DB']) expect(own[`DAGSTER_POSTGRES_${part}`], name).toBe(values?.[`DAGSTER_POSTGRES_${part}`])
    }
    expect(values?.['DAGSTER_POSTGRES_HOST']).toBe('postgres')
  })

  it('has no database of the code in it: the history is in one of its own', () => {
    expect(service('sales').environment).not.toHaveProperty('DATABASE_URL')
    expect(service('sales').environment?.['DAGSTER_POSTGRES_DB']).not.toBe(service('postgres').environment?.['POSTGRES_DB'])
  })
})

describe('servers', () => {
  it('are commands, which a launcher can replace, and no entrypoints', () => {
    for (const name of [...code, ...servers]) expect(service(name).entrypoint, name).toBeUndefined()
    for (const path of ['sales/Dockerfile', 'weather/Dockerfile', 'dagster/Dockerfile']) expect(text(path)).not.toMatch(/^ENTRYPOINT/m)
    expect(text('sales/Dockerfile')).toContain('CMD ["dagster", "code-server", "start"')
  })

  it('are started where workspace.yaml is', () => {
    const dockerfile = text('dagster/Dockerfile')
    const home = /DAGSTER_HOME=(\S+)/.exec(dockerfile)?.[1]
    expect(home).toBe('/opt/dagster/dagster_home')
    expect(dockerfile).toMatch(/WORKDIR \$DAGSTER_HOME\nCOPY .*dagster\/workspace\.yaml \.\//)
    for (const name of servers) expect(service(name).command?.slice(-2)).toEqual(['--workspace', 'workspace.yaml'])
  })

  it('have their settings in the image: a file that is missing on the host would become a folder', () => {
    expect(text('dagster/Dockerfile')).toMatch(/^COPY dagster\/dagster\.yaml/m)
    for (const path of ['compose.yaml', 'compose.dev.yaml', 'compose.prod.yaml'])
      for (const one of Object.values(compose(path).services)) for (const volume of one?.volumes ?? []) expect(volume).not.toMatch(/\.ya?ml/)
  })

  it('are asked whether they serve with what the images have', () => {
    for (const name of code) expect(service(name).healthcheck?.test).toEqual(['CMD', 'dagster', 'api', 'grpc-health-check', '--port', '4000'])
    expect(service('webserver').healthcheck?.test?.join(' ')).toMatch(/^CMD python .*\/server_info/)
    expect(service('daemon').healthcheck?.test?.join(' ')).toMatch(/^CMD python .*'liveness-check'/)
    for (const name of [...code, ...servers]) expect(service(name).healthcheck?.start_period, name).toBe('30s')
  })

  it('hold no code but their own', () => {
    expect(text('dagster/Dockerfile')).not.toMatch(/sales|weather/)
    expect(service('webserver').build?.context).toBe('.')
    expect(text('dagster/Dockerfile.dockerignore')).toMatch(/^\*$/m)
  })

  it('are of one version of Dagster, libraries by their own numbers', () => {
    expect(text('dagster/Dockerfile')).toContain('dagster==1.12.3 dagster-webserver==1.12.3 dagster-postgres==0.28.3')
    for (const name of code) expect(text(`${name}/Dockerfile`)).toContain('dagster-postgres==0.28.3')
  })

  it('are reached from this machine alone, the code from nowhere', () => {
    expect(service('webserver').ports).toEqual(['127.0.0.1:${WEBSERVER_PORT:-3000}:3000'])
    for (const name of ['daemon', ...code]) expect(service(name).ports, name).toBeUndefined()
  })

  it('are one each, in production too', () => {
    for (const name of [...code, ...servers]) expect(compose('compose.prod.yaml').services[name]?.deploy?.replicas, name).toBeUndefined()
  })
})

describe('runs', () => {
  it('wait in a queue, and are kept where several processes can write', () => {
    expect(instance()['run_coordinator']?.class).toBe('QueuedRunCoordinator')
    expect(Object.keys(instance()['storage'] ?? {})).toEqual(['postgres'])
    expect(instance()['telemetry']).toEqual({ enabled: false })
  })

  it('are launched without the socket, unless somebody asks for it', () => {
    expect(instance()['run_launcher']?.class).toBe('DefaultRunLauncher')
    for (const text of files.values()) expect(text).not.toContain('docker.sock:')
  })

  it('in containers of their own: the socket for both servers, names that the engine knows, the image of the code', () => {
    const { networks, volumes } = compose('compose.yaml', docker) as Compose & Record<'networks' | 'volumes', Record<string, { name?: string } | null>>
    expect(networks).toMatchObject({ front: { name: 'pipelines-front' }, back: { name: 'pipelines-back' } })
    expect(volumes).toMatchObject({ 'dagster-storage': { name: 'pipelines-dagster-storage' } })
    expect(instance(docker)['run_launcher']).toMatchObject({ class: 'DockerRunLauncher', config: { networks: ['pipelines-front', 'pipelines-back'] } })
    for (const name of servers) expect(service(name, docker).volumes).toContain('/var/run/docker.sock:/var/run/docker.sock')
    for (const name of code) {
      expect(service(name, docker).volumes?.join()).not.toContain('docker.sock')
      expect(service(name, docker).environment?.['DAGSTER_CURRENT_IMAGE']).toBe(`pipelines-${name}:local`)
      expect(service(name, docker).image).toBe(`pipelines-${name}:local`)
    }
    expect(text('dagster/Dockerfile', docker)).toContain('dagster-docker==0.28.3')
  })

  it('say loudly what the socket is', () => {
    expect(text('DOCKER.md', docker)).toMatch(/Docker socket.*root/s)
    expect(text('DOCKER.md')).not.toMatch(/Docker socket/)
  })

  it('are not kept in SQLite, which one process has', async () => {
    await expect(written({ without: ['postgres'] })).rejects.toThrow(/SQLite/)
  })
})
