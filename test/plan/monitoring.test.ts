import { describe, expect, it } from 'vitest'
import type { Given } from '../../src/ask/answers.ts'
import { decide } from '../../src/ask/decide.ts'
import { nothingGiven } from '../../src/ask/given.ts'
import { repeatCommand } from '../../src/ask/repeat-command.ts'
import { exporters } from '../../src/exporters/index.ts'
import { plan } from '../../src/plan/index.ts'
import type { Plan } from '../../src/plan/plan.ts'
import { services } from '../../src/services/index.ts'
import { factsFrom } from '../detect/project-from.ts'

const counted =
  'from fastapi import FastAPI\nfrom prometheus_fastapi_instrumentator import Instrumentator\n\napp = FastAPI()\nInstrumentator().instrument(app).expose(app)\n'
const api = { 'requirements.txt': 'fastapi\nuvicorn\nprometheus-fastapi-instrumentator\n', 'main.py': counted }
const stored = {
  'requirements.txt': 'fastapi\nuvicorn\nprometheus-fastapi-instrumentator\npsycopg2-binary\nredis\n',
  'main.py': `import os\nimport psycopg2\nimport redis\n${counted}db = psycopg2.connect(os.environ["DATABASE_URL"])\ncache = redis.Redis.from_url(os.environ["REDIS_URL"])\n`,
}

async function planOf(files: Readonly<Record<string, string>>, given: Partial<Given>): Promise<Plan> {
  const facts = await factsFrom(files)
  return plan(facts, decide(facts, { ...nothingGiven(), ...given }).answers, new Set())
}

const profiles = (made: Plan) => Object.fromEntries(made.services.map((one) => [one.name, one.profiles.join()]))
const setting = (made: Plan, path: string) => made.settings.find((one) => one.path === path)?.values

describe('profiles', () => {
  it('of what watches are in neither full nor infra, and closed by themselves', async () => {
    const made = await planOf(stored, { with: ['prometheus', 'grafana', 'k6'] })
    expect(profiles(made)).toMatchObject({
      api: 'full,load',
      postgres: 'full,infra,monitoring,load',
      redis: 'full,infra,monitoring,load',
      'postgres-metrics': 'monitoring',
      'postgres-exporter': 'monitoring',
      'redis-exporter': 'monitoring',
      prometheus: 'monitoring',
      grafana: 'monitoring',
      k6: 'load',
    })
    for (const service of made.services)
      for (const { service: name } of service.dependsOn)
        expect(made.services.find((one) => one.name === name)?.profiles, `${service.name} → ${name}`).toEqual(expect.arrayContaining([...service.profiles]))
  })

  it('leave an app that is alone without any', async () => {
    expect(profiles(await planOf(api, { with: ['prometheus', 'k6'] }))).toMatchObject({ api: '', prometheus: 'monitoring', k6: 'load' })
  })
})

describe('prometheus asks', () => {
  it('the app by its service and port, and what has the figures of its services', async () => {
    expect(setting(await planOf(stored, { with: ['prometheus'] }), 'monitoring/prometheus.yml')?.['scrapes']).toMatchObject([
      { job: 'api', host: 'api', port: 8000, path: '/metrics', several: true },
      { job: 'postgres', host: 'postgres-exporter', port: 9187 },
      { job: 'redis', host: 'redis-exporter', port: 9121 },
    ])
  })

  it('nobody who does not answer: the library is named instead', async () => {
    const made = await planOf({ 'requirements.txt': 'flask\n', 'app.py': 'from flask import Flask\n\napp = Flask(__name__)\n' }, { with: ['prometheus'] })
    expect(setting(made, 'monitoring/prometheus.yml')?.['scrapes']).toEqual([])
    expect(made.advice.find((one) => one.title === 'Metrics')).toMatchObject({
      text: expect.stringContaining('prometheus-flask-exporter') as string,
      now: true,
    })
  })

  it('nothing that somebody else runs', async () => {
    const made = await planOf(stored, { with: ['prometheus'], managed: ['postgres'] })
    expect(made.services.map((one) => one.name)).not.toContain('postgres-exporter')
  })

  it('a name that a program with a list of them is told', async () => {
    const made = await planOf(
      {
        'requirements.txt': 'django\ndjango-prometheus\ngunicorn\n',
        'manage.py': 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\n',
        'shop/__init__.py': '',
        'shop/settings.py':
          'import os\nROOT_URLCONF = "shop.urls"\nWSGI_APPLICATION = "shop.wsgi.application"\nALLOWED_HOSTS = os.environ.get("ALLOWED_HOSTS", "").split(",")\n',
        'shop/wsgi.py': 'from django.core.wsgi import get_wsgi_application\n\napplication = get_wsgi_application()\n',
        'shop/urls.py': 'from django.urls import include, path\n\nurlpatterns = [path("", include("django_prometheus.urls"))]\n',
      },
      { with: ['prometheus'] },
    )
    const hosts = made.services.find((one) => one.name === 'web')?.environment.find((one) => one.name === 'ALLOWED_HOSTS')
    expect(hosts?.value).toBe('${ALLOWED_HOSTS:-localhost},127.0.0.1,web')
  })
})

