import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { validate } from '../../src/validate/index.ts'
import { facts, folderWith, image, plan } from './small-set.ts'

const compose = 'services:\n  api:\n    image: x:${VERSION:?say which}\n    profiles: [full]\n  db:\n    image: y\n    profiles: [full, infra]\n'
const set = { 'compose.yaml': compose, 'compose.prod.yaml': 'services:\n  api:\n    read_only: true\n', Dockerfile: 'FROM a AS runtime\n' }

/** Only what docker was asked. */
async function asked(files: Readonly<Record<string, string>> = set, more: { signal?: AbortSignal; kept?: boolean } = {}) {
  const root = folderWith(files)
  const ours = new Map(Object.entries(files).filter(([path]) => path !== '.env'))
  const own = plan({ images: [{ ...image, kept: more.kept ?? false }] })
  const all = await validate({ root, plan: own, facts, files: ours, docker: true, ...(more.signal ? { signal: more.signal } : {}) })
  return all.slice(all.findIndex((one) => one.check.startsWith('docker')))
}

const tools = process.env.PATH ?? ''
let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fake-docker-'))
})
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true, force: true })
})

/** A docker that does what the shell script says; `$log` takes what it was asked. */
function fakeDocker(script: string): { calls: () => string[] } {
  const log = join(folder, 'log')
  writeFileSync(join(folder, 'docker'), `#!/bin/sh\nlog=${log}\n${script}\n`)
  chmodSync(join(folder, 'docker'), 0o755)
  vi.stubEnv('PATH', folder + delimiter + tools)
  return { calls: () => (existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : []) }
}

/** Answers as a docker of today does; `answer` comes first. */
const modern = (answer: string): string => `
echo "$*" >> $log
case "$*" in
  version*) echo 28.5.2+dfsg4; exit;;
  "compose version"*) echo v2.40.3; exit;;
  "buildx version"*) echo x; exit;;
esac
${answer}
case "$1" in
  compose) echo '{"services":{"a":{},"b":{}}}';;
  build) echo '{"warnings":null}';;
esac`

describe('docker that does not answer', () => {
  it('absent: said once, nothing counts as right', async () => {
    vi.stubEnv('PATH', folder)
    expect(await asked()).toEqual([{ check: 'docker', ok: null, detail: 'not validated: there is no docker on this machine' }])
  })

  it.each(['exec sleep 20', 'sleep 20'])('hanging (%s): given up after five seconds', async (script) => {
    fakeDocker(script)
    const begin = Date.now()
    expect(await asked()).toEqual([{ check: 'docker', ok: null, detail: 'not validated: docker did not answer within 5 seconds' }])
    expect(Date.now() - begin).toBeLessThan(9000)
  })

  it('no daemon: its own words', async () => {
    fakeDocker('echo "Cannot connect to the Docker daemon. Is it running?" >&2; exit 1')
    expect(await asked()).toEqual([{ check: 'docker', ok: null, detail: 'not validated: Cannot connect to the Docker daemon. Is it running?' }])
  })

  it('without its plugins: each is named', async () => {
    fakeDocker('case "$1" in version) echo 28.0.0;; *) echo "unknown command" >&2; exit 1;; esac')
    expect((await asked()).map(({ check, ok, detail }) => `${check} ${ok} ${detail}`)).toEqual([
      'docker true Docker Engine 28.0.0',
      'docker compose null not validated: docker has no compose here',
      'build --check null not validated: docker has no buildx here',
    ])
  })

  it('too old: named, and not asked what it cannot know', async () => {
    const { calls } = fakeDocker('echo "$*" >> $log; case "$*" in version*) echo 24.0.7;; "compose version"*) echo 2.24.3;; *) echo "{}";; esac')
    const found = await asked()
    expect(found.slice(0, 2).map(({ ok, detail }) => [ok, detail])).toEqual([
      [false, 'Docker Engine 24.0.7 is older than 25.0.0, which these files need: update it'],
      [false, 'Docker Compose 2.24.3 is older than 2.24.4, which these files need: update it'],
    ])
    expect(calls().filter((call) => call.includes('config'))).toEqual([])
  })

  it('cancelled: ends soon and says so', async () => {
    fakeDocker(modern('exec sleep 20'))
    const controller = new AbortController()
    setTimeout(() => controller.abort(), 500)
    const begin = Date.now()
    const found = await asked(set, { signal: controller.signal })
    expect(Date.now() - begin).toBeLessThan(4000)
    expect(new Set(found.slice(2).map(({ ok, detail }) => `${ok} ${detail}`))).toEqual(new Set(['null not validated: stopped']))
  })
})

