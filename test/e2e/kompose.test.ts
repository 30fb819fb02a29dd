import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { copyExample } from '../../scripts/example-project.ts'
import { komposeTools } from './kompose-tools.ts'

/**
 * DOCKER.md's own command makes manifests of each example. Each warning of kompose's, and each thing that the manifests have not or have
 * otherwise, is a line there.
 */
interface Service {
  [key: string]: unknown
  restart?: string
  command?: string[] | null
  entrypoint?: string[] | null
  environment?: Record<string, string | null>
  healthcheck?: { test?: string[]; disable?: boolean }
  depends_on?: object
  networks?: Record<string, unknown>
  volumes?: { type: string; source: string; target: string }[]
  secrets?: { source: string; target?: string }[]
  tmpfs?: string[]
  cap_add?: string[]
  cap_drop?: string[]
  read_only?: boolean
  deploy?: { replicas?: number; resources?: { limits?: { memory?: string; cpus?: number } } }
}
interface Container {
  command?: string[]
  args?: string[]
  env?: { name: string; value?: string }[]
  livenessProbe?: { exec?: { command: string[] } }
  readinessProbe?: object
  resources?: { limits?: { memory?: string; cpu?: string } }
  securityContext?: { readOnlyRootFilesystem?: boolean; capabilities?: { add?: string[]; drop?: string[] } }
  volumeMounts?: { name: string; mountPath: string }[]
}
interface Manifest {
  kind: string
  metadata: { name: string }
  spec: { replicas?: number; template?: { spec: Pod }; containers?: Container[] } & Partial<Pod>
}
interface Pod {
  containers: Container[]
  volumes?: { name: string; emptyDir?: object; persistentVolumeClaim?: object; secret?: object }[]
}

/** Compose prints its own text, in which a `$` is two. */
function written(words: readonly string[] | null | undefined): string[] {
  return (words ?? []).map((word) => word.replaceAll('$$', '$'))
}

