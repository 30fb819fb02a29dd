import { describe, expect, it } from 'vitest'
import { after, planned, steps } from './refine-in-memory.ts'

const api = {
  'requirements.txt': 'fastapi==0.115.0\nuvicorn==0.30.0\n',
  'app/__init__.py': '',
  'app/main.py':
    'from pathlib import Path\nfrom fastapi import FastAPI\n\napp = FastAPI()\nUPLOADS = Path("uploads")\nUPLOADS.mkdir(exist_ok=True)\n\n\n@app.get("/health")\ndef health():\n    return {}\n',
}
const ignore = { '.dockerignore': '.git\n**/.env\n**/.env.*\n**/__pycache__\n**/.venv\n**/node_modules\n' }

async function dockerfile(text: string, goal: Parameters<typeof after>[1], beside: Readonly<Record<string, string>> = {}, ...accepted: string[]) {
  return (await after({ ...api, ...ignore, ...beside, Dockerfile: text }, goal, ...accepted)).Dockerfile
}

describe('dependencies before the source', () => {
  it('keeps comments with what they speak of, and what stands between', async () => {
    const text =
      '# syntax=docker/dockerfile:1\nFROM python:3.13-slim-trixie\nWORKDIR /app\n\n# The code,\n# all of it.\nCOPY --chown=app:app . .\nENV MODE=prod\n# What it needs.\nRUN pip install --no-cache-dir -r requirements.txt\nCMD ["uvicorn", "app.main:app"]\n'
    expect(await dockerfile(text, 'faster')).toBe(
      '# syntax=docker/dockerfile:1\nFROM python:3.13-slim-trixie\nWORKDIR /app\n\nCOPY --chown=app:app requirements.txt ./\nENV MODE=prod\n# What it needs.\nRUN pip install --no-cache-dir -r requirements.txt\n# The code,\n# all of it.\nCOPY --chown=app:app . .\nCMD ["uvicorn", "app.main:app"]\n',
    )
  })

  it('copies every file that the requirements include', async () => {
    const beside = { 'requirements/base.txt': 'fastapi\n', 'requirements/prod.txt': '-r base.txt\nuvicorn\n' }
    const text = 'FROM python:3.13-slim-trixie\nWORKDIR /srv\nCOPY . /srv/code\nRUN pip install --no-cache-dir -r code/requirements/prod.txt\n'
    expect(await dockerfile(text, 'faster', beside)).toContain(
      'COPY requirements/base.txt requirements/prod.txt /srv/code/requirements/\nRUN pip install --no-cache-dir -r code/requirements/prod.txt\nCOPY . /srv/code\n',
    )
  })

  it('knows what npm reads', async () => {
    const beside = { 'package.json': '{"scripts":{"start":"node server.js"}}', 'package-lock.json': '{}' }
    const text = 'FROM node:24-trixie-slim\nWORKDIR /app\nCOPY . .\nRUN --mount=type=cache,target=/root/.npm npm ci\nCMD ["node", "server.js"]\n'
    expect(await dockerfile(text, 'faster', beside)).toContain(
      'COPY package.json package-lock.json ./\nRUN --mount=type=cache,target=/root/.npm npm ci\nCOPY . .\n',
    )
  })

  it.each<[string, string, Record<string, string>]>([
    ['an editable project', 'RUN pip install --no-cache-dir -e .', {}],
    ['a requirement that lies in the source', 'RUN pip install --no-cache-dir -r requirements.txt', { 'requirements.txt': './libs/thing\n' }],
    ['a script after the install', 'RUN npm ci', { 'package.json': '{"scripts":{"postinstall":"node patch.js"}}', 'package-lock.json': '{}' }],
    ['a workspace', 'RUN npm ci', { 'package.json': '{"workspaces":["a"]}', 'package-lock.json': '{}' }],
    ['more than the install in one step', 'RUN pip install --no-cache-dir -r requirements.txt && python -m app.build', {}],
    ['a step between that may read the source', 'RUN python prepare.py\nRUN pip install --no-cache-dir -r requirements.txt', {}],
    ['another folder', 'WORKDIR /other\nRUN pip install --no-cache-dir -r requirements.txt', {}],
  ])('lets %s be', async (_name, run, beside) => {
    const text = `FROM ${run.includes('npm') ? 'node:24-trixie-slim' : 'python:3.13-slim-trixie'}\nWORKDIR /app\nCOPY . .\n${run}\n`
    const plan = await planned({ ...api, ...ignore, ...beside, Dockerfile: text }, 'faster')
    expect(plan.texts.get('Dockerfile') ?? text).toContain('COPY . .\n')
    expect((plan.texts.get('Dockerfile') ?? text).indexOf('COPY . .')).toBeLessThan((plan.texts.get('Dockerfile') ?? text).search(/pip install|npm ci/))
  })
})

