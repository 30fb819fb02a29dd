import { beforeAll, describe, expect, it } from 'vitest'
import { forExample, forFlatProject, type Compose, type ComposeService, type Output } from './generated.ts'

// What published compose files get wrong, one test a mistake: it must not be in what we write.

const files = ['compose.yaml', 'compose.dev.yaml', 'compose.prod.yaml'] as const
let outputs: Output[]

beforeAll(async () => {
  outputs = [await forExample(), await forFlatProject()]
})

function eachBase(check: (base: Compose, output: Output) => void): void {
  for (const output of outputs) check(output.compose('compose.yaml'), output)
}

function eachService(check: (service: ComposeService, name: string, file: string) => void): void {
  for (const output of outputs)
    for (const file of files) for (const [name, service] of Object.entries(output.compose(file).services)) check(service ?? {}, name, file)
}

const own = (base: Compose): [string, ComposeService][] => Object.entries(base.services).filter(([, service]) => service.build)

describe('the file', () => {
  it('has no version, an obsolete key', () => {
    for (const output of outputs) for (const file of files) expect(output.compose(file).version).toBeUndefined()
  })

  it('lies beside the base it changes: paths are read from the first file’s folder', () => {
    for (const output of outputs)
      expect(output.paths.filter((path) => /compose.*\.ya?ml$/.test(path) && !path.startsWith('.devcontainer/'))).toEqual([...files])
  })

  it('defines each anchor before it is used', () => {
    for (const output of outputs) {
      for (const file of files) {
        const text = output.text(file)
        for (const [, name] of text.matchAll(/(?<![\w&])\*([a-z][\w-]*)/g)) {
          const [defined, used] = [text.indexOf(`&${name}`), text.search(new RegExp(`\\*${name}\\b`))]
          if (defined >= 0 || file !== 'compose.yaml') expect(defined, `${file}: ${name}`).toBeGreaterThanOrEqual(0)
          expect(defined).toBeLessThan(used)
        }
      }
    }
  })
})

describe('profiles', () => {
  it('of a service are a subset of those of each dependency, so that each profile and mix is whole', () =>
    eachBase((base) => {
      for (const [name, service] of Object.entries(base.services)) {
        for (const [dependency, { required }] of Object.entries(service.depends_on ?? {})) {
          expect(base.services[dependency]?.profiles ?? service.profiles, `${name} → ${dependency}`).toEqual(expect.arrayContaining(service.profiles ?? []))
          expect(required, 'a dependency that may be missing is one that is skipped').not.toBe(false)
        }
      }
    }))

  it('infra and full both hold the databases', () =>
    eachBase((base) => expect(base.services['postgres']?.profiles).toEqual(expect.arrayContaining(['full', 'infra', 'init']))))
})

describe('init services', () => {
  it('end: they are not restarted, neither for ever nor on failure', () =>
    eachBase((base) => {
      expect(base.services['migrate']?.restart).toBe('no')
      expect(base.services['api']?.depends_on?.['migrate']).toEqual({ condition: 'service_completed_successfully' })
    }))

  it('migrate the database; nobody is told to do it by hand in a running container', () => {
    for (const output of outputs) {
      expect(output.compose('compose.yaml').services['migrate']?.command).toEqual(['alembic', 'upgrade', 'head'])
      expect(output.all).not.toMatch(/exec (-T )?api alembic upgrade/)
    }
  })
})

describe('what services share', () => {
  it('is still there where a service has its own: merging is shallow', () =>
    eachBase((base) => {
      expect(Object.keys(base.services['api']?.depends_on ?? {})).toEqual(expect.arrayContaining(['postgres', 'migrate']))
      for (const [name, service] of Object.entries(base.services)) {
        expect(service.logging, name).toBeDefined()
        expect(service.deploy?.resources?.limits?.memory, name).toBeDefined()
      }
      for (const [name, service] of own(base)) expect(service.environment?.['DATABASE_URL'], name).toBeDefined()
    }))

  it('is what each uses, not all of .env: a database has none of the app’s variables', () =>
    eachBase((base) => expect(Object.keys(base.services['postgres']?.environment ?? {}).filter((name) => !name.startsWith('POSTGRES_'))).toEqual([])))
})