const scratch = mkdtempSync(join(tmpdir(), 'dockerize-kompose-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))
const cli = join(import.meta.dirname, '../../dist/cli.js')
const tools = komposeTools()
const examples = readdirSync(join(import.meta.dirname, '../../examples'), { withFileTypes: true }).flatMap((one) => (one.isDirectory() ? [one.name] : []))

describe.skipIf('missing' in tools).each(examples)(`%s${'missing' in tools ? `: ${tools.missing}` : ''}`, (example) => {
  const dir = join(scratch, example)
  const env = { ...process.env, ...('path' in tools ? { PATH: tools.path } : {}), VERSION: '1.0.0' }
  let section = ''
  let rows: { lost: string; then: string }[] = []
  let warnings: string[] = []
  let compose: { services: Record<string, Service> } = { services: {} }
  let manifests: Manifest[] = []
  const said = (what: RegExp, name?: string) => rows.some(({ lost }) => what.test(lost) && (name === undefined || lost.includes(`\`${name}\``)))

  beforeAll(() => {
    copyExample(example, dir)
    expect(spawnSync(process.execPath, [cli, '--yes', '--no-validate', '--quiet'], { cwd: dir, encoding: 'utf8' })).toMatchObject({ status: 0 })
    section = /^## Past one machine\n[^]*?(?=^## )/m.exec(readFileSync(join(dir, 'DOCKER.md'), 'utf8'))?.[0] ?? ''
    rows = [...section.matchAll(/^\| (.*) \| (.*) \|$/gm)].slice(2).map(([, lost = '', then = '']) => ({ lost, then }))
    const command = /```sh\n([^]*?)```/.exec(section)?.[1] ?? ''
    const run = spawnSync('bash', ['-e'], { cwd: dir, env, input: command, encoding: 'utf8' })
    expect(run.status, run.stderr).toBe(0)
    warnings = [...run.stderr.matchAll(/WARN\S*\s+(.*?)\s*$/gm)].map(([, text = '']) => text)
    const files = command.match(/(?<=convert )-f .*?(?= --secrets-as-files| -o )/)?.[0].split(' ') ?? []
    const options = files.filter((one, at) => one !== '--profile' && files[at - 1] !== '--profile')
    const profile = files.includes('--profile') ? ['--profile', files[files.indexOf('--profile') + 1]!] : []
    const model = spawnSync('docker', ['compose', ...options, ...profile, 'config', '--format', 'json'], { cwd: dir, env, encoding: 'utf8' })
    expect(model.status, model.stderr).toBe(0)
    compose = JSON.parse(model.stdout) as typeof compose
    manifests = readdirSync(join(dir, 'kubernetes')).map((file) => parse(readFileSync(join(dir, 'kubernetes', file), 'utf8')) as Manifest)
  })

  it('is accepted by the schemas of Kubernetes', () => {
    const files = readdirSync(join(dir, 'kubernetes')).map((file) => join(dir, 'kubernetes', file))
    const run = spawnSync('kubernetes-validate', ['--strict', ...files], { env, encoding: 'utf8' })
    expect(run.status, run.stdout + run.stderr).toBe(0)
    expect(files.length).toBeGreaterThan(Object.keys(compose.services).length)
  })

  it('has each warning in DOCKER.md', () => {
    expect(warnings.length).toBeGreaterThan(0)
    const unsaid = warnings.filter((text) => {
      const service = /^Service "(.*)" won't be created/.exec(text)?.[1]
      if (service !== undefined) return !said(/^(the|a) Service |a Pod that runs once/, service)
      if (text.startsWith("Restart policy 'unless-stopped'")) return !said(/restart: unless-stopped/)
      const path = /stat :?(\/\S+): no such file/.exec(text)?.[1]
      const volume = Object.values(compose.services)
        .flatMap((one) => one.volumes ?? [])
        .find((one) => one.type === 'volume' && one.target === path)
      return !volume || !said(/the size of/, volume.source)
    })
    expect(unsaid).toEqual([])
  })

  it('has what is lost in DOCKER.md, and all else in the manifests', () => {
    const unsaid: string[] = []
    const lost = (name: string, what: RegExp) => said(what, name) || unsaid.push(`${name}: ${what.source}`)
    for (const [name, service] of Object.entries(compose.services)) {
      const workload = manifests.find((one) => one.metadata.name === name && (one.kind === 'Deployment' || one.kind === 'Pod'))
      const pod = workload?.spec.template?.spec ?? (workload?.spec as Pod | undefined)
      const container = pod?.containers[0]
      expect(container, name).toBeDefined()
      if (!workload || !pod || !container) continue
      if (workload.kind === 'Pod') lost(name, /a Pod that runs once/)
      else expect(workload.spec.replicas).toBe(service.deploy?.replicas ?? 1)
      expect(container.command ?? []).toEqual(written(service.entrypoint))
      if (written(service.command).some((word) => word.includes('$'))) lost(name, /in the command of/)
      else expect(container.args ?? []).toEqual(written(service.command))
      const secretName = (text: string) => text.replace(/[-_]/g, '-')
      const plain = Object.entries(service.environment ?? {}).flatMap(([key, value]) =>
        value === null ? [] : [[key, secretName(value.replaceAll('$$', '$'))]],
      )
      expect(Object.fromEntries((container.env ?? []).map((one) => [one.name, secretName(one.value ?? '')]))).toEqual(Object.fromEntries(plain))
      const test = service.healthcheck?.disable ? [] : (service.healthcheck?.test ?? [])
      if (test.length > 0) expect(container.livenessProbe?.exec?.command).toEqual(written(test.slice(1)))
      if (test[0] === 'CMD-SHELL') lost(name, /taken for the name of a program/)
      if (test.length > 0 && !container.readinessProbe && workload.kind === 'Deployment') lost(name, /livenessProbe/)
      const { limits } = service.deploy?.resources ?? {}
      expect(container.resources?.limits?.memory).toBe(limits?.memory)
      expect(container.resources?.limits?.cpu).toBeDefined()
      expect(container.securityContext?.readOnlyRootFilesystem).toBe(service.read_only)
      expect(container.securityContext?.capabilities).toEqual({
        ...(service.cap_add ? { add: service.cap_add } : {}),
        ...(service.cap_drop ? { drop: service.cap_drop } : {}),
      })
      const mounted = (path: string) => pod.volumes?.find((one) => one.name === container.volumeMounts?.find(({ mountPath }) => mountPath === path)?.name)
      for (const one of service.tmpfs ?? []) expect(mounted(one.split(':')[0] ?? '')?.emptyDir, `${name} ${one}`).toBeDefined()
      for (const one of service.secrets ?? [])
        expect(mounted(one.target?.startsWith('/') ? one.target : `/run/secrets/${one.source}`)?.secret, one.source).toBeDefined()
      for (const { type, source, target } of service.volumes ?? []) {
        if (type === 'volume') expect(mounted(target)?.persistentVolumeClaim, `${name} ${target}`).toBeDefined()
        if (type === 'volume') lost(source, /the size of/)
        if (type === 'bind') lost(name, /files of this folder/)
      }
      if (service.depends_on) lost(name, /depends_on/)
      for (const network of Object.keys(service.networks ?? {})) if (network !== 'default') lost(network, /all reach all/)
      if (service['shm_size']) lost(name, /shm_size/)
      if (service['init']) lost(name, /`init`/)
      if (service['stop_signal']) lost(name, /stop_signal/)
      // What is not looked at here, nobody knows the way of.
      const known = `build cap_add cap_drop command depends_on deploy entrypoint environment env_file healthcheck image init logging networks ports profiles
        read_only restart secrets security_opt shm_size stop_grace_period stop_signal tmpfs user volumes`.split(/\s+/)
      expect(Object.keys(service).filter((key) => !known.includes(key))).toEqual([])
    }
    expect(unsaid).toEqual([])
  })
})