describe('cache mounts', () => {
  it('stand where root looks for them', async () => {
    expect(await dockerfile('FROM python:3.13-slim-trixie\nRUN pip install flask==3.1.0\n', 'faster')).toBe(
      'FROM python:3.13-slim-trixie\nRUN --mount=type=cache,target=/root/.cache/pip \\\n    pip install flask==3.1.0\n',
    )
  })

  it.each([
    ['another user', 'FROM python:3.13-slim-trixie\nRUN useradd app\nUSER app\nRUN pip install flask==3.1.0\n'],
    ['another home', 'FROM python:3.13-slim-trixie\nENV HOME=/home/app\nRUN pip install flask==3.1.0\n'],
    ['a base whose user nobody knows', 'FROM example.com/base:1\nRUN pip install flask==3.1.0\n'],
  ])('are not put in for %s', async (_name, text) => {
    expect(await dockerfile(text, 'faster')).toBe(text)
  })

  it('and --no-cache-dir do not fight over the file', async () => {
    const text = 'FROM python:3.13-slim-trixie\nRUN pip install flask==3.1.0\nCMD ["flask"]\n'
    const fast = await dockerfile(text, 'faster')
    expect(await dockerfile(fast!, 'smaller')).toBe(fast)
    const small = await dockerfile(text, 'smaller')
    expect(await dockerfile(small!, 'faster')).toBe(small)
  })
})

describe('a user of its own', () => {
  const text = 'FROM python:3.13-slim-trixie\nWORKDIR /srv\nCOPY . .\nEXPOSE 8000\nCMD ["uvicorn", "app.main:app"]\n'
  const compose = { 'compose.yaml': 'services:\n  api:\n    build: .\n    volumes: [data:/data, ./conf:/conf]\nvolumes:\n  data:\n' }

  it('waits for a yes', async () => {
    expect(await dockerfile(text, 'security')).toBe(text)
    expect(await steps({ ...api, ...ignore, Dockerfile: text }, 'security')).toContain('Dockerfile:1 df/no-root-user asks')
  })

  it('owns what the program writes and what is mounted', async () => {
    expect(await dockerfile(text, 'security', compose, 'df/no-root-user')).toBe(
      'FROM python:3.13-slim-trixie\nWORKDIR /srv\nCOPY . .\nRUN groupadd --gid 10001 app \\\n    && useradd --uid 10001 --gid 10001 --create-home app \\\n    && mkdir -p /srv /srv/uploads /data \\\n    && chown app:app /srv /srv/uploads /data\nUSER 10001:10001\nEXPOSE 8000\nCMD ["uvicorn", "app.main:app"]\n',
    )
  })

  it('is the one that the image brings', async () => {
    const node = 'FROM node:24-trixie-slim\nWORKDIR /app\nCOPY server.js .\nCMD ["node", "server.js"]\n'
    expect(await dockerfile(node, 'security', {}, 'df/no-root-user')).toContain('RUN mkdir -p /app \\\n    && chown node:node /app\nUSER 1000:1000\nCMD')
  })

  it.each([
    ['a script at the start', 'FROM python:3.13-slim-trixie\nCOPY start.sh .\nENTRYPOINT ["./start.sh"]\n'],
    ['a port below 1024', 'FROM python:3.13-slim-trixie\nEXPOSE 80\nCMD ["python", "app.py"]\n'],
    ['a USER root that somebody wrote', 'FROM python:3.13-slim-trixie\nUSER root\nCMD ["python", "app.py"]\n'],
  ])('is left to a person for %s', async (_name, own) => {
    expect(await dockerfile(own, 'security', {}, 'df/no-root-user')).toBe(own)
    expect((await steps({ ...ignore, Dockerfile: own }, 'security')).filter((one) => one.includes('no-root-user'))).toEqual([
      expect.stringMatching(/df\/no-root-user person$/),
    ])
  })

  it('is named by its number', async () => {
    const named = 'FROM python:3.13-slim-trixie\nRUN useradd -u 1234 bob\nUSER bob\nCMD ["python", "app.py"]\n'
    expect(await dockerfile(named, 'security')).toBe(named.replace('USER bob', 'USER 1234'))
    const unknown = 'FROM python:3.13-slim-trixie\nRUN useradd bob\nUSER bob\nCMD ["python", "app.py"]\n'
    expect(await dockerfile(unknown, 'security')).toBe(unknown)
  })
})

