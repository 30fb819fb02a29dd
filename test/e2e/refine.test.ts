import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, expect, inject, it } from 'vitest'
import { must, run, until } from './shell.ts'
import { ask } from './visit.ts'

/** As people begin: one stage, all of the folder first, compilers in the image, root. */
const files: Readonly<Record<string, string>> = {
  Dockerfile: `# The service of the notes.
FROM python:3.13
ENV NOTES_TITLE=Notes
WORKDIR /srv
RUN apt-get update && apt-get install -y build-essential
# All of it.
COPY . .
RUN pip install -r requirements.txt
EXPOSE 9000
CMD uvicorn notes.main:app --host 0.0.0.0 --port 9000
`,
  'compose.yaml': `services:
  api:
    build: .
    # Only from this machine.
    ports: ["127.0.0.1:0:9000"]
    volumes: [uploads:/srv/uploads]

volumes:
  uploads:
`,
  'requirements.txt': 'fastapi\nuvicorn\n',
  'notes/__init__.py': '',
  'notes/main.py': `import os
from pathlib import Path

from fastapi import FastAPI, Request

app = FastAPI(title=os.environ["NOTES_TITLE"])
UPLOADS = Path("uploads")
UPLOADS.mkdir(exist_ok=True)


@app.get("/health")
def health():
    return {"status": "ok"}


@app.put("/uploads/{name}")
async def upload(name: str, request: Request):
    (UPLOADS / name).write_bytes(await request.body())
    return {"stored": name}


@app.get("/uploads/{name}")
def stored(name: str):
    return {"text": (UPLOADS / name).read_text()}
`,
}

const folders: string[] = []
const images: string[] = []
const containers: string[] = []

afterAll(async () => {
  if (inject('withoutEngine') === null) {
    for (const name of containers) await run('docker', ['rm', '-fv', name])
    for (const dir of folders) await run('docker', ['compose', 'down', '-v', '--rmi', 'local'], { cwd: dir })
    for (const image of images) await run('docker', ['rmi', '-f', image])
  }
  for (const dir of folders) rmSync(dir, { recursive: true, force: true })
})

function project(): string {
  const dir = mkdtempSync(join(tmpdir(), 'e2e-refine-'))
  folders.push(dir)
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, path)), { recursive: true })
    writeFileSync(join(dir, path), text)
  }
  return dir
}

/** Runs the installed program. */
async function refine(dir: string, ...args: readonly string[]) {
  const ended = await run(process.execPath, [join(inject('installed').prefix, 'node_modules/create-dockerize/dist/cli.js'), 'refine', ...args, '--json'], {
    cwd: dir,
  })
  return { code: ended.code, err: ended.err, report: JSON.parse(ended.out) as { files: { path: string; action: string }[]; validation: { ok: boolean }[] } }
}

async function build(dir: string, name: string, ...args: readonly string[]): Promise<string> {
  const tag = `e2e-refine-${process.pid}:${name}`
  images.push(tag)
  const ended = await run('docker', ['build', '--progress=plain', '--tag', tag, ...args, dir], { seconds: 400 })
  expect(ended, ended.err).toMatchObject({ code: 0 })
  return ended.err
}

async function start(name: string): Promise<string> {
  const id = (await must('docker', ['run', '-d', '--init', '-p', '127.0.0.1:0:9000', `e2e-refine-${process.pid}:${name}`])).trim()
  containers.push(id)
  const url = `http://${(await must('docker', ['port', id, '9000'])).trim().split('\n')[0]}`
  await until(
    () => ask(`${url}/health`),
    (answer) => answer.status === 200,
    30,
  )
  return url
}

const routes = async (url: string) => JSON.parse((await ask(`${url}/openapi.json`)).text) as { info: { title: string }; paths: object }
const has = async (name: string, program: string) =>
  (await run('docker', ['run', '--rm', '--entrypoint', 'sh', `e2e-refine-${process.pid}:${name}`, '-c', `command -v ${program}`])).code === 0
const size = async (name: string) => Number(await must('docker', ['image', 'inspect', '--format', '{{.Size}}', `e2e-refine-${process.pid}:${name}`]))

