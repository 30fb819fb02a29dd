import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, expect, it } from 'vitest'

const cli = join(import.meta.dirname, '../../dist/cli.js')
const made: string[] = []
afterEach(() => made.splice(0).forEach((folder) => rmSync(folder, { recursive: true, force: true })))

type Files = Readonly<Record<string, string>>

function folderWith(files: Files): string {
  const folder = mkdtempSync(join(tmpdir(), 'dockerize-refine-'))
  made.push(folder)
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  return folder
}

/** Every file with its text. */
function textsIn(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return Object.fromEntries(
    files.map((entry) => [join(entry.parentPath, entry.name).slice(folder.length + 1), readFileSync(join(entry.parentPath, entry.name), 'utf8')]),
  )
}

function refine(folder: string, ...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, 'refine', '--no-validate', ...args], { cwd: folder, encoding: 'utf8' })
  return { status, stdout, stderr }
}

interface Report {
  goal: string
  steps: { rule: string; file: string; line: number; state: string; safe: boolean; asks: string | null }[]
  files: { path: string; action: string; diff?: string }[]
}

/** Its user, its stages and its folder of packages are a person's; there is something to win all the same. */
const files: Files = {
  Dockerfile: `# The shop's back end.
FROM python:3.13-slim-trixie AS packages
# In a folder of its own.
RUN python -m venv /opt/venv
COPY requirements.txt .
RUN /opt/venv/bin/pip install -r requirements.txt

FROM python:3.13-slim-trixie AS server
RUN useradd --uid 1234 appuser
COPY --from=packages /opt/venv /opt/venv
WORKDIR /srv
ENV PATH=/opt/venv/bin:$PATH
COPY shop ./shop
USER appuser
EXPOSE 8000
# Serves.
CMD uvicorn shop.main:app --host 0.0.0.0 --port 8000
`,
  'compose.yaml': `services:
  # The API.
  server:
    build: .
    restart: always
  db:
    image: postgres:18-trixie
`,
  'requirements.txt': 'fastapi\nuvicorn\n',
  'shop/__init__.py': '',
  'shop/main.py': 'from fastapi import FastAPI\n\napp = FastAPI()\n\n\n@app.get("/health")\ndef health():\n    return {}\n',
}

it('shows a diff and writes nothing, unless it is told to', () => {
  const folder = folderWith(files)
  const { status, stdout, stderr } = refine(folder, '--goal', 'production')
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  expect(stdout).toMatch(/^To be written\n {2}Dockerfile:17 {2}df\/shell-form-cmd$/m)
  expect(stdout).toMatch(/^Waits for your yes\n {2}compose\.yaml:3 {2}dc\/limits$/m)
  expect(stdout).toContain('+CMD ["uvicorn", "shop.main:app", "--host", "0.0.0.0", "--port", "8000"]')
  expect(stdout).toContain('kompose convert')
  expect(textsIn(folder)).toEqual(files)
  expect(refine(folder, '--goal', 'production', '--write', '--dry-run', '--exit-code').status).toBe(1)
  expect(textsIn(folder)).toEqual(files)
})

it('writes what is safe, leaves the rest with exit 1, and keeps comments, order, stages and user', () => {
  const folder = folderWith(files)
  expect(refine(folder, '--goal', 'production', '--write').status).toBe(1)
  const written = textsIn(folder)
  // Kubernetes is not written, nor anything else that is new.
  expect(Object.keys(written).sort()).toEqual(Object.keys(files).sort())
  const theirs = files['Dockerfile']!.split('\n').filter((line) => !line.startsWith('CMD'))
  const lines = written['Dockerfile']!.split('\n')
  expect(lines.filter((line) => theirs.includes(line))).toEqual(theirs)
  expect(written['compose.yaml']).not.toContain('limits')
  expect(written['compose.yaml']).toContain('  # The API.\n  server:\n    build: .\n    restart: always\n')
  // The second time there is nothing to do but what waits.
  const second = refine(folder, '--goal', 'production', '--write', '--json')
  expect((JSON.parse(second.stdout) as Report).files).toEqual([])
  expect(textsIn(folder)).toEqual(written)
  const accepted = refine(folder, '--goal', 'production', '--write', '--accept', 'dc/limits')
  expect(accepted.status).toBe(0)
  expect(textsIn(folder)['compose.yaml']).toContain('${SERVER_MEMORY:-512m}')
  expect(refine(folder, '--goal', 'production').stdout).toContain('Nothing to do:')
})