describe('a health check', () => {
  it('asks the route that was seen, with what the image has', async () => {
    const text =
      'FROM python:3.13-slim-trixie\nWORKDIR /app\nCOPY . .\nENV PYTHONUNBUFFERED=1\nUSER 10001\nEXPOSE 9000\n# Serves.\nCMD ["uvicorn", "app.main:app", "--port", "9000"]\n'
    const mended = (await dockerfile(text, 'production'))!
    expect(mended).toMatch(/EXPOSE 9000\nHEALTHCHECK .* \\\n {4}CMD \["python", "-IS", "-c", ".*127\.0\.0\.1', 9000.*'\/health'.*"\]\n# Serves\.\n/)
  })

  it('is not made up for a program that nobody saw, nor for a program that the image lacks', async () => {
    const other = 'FROM python:3.13-slim-trixie\nENV PYTHONUNBUFFERED=1\nUSER 10001\nEXPOSE 7777\nCMD ["celery", "worker"]\n'
    expect(await dockerfile(other, 'production')).toBe(other)
    const debian = 'FROM debian:trixie-slim\nUSER 10001\nEXPOSE 8000\nCMD ["server"]\n'
    expect(await dockerfile(debian, 'production')).toBe(debian)
  })
})

describe('an ignore file', () => {
  const Dockerfile = 'FROM python:3.13-slim-trixie\nCOPY . .\nUSER 10001\nCMD ["python", "-u", "app.py"]\n'

  it('leaves out what a project of its kind leaves about', async () => {
    expect((await after({ ...api, Dockerfile }, 'smaller'))['.dockerignore']).toMatch(
      /^\.git\n\*\*\/__pycache__\n[\s\S]*\*\*\/\.env\n\*\*\/\.env\.\*\n!\*\*\/\.env\.example\n$/,
    )
  })

  it('leaves a .env that is there to a person', async () => {
    const made = await after({ ...api, Dockerfile, '.env': 'KEY=1\n' }, 'security')
    expect(made['.dockerignore']).not.toContain('.env')
    expect(await steps({ ...api, Dockerfile, '.env': 'KEY=1\n' }, 'security')).toContain('.dockerignore:1 di/no-secrets asks')
    expect((await after({ ...api, Dockerfile, '.env': 'KEY=1\n' }, 'security', 'di/no-secrets'))['.dockerignore']).toContain('**/.env\n')
  })

  it('keeps the history for a build that asks it for the version', async () => {
    const pyproject = { 'pyproject.toml': '[build-system]\nrequires = ["setuptools", "setuptools-scm"]\n' }
    expect((await after({ ...api, ...pyproject, Dockerfile }, 'smaller'))['.dockerignore']).not.toContain('.git\n')
  })
})
