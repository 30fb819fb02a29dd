import { describe, expect, it } from 'vitest'
import { factsFrom, unitFrom } from './project-from.ts'

const fastapi = 'from fastapi import FastAPI\n\napp = FastAPI()\n'
const flask = 'from flask import Flask\n\napp = Flask(__name__)\n'

/** What is seen of a Python app in one file. */
async function seen(requirements: string, source: string): Promise<unknown> {
  const { metrics } = await unitFrom({ 'requirements.txt': `${requirements}\n`, 'app.py': source })
  return metrics && `${metrics.library} ${metrics.path}${metrics.port === null ? '' : ` on ${metrics.port}`} at line ${metrics.line}`
}

describe('a Python program answers Prometheus', () => {
  it('by the route that its library adds', async () => {
    const instrumentator = `from prometheus_fastapi_instrumentator import Instrumentator\n${fastapi}Instrumentator().instrument(app)`
    expect(await seen('fastapi', `${instrumentator}.expose(app)\n`)).toBe('prometheus-fastapi-instrumentator /metrics at line 5')
    expect(await seen('fastapi', `${instrumentator}.expose(app, endpoint="/figures")\n`)).toBe('prometheus-fastapi-instrumentator /figures at line 5')
    const exporter = `from prometheus_flask_exporter import PrometheusMetrics\n${flask}`
    expect(await seen('flask', `${exporter}PrometheusMetrics(app, path="/stats")\n`)).toBe('prometheus-flask-exporter /stats at line 5')
  })

  it('by an app of the client that is mounted, below which the way ends with a slash', async () => {
    const client = `from prometheus_client import make_asgi_app\n${fastapi}`
    expect(await seen('fastapi', `${client}app.mount("/metrics", make_asgi_app())\n`)).toBe('prometheus-client /metrics/ at line 5')
    expect(await seen('fastapi', `${client}figures = make_asgi_app()\napp.mount("/figures", figures)\n`)).toBe('prometheus-client /figures/ at line 6')
    const wsgi = `from prometheus_client import make_wsgi_app\nfrom werkzeug.middleware.dispatcher import DispatcherMiddleware\n${flask}`
    const mounted = 'app.wsgi_app = DispatcherMiddleware(app.wsgi_app, {"/metrics": make_wsgi_app()})\n'
    expect(await seen('flask', `${wsgi}${mounted}`)).toBe('prometheus-client /metrics at line 6')
  })

  it('by a route of its own', async () => {
    const route = '@app.get("/internal/metrics")\ndef figures():\n    return generate_latest()\n'
    expect(await seen('fastapi', `from prometheus_client import generate_latest\n${fastapi}\n\n${route}`)).toBe('prometheus-client /internal/metrics at line 7')
    const starlette = `from starlette_exporter import PrometheusMiddleware, handle_metrics\n${fastapi}app.add_middleware(PrometheusMiddleware)\n`
    expect(await seen('fastapi', `${starlette}app.add_route("/metrics", handle_metrics)\n`)).toBe('starlette-exporter /metrics at line 6')
  })

  it('by a server on another port', async () => {
    const server = `from prometheus_client import start_http_server\n${flask}start_http_server(9100)\n`
    expect(await seen('flask', server)).toBe('prometheus-client /metrics on 9100 at line 5')
  })

  it("by Django's URLs, below their prefix", async () => {
    const { metrics } = await unitFrom({
      'requirements.txt': 'django\ndjango-prometheus\n',
      'manage.py': 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\n',
      'shop/__init__.py': '',
      'shop/settings.py': 'ROOT_URLCONF = "shop.urls"\nWSGI_APPLICATION = "shop.wsgi.application"\n',
      'shop/wsgi.py': 'from django.core.wsgi import get_wsgi_application\n\napplication = get_wsgi_application()\n',
      'shop/urls.py': 'from django.urls import include, path\n\nurlpatterns = [path("ops/", include("django_prometheus.urls"))]\n',
    })
    expect(metrics).toEqual({ library: 'django-prometheus', path: '/ops/metrics', port: null, file: 'shop/urls.py', line: 3 })
  })

  it('nowhere, where a library is installed and not used, a page has that name, or a login is asked for', async () => {
    expect(await seen('fastapi\nprometheus-client', fastapi)).toBeUndefined()
    expect(await seen('fastapi', `${fastapi}\n\n@app.get("/metrics")\ndef figures():\n    return {"orders": 3}\n`)).toBeUndefined()
    const guarded = '@app.get("/metrics", dependencies=[Depends(login)])\ndef figures():\n    return generate_latest()\n'
    expect(await seen('fastapi', `from prometheus_client import generate_latest\n${fastapi}\n\n${guarded}`)).toBeUndefined()
    expect(await seen('flask', `from prometheus_flask_exporter import PrometheusMetrics\n${flask}PrometheusMetrics(app, path=None)\n`)).toBeUndefined()
  })
})

describe("a program of Node's answers Prometheus", () => {
  const of = async (dependencies: Record<string, string>, source: string) => {
    const manifest = { name: 'shop', scripts: { start: 'node server.js' }, dependencies: { express: '5', ...dependencies } }
    const { units } = await factsFrom({ 'package.json': JSON.stringify(manifest), 'server.js': source })
    const metrics = units[0]?.metrics
    return metrics && `${metrics.library} ${metrics.path} at line ${metrics.line}`
  }
  const express = "import express from 'express'\nconst app = express()\n"

  it('by a route beside the client', async () => {
    const client = `import { register } from 'prom-client'\n${express}app.get('/metrics', answer)\napp.listen(3000)\n`
    expect(await of({ 'prom-client': '15' }, client)).toBe('prom-client /metrics at line 4')
    const plain = "const { register } = require('prom-client')\nrequire('http').createServer((q, r) => { if (q.url === '/metrics') r.end() }).listen(3000)\n"
    expect(await of({ 'prom-client': '15' }, plain)).toBe('prom-client /metrics at line 2')
  })

  it('by what a library adds, where its options say', async () => {
    const bundle = (options: string) => `import promBundle from 'express-prom-bundle'\n${express}app.use(promBundle({ ${options} }))\napp.listen(3000)\n`
    expect(await of({ 'express-prom-bundle': '8' }, bundle('includePath: true'))).toBe('express-prom-bundle /metrics at line 1')
    expect(await of({ 'express-prom-bundle': '8' }, bundle("metricsPath: '/ops'"))).toBe('express-prom-bundle /ops at line 4')
  })

  it('nowhere without such a library', async () => {
    expect(await of({}, `${express}app.get('/metrics', answer)\napp.listen(3000)\n`)).toBeUndefined()
  })
})
