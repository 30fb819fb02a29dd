import { describe, expect, it } from 'vitest'
import { planned } from './refine-in-memory.ts'

const shop = {
  'requirements.txt': 'fastapi==0.115.0\nuvicorn==0.30.0\npsycopg2==2.9.10\n',
  'shop/__init__.py': '',
  'shop/main.py': 'from fastapi import FastAPI\n\napp = FastAPI()\n\n\n@app.get("/health")\ndef health():\n    return {}\n',
  '.dockerignore': '.git\n**/.env\n**/.venv\n**/node_modules\n',
}
const install = 'RUN apt-get update && apt-get install -y --no-install-recommends gcc libpq-dev lftp && rm -rf /var/lib/apt/lists/*\n'

async function alternative(dockerfile: string, beside: Readonly<Record<string, string>> = {}) {
  const plan = await planned({ ...shop, ...beside, Dockerfile: dockerfile }, 'smaller')
  const step = plan.steps.find((one) => one.rule === 'df/single-stage')
  return { text: plan.texts.get('Dockerfile.dockerize') ?? null, change: step?.change ?? '', texts: plan.texts }
}

describe('an alternative', () => {
  it("has the file's own version, packages, user, environment, command, port and name of the last stage", async () => {
    const { text, change } = await alternative(
      `FROM python:3.12-slim-trixie AS web\nENV SHOP_MODE=demo API_KEY=hunter2 PIP_NO_CACHE_DIR=1\nLABEL a=b\nLABEL c=d\nWORKDIR /srv\n${install}RUN useradd --uid 1234 bob\nCOPY . .\nRUN pip install -r requirements.txt\nUSER bob\nEXPOSE 9000\nCMD uvicorn shop.main:app --host 0.0.0.0 --port 9000 --workers 3\n`,
    )
    expect(text).toMatch(/^ARG PYTHON_VERSION=3\.12$/m)
    expect(text).toMatch(/install -y --no-install-recommends .*libpq-dev.*\n[\s\S]*FROM base AS web\n/)
    expect(text!.split('AS builder')[0]).toMatch(/install -y --no-install-recommends .*lftp/)
    expect(text!.split('AS builder')[0]).not.toMatch(/gcc|libpq-dev/)
    expect(text).toContain('useradd --uid 1234 --gid bob --create-home --home-dir /home/bob bob')
    expect(text).toContain('USER 1234:1234')
    expect(text).toContain('SHOP_MODE=demo')
    expect(text).not.toMatch(/hunter2|API_KEY|PIP_NO_CACHE_DIR/)
    expect(text).toContain('EXPOSE 9000')
    expect(text).toMatch(/CMD \["uvicorn", "shop\.main:app", "--host", "0\.0\.0\.0", "--port", "9000", "--workers", "3"\]\n$/)
    expect(change).toContain('It lacks line 2: ENV API_KEY; lines 3, 4: LABEL.')
  })

  it('says each step that it does not have', async () => {
    const { change } = await alternative(
      `FROM python:3.13-slim-trixie\nWORKDIR /app\n${install}COPY . .\nRUN pip install -r requirements.txt\nRUN pip install gunicorn\nRUN curl -o model https://example.com/model\nVOLUME /data\nCMD ["uvicorn", "shop.main:app"]\n`,
    )
    expect(change).toContain('line 6: pip install --no-cache-dir gunicorn; line 7: curl -o model https://example.com/model; line 8: VOLUME /data.')
  })

  it('brings an ignore file of its own where theirs keeps out what it needs', async () => {
    const dockerfile = `FROM python:3.13-slim-trixie\nWORKDIR /app\n${install}COPY shop ./shop\nRUN pip install fastapi uvicorn\nCMD ["uvicorn", "shop.main:app"]\n`
    const { texts } = await alternative(dockerfile, { '.dockerignore': '*\n!shop\n' })
    expect(texts.get('Dockerfile.dockerize.dockerignore')).toContain('!requirements.txt')
    expect((await alternative(dockerfile)).texts.has('Dockerfile.dockerize.dockerignore')).toBe(false)
  })

  it.each([
    ['another program of the folder', 'CMD ["celery", "-A", "shop.jobs", "worker"]'],
    ['a program whose name only begins alike', 'CMD ["uvicorn-proxy", "serve"]'],
  ])('is not made for %s', async (_name, command) => {
    const { text, change } = await alternative(
      `FROM python:3.13-slim-trixie\nWORKDIR /app\n${install}COPY . .\nRUN pip install -r requirements.txt\n${command}\n`,
    )
    expect(text).toBeNull()
    expect(change).toMatch(/^Build in one stage/)
  })

  it('starts what was seen where a script stands in front, and says so', async () => {
    const { text, change } = await alternative(
      `FROM python:3.13-slim-trixie\nWORKDIR /app\n${install}COPY . .\nRUN pip install -r requirements.txt\nCMD ["./start.sh"]\n`,
    )
    expect(text).toMatch(/CMD \["uvicorn", "shop\.main:app"/)
    expect(change).toContain('CMD ["./start.sh"]')
  })

  it('is not made where nothing is recognised', async () => {
    const plan = await planned({ Dockerfile: 'FROM python:3.13\nCMD ["python", "tool.py"]\n' }, 'smaller')
    expect(plan.texts.size).toBe(0)
    expect(plan.steps.find((one) => one.rule === 'df/full-base')?.state).toBe('person')
  })
})