describe('what docker is asked', () => {
  it('every mix of profiles and every overlay by itself, and never to pull', async () => {
    const { calls } = fakeDocker(modern(''))
    const found = await asked()
    expect(found.slice(2).map(({ check, ok, detail }) => `${ok} ${check}: ${detail}`)).toEqual([
      'true compose config full: 2 services',
      'true compose config infra: 2 services',
      'true compose config full+infra: 2 services',
      'true compose config full (compose.prod.yaml): 2 services',
      'true compose config infra (compose.prod.yaml): 2 services',
      'true compose config full+infra (compose.prod.yaml): 2 services',
      'true build --check Dockerfile runtime: no warnings',
    ])
    expect(calls().filter((call) => /--pull|--profile \*/.test(call))).toEqual([])
    expect(calls()).toContain('compose -f compose.yaml -f compose.prod.yaml --profile full --profile infra config --format json')
  })

  it('extras alone and with full; one call where there are no profiles', async () => {
    fakeDocker(modern(''))
    const extra = `${compose}  load:\n    profiles: [load]\n`
    expect((await asked({ 'compose.yaml': extra })).map((one) => one.check).filter((check) => check.includes('load'))).toEqual([
      'compose config load',
      'compose config full+load',
    ])
    expect((await asked({ 'compose.yaml': 'services:\n  a:\n    image: x\n' })).map((one) => one.check).slice(2)).toEqual(['compose config'])
  })

  it('with values for what the .env lacks, and none of the caller’s settings', async () => {
    const { calls } = fakeDocker(modern('echo "V=$VERSION P=$PASSWORD C=$COMPOSE_PROFILES-$COMPOSE_FILE" >> $log'))
    vi.stubEnv('COMPOSE_PROFILES', 'full')
    vi.stubEnv('COMPOSE_FILE', 'other.yaml')
    vi.stubEnv('PASSWORD', 'of-the-shell')
    const more = 'services:\n  a:\n    image: x:${VERSION:?}\n    environment: { P: "${PASSWORD:?}" }\n'
    await asked({ 'compose.yaml': more, '.env.example': 'VERSION=\nPASSWORD=\n' })
    expect(calls()).toContain('V=1 P=1 C=-')
    await asked({ 'compose.yaml': more, '.env': 'PASSWORD=own\n', '.env.example': 'VERSION=\nPASSWORD=\n' })
    // Docker reads the project's .env itself.
    expect(calls()).toContain('V=1 P= C=-')
  })

  it('at most four at once', async () => {
    const { calls } = fakeDocker(modern('mkdir -p $log.d; touch $log.d/$$; ls $log.d | wc -l >> $log; sleep 0.2; rm $log.d/$$'))
    await asked()
    const counts = calls()
      .filter((line) => /^\s*\d+$/.test(line))
      .map(Number)
    expect(Math.max(...counts)).toBeLessThanOrEqual(4)
    expect(Math.max(...counts)).toBeGreaterThan(1)
  })
})