describe('a login of an exporter', () => {
  it('is made by the server, and is another one than the app has', async () => {
    const made = await planOf(stored, { with: ['prometheus'] })
    const exporter = made.services.find((one) => one.name === 'postgres-exporter')
    expect(exporter?.environment.map((one) => one.value).join('\n')).not.toMatch(/POSTGRES_PASSWORD|POSTGRES_USER/)
    expect(exporter?.dependsOn).toEqual([{ service: 'postgres-metrics', condition: 'service_completed_successfully' }])
    expect(made.secrets.map((one) => one.variable)).toEqual(expect.arrayContaining(['POSTGRES_PASSWORD', 'POSTGRES_METRICS_PASSWORD']))
  })
})

describe('the load test', () => {
  it('asks the health route and those without parameters, by the name of the service', async () => {
    const source = `${counted}\n\n@app.get("/healthz")\ndef health():\n    return {}\n\n\n@app.get("/items/{item}")\ndef item(item: int):\n    return {}\n\n\n@app.get("/items")\ndef items():\n    return []\n\n\n@app.post("/items")\ndef add():\n    return {}\n`
    const made = await planOf({ ...api, 'main.py': source }, { with: ['k6'] })
    expect(setting(made, 'load/script.js')).toEqual({
      target: 'http://api:8000',
      routes: [
        { path: "'/healthz'", below: 400 },
        { path: "'/items'", below: 500 },
      ],
    })
    expect(made.services.find((one) => one.name === 'k6')).toMatchObject({ restart: 'no', dependsOn: [{ service: 'api', condition: 'service_healthy' }] })
  })

  it('goes through the proxy where one stands in front', async () => {
    const made = await planOf(api, { with: ['k6', 'nginx'] })
    expect(made.services.find((one) => one.name === 'k6')?.dependsOn).toEqual([{ service: 'nginx', condition: 'service_healthy' }])
    expect(setting(made, 'load/script.js')).toMatchObject({ target: 'http://nginx:8080' })
  })

  it('is refused where nothing answers', async () => {
    const files = { 'requirements.txt': 'celery[redis]\n', 'jobs.py': 'from celery import Celery\n\napp = Celery("jobs", broker="redis://localhost")\n' }
    await expect(planOf(files, { with: ['k6'] })).rejects.toThrow('--with k6: nothing here answers requests')
  })
})

describe('telemetry', () => {
  const sends = {
    'requirements.txt': 'fastapi\nuvicorn\nopentelemetry-distro\nopentelemetry-exporter-otlp-proto-http\n',
    'main.py': 'from fastapi import FastAPI\n\napp = FastAPI()\n',
  }

  it('has its collector beside Prometheus, and programs send nothing until a person says so', async () => {
    const made = await planOf(sends, { with: ['prometheus'] })
    expect(profiles(made)).toMatchObject({ 'otel-collector': 'monitoring' })
    const entries = made.services.find((one) => one.name === 'api')?.environment
    // Without a value compose passes on what .env has, and nothing where that has none.
    expect(entries).toContainEqual({ name: 'OTEL_EXPORTER_OTLP_ENDPOINT', value: '', secret: false })
    expect(entries).toContainEqual({ name: 'OTEL_SERVICE_NAME', value: 'api', secret: false })
    expect(made.variables.find((one) => one.name === 'OTEL_EXPORTER_OTLP_ENDPOINT')).toMatchObject({ example: 'http://otel-collector:4318', optional: true })
  })

  it('is left out where a person says so, and stays out', async () => {
    const facts = await factsFrom(sends)
    const { answers } = decide(facts, { ...nothingGiven(), with: ['prometheus'], without: ['otel-collector'] })
    expect(answers.services.map((one) => one.kind)).toEqual(['prometheus'])
    expect(repeatCommand(facts, answers)).toContain('--with prometheus --without otel-collector')
  })

  it('changes nothing where nobody looks at it', async () => {
    const made = await planOf(sends, {})
    expect(made.services.map((one) => one.name)).not.toContain('otel-collector')
    expect(made.services[0]?.environment.map((one) => one.name)).not.toContain('OTEL_EXPORTER_OTLP_ENDPOINT')
  })
})

describe('exporters', () => {
  it.each(exporters.map((one) => ({ name: one.of[0], one })))('of $name: exact tag, a check that can fail, figures of this job alone', ({ one }) => {
    for (const kind of one.of) expect(services.map((service) => service.id)).toContain(kind)
    expect(one.panels.length).toBeGreaterThanOrEqual(3)
    for (const { expression } of one.panels.flatMap((panel) => panel.queries)) {
      expect(expression).toMatch(/\$job/)
      expect(expression.match(/\{/g)?.length).toBe(expression.match(/\{[^}]*\$job/g)?.length)
    }
    if (!one.service) return
    expect(one.service.image).toMatch(/^[a-z0-9./_-]+:v?[0-9][\w.-]*$/)
    expect(one.service.health).toMatchObject({ test: ['CMD', 'wget', '-q', '--spider', expect.stringContaining(String(one.port))] })
    for (const { value, secret } of one.service.environment) if (value.includes(':?')) expect(secret).toBe(true)
  })
})