it('tells a script each step, what became of it, and each file with its diff', () => {
  const folder = folderWith(files)
  const report = JSON.parse(refine(folder, '--goal', 'production', '--json').stdout) as Report
  expect(report).toMatchObject({
    schema: 1,
    goal: 'production',
    files: [
      { path: 'Dockerfile', action: 'update' },
      { path: 'compose.yaml', action: 'update' },
    ],
  })
  expect(report.files.every((file) => file.diff?.startsWith('--- a/'))).toBe(true)
  expect(report.steps.map(({ rule, state, safe }) => `${rule} ${state} ${safe}`)).toEqual([
    'df/shell-form-cmd planned true',
    'df/healthcheck-missing planned true',
    'df/unbuffered-logs planned true',
    'dc/logging planned true',
    'dc/restart-missing planned true',
    'dc/limits asks false',
  ])
})

it('keeps the line ends and the mark at the beginning of a file', () => {
  const text = `\ufeff${files['Dockerfile']!.replaceAll('\n', '\r\n')}`
  const folder = folderWith({ ...files, Dockerfile: text })
  expect(refine(folder, '--goal', 'production', '--write').status).toBe(1)
  const written = textsIn(folder)['Dockerfile']!
  expect(written.startsWith('\ufeff# The shop')).toBe(true)
  expect(written).toContain('HEALTHCHECK')
  expect(written.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
})

it('changes only the files that were named, as they are seen from here', () => {
  const folder = folderWith(Object.fromEntries(Object.entries(files).map(([path, text]) => [`back/${path}`, text])))
  expect(refine(folder, 'back/compose.yaml', '--goal', 'production', '--write').status).toBe(1)
  expect(textsIn(folder)['back/Dockerfile']).toBe(files['Dockerfile'])
  expect(textsIn(folder)['back/compose.yaml']).toContain('logging')
  expect(refine(folder, 'back', '--goal', 'production').stdout).toContain('  back/Dockerfile:17')
  expect(refine(folder, 'nowhere', '--goal', 'production')).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('nowhere: there is no such folder or file') as string,
  })
})

it('lays an alternative beside the file, never over one that is there', () => {
  const single =
    'FROM python:3.13-slim-trixie\nWORKDIR /app\nRUN apt-get update && apt-get install -y --no-install-recommends gcc && rm -rf /var/lib/apt/lists/*\nCOPY . .\nRUN pip install --no-cache-dir -r requirements.txt && curl -O https://example.com/model\nUSER 4711\nCMD ["uvicorn", "shop.main:app", "--port", "9000"]\n'
  const folder = folderWith({ ...files, Dockerfile: single, '.dockerignore': '.git\n**/.env\n**/.venv\n**/node_modules\n' })
  const first = refine(folder, '--goal', 'smaller', '--write')
  expect({ status: first.status, stderr: first.stderr }).toEqual({ status: 0, stderr: '' })
  expect(first.stdout.replaceAll(/\s+/g, ' ')).toContain('It lacks line 5: curl -O https://example.com/model.')
  const written = textsIn(folder)
  expect(written['Dockerfile']).toBe(single)
  expect(written['Dockerfile.dockerize']).toMatch(
    /^# Made beside Dockerfile[\s\S]*apt-get install -y --no-install-recommends gcc[\s\S]*CMD \["uvicorn", "shop.main:app", "--port", "9000"\]\n$/,
  )
  const second = JSON.parse(refine(folder, '--goal', 'smaller', '--write', '--json').stdout) as Report
  expect(second.files).toEqual([])
  writeFileSync(join(folder, 'Dockerfile.dockerize'), 'FROM scratch\n')
  expect(refine(folder, '--goal', 'smaller', '--write').stdout).toContain('Dockerfile.dockerize is there and is not the one that would be made')
  expect(textsIn(folder)['Dockerfile.dockerize']).toBe('FROM scratch\n')
})

it('honours what is silenced, and asks for a goal that nobody named', () => {
  const folder = folderWith({
    ...files,
    '.dockerize/review.yaml': 'ignore:\n  - dc/limits\n  - rule: df/shell-form-cmd\n    paths: [Dockerfile]\n    reason: signals do not matter\n',
  })
  const report = JSON.parse(refine(folder, '--goal', 'production', '--json', '--ignore', 'dc/restart-missing').stdout) as Report
  expect(report.steps.map((step) => step.rule)).toEqual(['df/healthcheck-missing', 'df/unbuffered-logs', 'dc/logging'])
  expect(refine(folder)).toMatchObject({ status: 2, stderr: expect.stringContaining('--goal smaller') as string })
  expect(refine(folder, '--goal', 'small')).toMatchObject({ status: 2, stderr: expect.stringContaining('did you mean smaller?') as string })
  expect(refine(folder, '--goal', 'ci', '--accept', 'dc/limist')).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('there is no change dc/limist; did you mean dc/limits?') as string,
  })
})