describe('waiting', () => {
  it('is in the long form, for health only where there is a check', () =>
    eachBase((base) => {
      for (const [name, service] of Object.entries(base.services)) {
        expect(Array.isArray(service.depends_on)).toBe(false)
        for (const [dependency, { condition }] of Object.entries(service.depends_on ?? {})) {
          if (condition === 'service_healthy') expect(base.services[dependency]?.healthcheck?.test, `${name} → ${dependency}`).toBeDefined()
        }
      }
    }))

  it('asks postgres over TCP, with the container’s own variables', () =>
    eachBase((base, output) => {
      expect(base.services['postgres']?.healthcheck?.test?.join(' ')).toMatch(/pg_isready -h 127\.0\.0\.1 .*\$\$/)
      expect(output.text('compose.yaml')).not.toMatch(/pg_isready[^\n]*[^$]\$\{/)
    }))

  it('gives each check a start period and a start interval', () =>
    eachBase((base) => {
      for (const [name, { healthcheck }] of Object.entries(base.services)) {
        if (!healthcheck?.test) continue
        expect(healthcheck.start_period, name).toMatch(/^\d+s$/)
        expect(healthcheck.start_interval, name).toMatch(/^\d+m?s$/)
      }
      expect(base.services['api']?.healthcheck?.start_period).toBe('10s')
    }))
})

describe('values', () => {
  it('from a file that may be missing say so', () =>
    eachService((service, name) => {
      for (const entry of service.env_file ?? []) expect(entry, name).toMatchObject({ required: false })
    }))

  it('hold no password: each comes from a variable that must be set', () => {
    for (const output of outputs) {
      expect(output.text('compose.yaml')).toMatch(/POSTGRES_PASSWORD: "?\$\{POSTGRES_PASSWORD:\?/)
      expect(output.all).not.toMatch(/PASSWORD: ?(secret|password|postgres|localdev|changeme)\b/i)
      expect(output.text('.env.example')).toMatch(/^POSTGRES_PASSWORD=$/m)
    }
  })

  it('build the URL for the driver in use', () => {
    expect(outputs[0]?.compose('compose.yaml').services['api']?.environment?.['DATABASE_URL']).toMatch(/^postgresql\+asyncpg:\/\//)
    expect(outputs[1]?.compose('compose.yaml').services['api']?.environment?.['DATABASE_URL']).toMatch(/^postgresql(\+psycopg2)?:\/\//)
  })
})

describe('commands', () => {
  it('are lists: of a string everything from && on is dropped', () =>
    eachService((service, name) => {
      for (const command of [service.command, service.entrypoint])
        if (command !== undefined && command !== null) expect(Array.isArray(command), name).toBe(true)
      if (service.command?.[0] !== 'sh') expect(service.command?.some((word) => word === '&&') ?? false).toBe(false)
    }))
})

describe('ports', () => {
  it('are on this machine’s own address; databases have none in the base', () =>
    eachService((service, name, file) => {
      for (const port of service.ports ?? []) expect(port, `${file} ${name}`).toMatch(/^127\.0\.0\.1:/)
      if (file === 'compose.yaml' && name !== 'api') expect(service.ports).toBeUndefined()
    }))
})

describe('volumes', () => {
  it('are where the image keeps its data from 18 on', () =>
    eachBase((base) => expect(base.services['postgres']?.volumes).toEqual(['postgres-data:/var/lib/postgresql'])))

  it('never hide the environment: none is anonymous, none is the whole project on /app', () =>
    eachService((service, name) => {
      for (const volume of service.volumes ?? []) {
        expect(volume.split(':').length, `${name}: ${volume} is anonymous`).toBeGreaterThan(1)
        expect(volume, name).not.toMatch(/^\.\/?:\/app\b|:\/opt\/venv|:(cached|delegated)/)
      }
    }))
})

describe('limits', () => {
  it('fit a small machine, and are variables', () =>
    eachBase((base) => {
      for (const [name, service] of Object.entries(base.services)) {
        const { cpus, memory, pids } = service.deploy?.resources?.limits ?? {}
        expect(Number(/:-([\d.]+)/.exec(cpus ?? '')?.[1]), name).toBeLessThanOrEqual(1)
        expect(memory, name).toMatch(/^\$\{\w+_MEMORY:-\d+M\}$/)
        expect(Number(/:-(\d+)/.exec(String(pids))?.[1]), name).toBeGreaterThan(0)
      }
    }))
})

describe('networks', () => {
  it('that are declared are attached, and an app that publishes a port has a way out', () =>
    eachBase((base, output) => {
      const attached = new Set(Object.values(base.services).flatMap((service) => service.networks ?? []))
      expect(Object.keys(base.networks ?? {}).filter((name) => !attached.has(name))).toEqual([])
      const internal = Object.entries(output.compose('compose.prod.yaml').networks ?? {}).flatMap(([name, network]) => (network?.internal ? [name] : []))
      expect(base.services['api']?.networks?.some((name) => !internal.includes(name))).toBe(true)
      expect(internal).toEqual(expect.arrayContaining(base.services['postgres']?.networks ?? []))
    }))
})

describe('development', () => {
  it('reloads: its own target, whose command does, with the source mounted', () => {
    for (const output of outputs) {
      const api = output.compose('compose.dev.yaml').services['api']
      expect(api?.build?.target).toBe('development')
      expect(output.stage('development').lines.find((line) => line.startsWith('CMD'))).toContain('--reload')
      expect(api?.volumes?.length).toBeGreaterThan(0)
      expect(api?.user).toMatch(/^\$\{APP_UID:-\d+\}:0$/)
      expect(output.stage('runtime').lines.join('\n')).not.toContain('--reload')
    }
  })
})

describe('production', () => {
  const eachProd = (check: (prod: Compose, output: Output) => void): void => outputs.forEach((output) => check(output.compose('compose.prod.yaml'), output))

  it('names a release, which must be given', () => eachProd((prod) => expect(prod.services['api']?.image).toMatch(/:\$\{VERSION:\?[^}]+\}$/)))

  it('is read-only with a place for temporary files', () =>
    eachProd((prod) => {
      for (const [name, service] of Object.entries(prod.services)) {
        expect(service.read_only, name).toBe(true)
        expect(service.tmpfs?.length, name).toBeGreaterThan(0)
      }
      expect(prod.services['api']?.tmpfs).toContain('/tmp')
    }))

  it('drops capabilities and forbids new privileges, in keys and not in comments', () =>
    eachProd((prod, output) => {
      for (const [name, service] of Object.entries(prod.services)) {
        expect(service.cap_drop, name).toEqual(['ALL'])
        expect([...(output.compose('compose.yaml').services[name]?.security_opt ?? []), ...(service.security_opt ?? [])], name).toContain(
          'no-new-privileges:true',
        )
      }
    }))

  it('has replicas that do not fight for a port or a name', () =>
    eachProd((prod, output) => {
      expect(prod.services['api']?.deploy?.replicas).toBeDefined()
      expect(output.text('compose.prod.yaml')).toMatch(/ports: !reset \[\]/)
      eachService((service) => expect(service.container_name).toBeUndefined())
    }))

  it('has secrets that work without a cluster: from files, none external', () =>
    eachProd((prod) => {
      for (const secret of Object.values(prod.secrets ?? {})) {
        expect(secret.external).toBeUndefined()
        expect(secret.file ?? secret.environment).toBeDefined()
      }
      expect(Object.keys(prod.secrets ?? {}).length).toBeGreaterThan(0)
    }))

  it('asks docker for no owner or mode of a secret file, which it would ignore', () =>
    eachProd((prod) => {
      for (const service of Object.values(prod.services)) for (const secret of service.secrets ?? []) expect(typeof secret).toBe('string')
    }))

  it('has no second copy of the password: the URL is filled from the file', () =>
    eachProd((prod, output) => {
      for (const [name, service] of Object.entries(prod.services)) {
        for (const value of Object.values(service.environment ?? {})) expect(value ?? '', name).not.toContain('POSTGRES_PASSWORD:')
      }
      expect(prod.services['postgres']?.environment?.['POSTGRES_PASSWORD_FILE']).toBe('/run/secrets/postgres_password')
      expect(output.text('compose.prod.yaml')).toMatch(/POSTGRES_PASSWORD: !reset/)
    }))

  it('mounts no source and no socket, and is not privileged', () =>
    eachProd((prod) => {
      for (const service of Object.values(prod.services)) {
        expect((service.volumes ?? []).filter((volume) => volume.startsWith('.') || volume.includes('docker.sock'))).toEqual([])
        expect(service.privileged).toBeUndefined()
      }
    }))
})