it('smaller: the alternative has no compiler, is smaller, healthy, and answers as before', async (context) => {
  const missing = inject('withoutEngine')
  if (missing !== null) return context.skip(missing)
  const dir = project()
  await build(dir, 'before')
  const before = await routes(await start('before'))

  const { code, report, err } = await refine(dir, '--goal', 'smaller', '--write')
  // What is recommended beside the compilers waits for a yes.
  expect(code, err).toBe(1)
  expect(report.files.map((file) => `${file.action} ${file.path}`)).toEqual(['create .dockerignore', 'update Dockerfile', 'create Dockerfile.dockerize'])
  expect(report.validation.map((one) => one.ok)).toEqual([true, true])
  await build(dir, 'mended')
  await build(dir, 'after', '-f', join(dir, 'Dockerfile.dockerize'))

  expect(await has('before', 'gcc')).toBe(true)
  expect(await has('after', 'gcc')).toBe(false)
  const [was, mended, is] = [await size('before'), await size('mended'), await size('after')]
  expect(mended).toBeLessThan(was)
  expect(is).toBeLessThan(mended * 0.7)
  expect(await routes(await start('after'))).toEqual(before)
  const id = containers.at(-1)!
  expect(
    await until(
      async () => (await must('docker', ['inspect', '--format', '{{.State.Health.Status}}', id])).trim(),
      (status) => status !== 'starting',
      30,
    ),
  ).toBe('healthy')
  // The second time there is nothing left.
  expect((await refine(dir, '--goal', 'smaller', '--write')).report.files).toEqual([])
}, 900_000)

it('faster: a changed line of code takes the dependencies from the cache, which it did not before', async (context) => {
  const missing = inject('withoutEngine')
  if (missing !== null) return context.skip(missing)
  const dir = project()
  const installs = (log: string): string => {
    const [, step] = /^(#\d+) \[[^\]]*\] RUN .*pip install/m.exec(log) ?? []
    return log.split('\n').some((line) => line === `${step} CACHED`) ? 'cached' : 'installed'
  }
  const edited = async (name: string): Promise<string> => {
    await build(dir, name)
    // Unlike what an earlier run left in the cache.
    appendFileSync(join(dir, 'notes/main.py'), `# ${name} ${Date.now()}\n`)
    return build(dir, name)
  }
  expect(installs(await edited('slow'))).toBe('installed')
  expect(await refine(dir, '--goal', 'faster', '--write')).toMatchObject({ code: 0 })
  expect(installs(await edited('fast'))).toBe('cached')
  expect(await routes(await start('fast'))).toMatchObject({ info: { title: 'Notes' } })
}, 900_000)

it('security: what was accepted runs as nobody, without rights, and still stores uploads', async (context) => {
  const missing = inject('withoutEngine')
  if (missing !== null) return context.skip(missing)
  const dir = project()
  const rules = ['df/no-root-user', 'dc/no-new-privileges', 'dc/hardening', 'dc/read-only']
  expect((await refine(dir, '--goal', 'security', '--write')).code).toBe(1)
  expect(readFileSync(join(dir, 'Dockerfile'), 'utf8')).not.toContain('USER')
  const { code, err } = await refine(dir, '--goal', 'security', '--write', '--accept', rules.join(','))
  expect(code, err).toBe(0)
  const up = await run('docker', ['compose', 'up', '-d', '--build'], { cwd: dir, seconds: 400 })
  expect(up, up.err).toMatchObject({ code: 0 })
  const url = `http://${(await must('docker', ['compose', 'port', 'api', '9000'], { cwd: dir })).trim()}`
  await until(
    () => ask(`${url}/health`),
    (answer) => answer.status === 200,
    30,
  )
  const stored = await fetch(`${url}/uploads/list.txt`, { method: 'PUT', body: 'bread' })
  expect(stored.status).toBe(200)
  expect(await ask(`${url}/uploads/list.txt`)).toEqual({ status: 200, text: '{"text":"bread"}' })

  const id = (await must('docker', ['compose', 'ps', '-q', 'api'], { cwd: dir })).trim()
  expect((await must('docker', ['inspect', '--format', '{{.Config.User}}', id])).trim()).toMatch(/^[1-9]\d*(:\d+)?$/)
  const status = await must('docker', ['exec', id, 'cat', '/proc/1/status'])
  expect(status).toMatch(/^CapBnd:\s+0+$/m)
  expect(status).toMatch(/^NoNewPrivs:\s+1$/m)
  expect((await run('docker', ['exec', id, 'sh', '-c', 'touch /srv/x'])).code).not.toBe(0)
  expect((await run('docker', ['exec', id, 'sh', '-c', 'cd && pwd && touch /tmp/x'])).code).toBe(0)
}, 900_000)