describe('what it finds', () => {
  const first = async (answer: string, kept = false) => {
    fakeDocker(modern(answer))
    return (await asked(set, { kept })).filter((one) => one.ok !== true)
  }

  it('no service is active', async () => {
    expect(
      (await first('case "$*" in *"--profile infra config"*) echo "{\\"services\\":{}}"; exit;; esac')).map((one) => `${one.check}: ${one.detail}`),
    ).toContain('compose config infra: compose.yaml: no service is active')
  })

  it('docker’s words, at the line of the service', async () => {
    const [fault] = await first(`case "$1" in compose) echo 'service "db" depends on undefined service "x": invalid compose project' >&2; exit 1;; esac`)
    expect(fault).toEqual({
      check: 'compose config full',
      ok: false,
      detail: 'compose.yaml: service "db" depends on undefined service "x": invalid compose project',
      at: { file: 'compose.yaml', line: 5 },
    })
  })

  it('a variable without a value', async () => {
    const [fault] = await first(
      `case "$1" in compose) echo 'time="t" level=warning msg="The \\\\"VERSION\\\\" variable is not set. Defaulting to a blank string."' >&2;; esac`,
    )
    expect(fault).toMatchObject({
      ok: false,
      detail: 'compose.yaml: The "VERSION" variable is not set. Defaulting to a blank string.',
      at: { file: 'compose.yaml', line: 3 },
    })
  })

  const warning = '{"warnings":[{"ruleName":"JSONArgsRecommended","detail":"say it as a list","location":{"ranges":[{"start":{"line":7}}]}}]}'
  it('a warning about a Dockerfile of ours; a person’s own is theirs', async () => {
    const answer = `case "$1" in build) echo '${warning}'; exit 1;; esac`
    expect(await first(answer)).toEqual([
      { check: 'build --check Dockerfile runtime', ok: false, detail: 'JSONArgsRecommended: say it as a list', at: { file: 'Dockerfile', line: 7 } },
    ])
    expect(await first(answer, true)).toEqual([])
  })

  it('a Dockerfile that cannot be read', async () => {
    const answer = `case "$1" in build) echo '{"buildError":{"message":"dockerfile parse error on line 2: unknown instruction: FOO","location":{"ranges":[{"start":{"line":2}}]}}}'; exit 1;; esac`
    expect(await first(answer)).toMatchObject([
      { ok: false, detail: 'dockerfile parse error on line 2: unknown instruction: FOO', at: { file: 'Dockerfile', line: 2 } },
    ])
  })

  it.each([
    `echo '{"buildError":{"message":"a: failed to resolve source metadata for a: no such host"}}'; exit 1`,
    `echo 'ERROR: failed to resolve source metadata for a: no such host' >&2; exit 1`,
  ])('a base image that cannot be had is skipped', async (answer) => {
    expect(await first(`case "$1" in build) ${answer};; esac`)).toMatchObject([
      { ok: null, detail: expect.stringMatching(/^skipped, the base image cannot be resolved: .*no such host$/) as string },
    ])
  })
})

describe.runIf(engineIsUp())('on a real engine', () => {
  it('an unclosed profile fails in its own mix, and an empty one too', async () => {
    const text = 'services:\n  api:\n    image: x\n    profiles: [full]\n  watch:\n    image: y\n    profiles: [monitoring]\n    depends_on: [api]\n'
    const found = await asked({ 'compose.yaml': text })
    expect(found.filter((one) => one.ok === false)).toMatchObject([
      { check: 'compose config monitoring', detail: expect.stringContaining('undefined service') as string, at: { file: 'compose.yaml', line: 5 } },
    ])
    expect(found.find((one) => one.check === 'compose config full+monitoring')).toMatchObject({ ok: true, detail: '2 services' })
  })

  it('a wrong key, with its line', async () => {
    const [fault] = (await asked({ 'compose.yaml': 'services:\n  api:\n    imagee: x\n' })).filter((one) => one.ok === false)
    expect(fault).toMatchObject({ check: 'compose config', detail: expect.stringContaining('imagee') as string, at: { file: 'compose.yaml', line: 2 } })
  })

  it('a Dockerfile with a warning', async () => {
    const found = await asked({ Dockerfile: 'FROM scratch AS runtime\nCMD a b\n' })
    expect(found.at(-1)).toMatchObject({ ok: false, detail: expect.stringMatching(/^JSONArgsRecommended/) as string, at: { file: 'Dockerfile', line: 2 } })
  })
})

function engineIsUp(): boolean {
  try {
    execFileSync('docker', ['version'], { stdio: 'ignore', timeout: 5000 })
    return true
  } catch {
    return false
  }
}
