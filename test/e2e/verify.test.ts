import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { everything } from './everything.ts'
import { withMigrations } from './migrated-project.ts'
import { must, run, type Ended } from './shell.ts'

/** `verify` on a small set-up that is right, on copies of it that are not, and stopped in the middle. */
const missing = inject('withoutEngine')

/** Of each run that is stopped in the middle. */
const seed = Number(process.env['DOCKERIZE_SEED'] ?? 20261122)

const server = `import signal
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"ok")


signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
if __name__ == "__main__":
    HTTPServer(("0.0.0.0", 8000), Handler).serve_forever()
`

interface Verified {
  figures: { unit: string; sizeAboveBase: number; healthy: number; stop: number; user: string }[]
  checks: { check: string; service: string | null; ok: boolean; detail: string }[]
}

describe.skipIf(missing !== null)('verify', () => {
  const work = mkdtempSync(join(tmpdir(), 'dockerize-sabotage-'))
  const cli = join(inject('installed').prefix, 'node_modules/create-dockerize/dist/cli.js')
  const right = join(work, 'right')
  let before: string

  beforeAll(async () => {
    mkdirSync(right)
    writeFileSync(join(right, 'server.py'), server)
    writeFileSync(join(right, 'requirements.txt'), '')
    await must(process.execPath, [cli, '--yes', '--no-validate'], { cwd: right })
    before = await everything()
  })
  afterAll(async () => {
    rmSync(work, { recursive: true, force: true })
    expect(await everything()).toBe(before)
  })

  it('passes what is right, and says what it measured', async () => {
    const { code, out } = await run(process.execPath, [cli, 'verify', '--json'], { cwd: right, seconds: 170 })
    const { figures, checks } = JSON.parse(out) as Verified
    expect(checks.filter((one) => !one.ok)).toEqual([])
    expect(code).toBe(0)
    expect(checks.map((one) => one.check)).toEqual(expect.arrayContaining(['no secret in it', 'a hang is found', 'stops', 'runs read-only', 'rebuilds']))
    expect(figures).toMatchObject([{ unit: 'app', user: '10001' }])
    expect(figures[0]?.stop).toBeLessThan(2)
    expect(await everything()).toBe(before)
  })

  const edit = (file: string, from: string | RegExp, to: string) => (dir: string) => {
    const text = readFileSync(join(dir, file), 'utf8')
    expect(text).not.toBe(text.replace(from, to))
    writeFileSync(join(dir, file), text.replace(from, to))
  }
  const sabotages: readonly [what: string, sabotage: (dir: string) => void, check: string, says: RegExp][] = [
    ['a wrong port', edit('server.py', '8000), Handler', '8001), Handler'), 'starts', /check fails: .*[Rr]efused/],
    ['a package that is not installed', edit('server.py', 'import signal\n', 'import signal\nimport psycopg\n'), 'starts', /ended .*No module named 'psycopg'/],
    ['root', edit('Dockerfile', /USER 10001:10001(?![\s\S]*USER)/, 'USER 0:0'), 'runs without root', /runs as root/],
    [
      'a secret in a layer',
      edit('Dockerfile', /(AS runtime\n)/, '$1RUN mkdir -p /srv && echo KEY=abcdefgh > /srv/.env\nRUN rm /srv/.env\n'),
      'no secret in it',
      /\.env is in a layer/,
    ],
    ['a secret in its environment', edit('Dockerfile', /(AS runtime\n)/, '$1ENV API_TOKEN=abcdefghij\n'), 'no secret in it', /has API_TOKEN/],
    ['a route that is not there', edit('server.py', 'send_response(200)', 'send_response(500)'), 'starts', /check fails/],
    ['a file that is ignored', edit('.dockerignore', '!server.py', ''), 'builds', /Dockerfile:\d+: .*server\.py/],
    ['a signal that nobody minds', edit('server.py', 'lambda *_: sys.exit(0)', 'signal.SIG_IGN'), 'stops', /had to be killed/],
    ['a folder that it may not write', edit('server.py', 'if __name__', 'open("/srv/log", "w")\nif __name__'), 'starts', /Permission denied/],
    [
      'a system library that is missing',
      edit('server.py', 'if __name__', 'import ctypes\nctypes.CDLL("libpq.so.5")\nif __name__'),
      'starts',
      /libpq\.so\.5: cannot open/,
    ],
    [
      'a volume that it may not write',
      (dir) => {
        edit('server.py', 'if __name__', 'open("/data/log", "w")\nif __name__')(dir)
        edit('compose.yaml', /(\n {2}app:\n)/, '$1    volumes: [data:/data]\n')(dir)
        edit('compose.yaml', /$/, '\nvolumes:\n  data:\n')(dir)
      },
      'starts',
      /Permission denied: '\/data\/log'/,
    ],
    ['a variable that is missing', edit('compose.yaml', 'services:', 'x-a: ${NOWHERE_SAID:?say where}\n\nservices:'), 'is valid', /NOWHERE_SAID/],
  ]

  it.each(sabotages)('finds %s', async (_, sabotage, check, says) => {
    expect(await firstFault(right, sabotage, check)).toMatch(says)
  })

  it('finds a port that is taken', async () => {
    const listener = await listening(8000)
    const { out } = await run(process.execPath, [cli, 'verify', '--json'], { cwd: right, seconds: 170 })
    listener?.close()
    expect((JSON.parse(out) as Verified).checks.filter((one) => !one.ok).map((one) => one.detail)).toEqual([
      '8000 is taken on this machine: set APP_PORT in .env',
    ])
  })

  describe('where a database is migrated first', () => {
    const migrated = join(work, 'migrated')

    beforeAll(async () => {
      for (const [path, text] of Object.entries(withMigrations)) {
        mkdirSync(dirname(join(migrated, path)), { recursive: true })
        writeFileSync(join(migrated, path), text)
      }
      await must(process.execPath, [cli, '--yes', '--no-validate'], { cwd: migrated })
    })

    const wrong: readonly (typeof sabotages)[number][] = [
      [
        'a migration that fails',
        edit('migrations/versions/one.py', 'op.create_table("books"', 'op.drop_table("films")\n    op.create_table("books"'),
        'starts',
        /ended with 1: .*no such table: films/,
      ],
      [
        'an init service that is started for ever',
        edit('compose.yaml', /(\n {2}migrate:[\s\S]*?restart: )"no"/, '$1always'),
        'starts',
        /ended \d+ times, and is started again each time/,
      ],
    ]

    it('passes, and says that it came first', async () => {
      const { code, out } = await run(process.execPath, [cli, 'verify', '--json'], { cwd: migrated, seconds: 170 })
      const { checks } = JSON.parse(out) as Verified
      expect(checks.filter((one) => !one.ok)).toEqual([])
      expect(checks).toContainEqual({ check: 'prepares first', service: 'migrate', ok: true, detail: 'ran once, and what needs it waited' })
      expect(code).toBe(0)
    })

    it.each(wrong)('finds %s', async (_, sabotage, check, says) => {
      expect(await firstFault(migrated, sabotage, check)).toMatch(says)
    })
  })

  // Moments of a run of a quarter of a minute, each with a copy, an image, a network and containers half made.
  it('leaves nothing behind where it is stopped at any moment', { timeout: 900_000 }, async () => {
    for (const seconds of fc.sample(fc.double({ min: 0.2, max: 16, noNaN: true }), { seed, numRuns: 20 })) {
      const ended = await interrupted(seconds)
      expect(ended.code, `stopped after ${seconds} s`).toBe(130)
      expect(await everything(), `stopped after ${seconds} s`).toBe(before)
    }
  })

  /** @returns the first line of `verify` about that check, in a copy with that fault. */
  async function firstFault(from: string, sabotage: (dir: string) => void, check: string): Promise<string | undefined> {
    const dir = join(mkdtempSync(join(work, 'copy-')), 'right')
    cpSync(from, dir, { recursive: true })
    sabotage(dir)
    const { code, out } = await run(process.execPath, [cli, 'verify', '--json'], { cwd: dir, seconds: 170 })
    expect(code).toBe(1)
    const failed = (JSON.parse(out) as Verified).checks.filter((one) => !one.ok)
    return failed.map((one) => `${one.check}: ${one.detail}`).find((line) => line.startsWith(check))
  }

  async function interrupted(seconds: number): Promise<Ended> {
    const command = `${process.execPath} ${cli} verify & sleep ${seconds}; kill -INT $!; wait $!`
    return run('bash', ['-c', `set -m; ${command}`], { cwd: right, seconds: 120 })
  }
})

async function listening(port: number): Promise<Server | null> {
  const taken = createServer()
  return new Promise((resolve) => {
    taken.once('error', () => resolve(null))
    taken.listen(port, '127.0.0.1', () => {
      expect((taken.address() as AddressInfo).port).toBe(port)
      resolve(taken)
    })
  })
}
