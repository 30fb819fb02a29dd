import { describe, expect, test } from 'vitest'
import { newLedger } from '../../src/detect/ledger.ts'
import { chooseHealth } from '../../src/detect/health.ts'
import { pythonReader } from '../../src/detect/readers/python/index.ts'
import { routesOf, type Route } from '../../src/detect/routes.ts'

async function routes(files: Record<string, string>): Promise<Route[]> {
  const read = await pythonReader()
  const modules = Object.entries(files).map(([file, text]) => {
    const name = file
      .replace(/\.py$/, '')
      .replace(/\/__init__$/, '')
      .replaceAll('/', '.')
    return read({ file, name, isPackage: file.endsWith('__init__.py') }, text)
  })
  return routesOf(modules)
}
const told = async (files: Record<string, string>) => (await routes(files)).map((one) => `${one.method} ${one.path}${one.guarded ? ' guarded' : ''}`)
const health = async (files: Record<string, string>) => chooseHealth(await routes(files), newLedger())

const urls = 'from django.urls import include, path, re_path\nfrom shop import views\n'
const views = 'from django.views.decorators.http import require_POST\ndef health(request): ...\ndef ping(request): ...\n'
const root = { 'config/settings.py': 'ROOT_URLCONF = "config.urls"\n' }

describe('django', () => {
  const cases: [name: string, files: Record<string, string>, path: string | null][] = [
    [
      'a path',
      {
        'shop/urls.py': `${urls}urlpatterns = [\n    path("admin/", admin.site.urls),\n    path("health/", views.health, name="x"),\n]\n`,
        'shop/views.py': views,
      },
      '/health/',
    ],
    [
      'includes within includes, from the root that settings name',
      {
        ...root,
        'config/urls.py': `${urls}urlpatterns = [path("api/", include("shop.api.urls"))]\n`,
        'shop/api/urls.py': `${urls}urlpatterns = [path("v1/", include(("shop.checks.urls", "checks")))]\n`,
        'shop/checks/urls.py': `${urls}urlpatterns = [path("ping", views.ping)]\n`,
        'other/urls.py': `${urls}urlpatterns = [path("health/", views.health)]\n`,
      },
      '/api/v1/ping',
    ],
    [
      'a module that is included by name',
      {
        'shop/urls.py': `${urls}from shop import checks\nurlpatterns = [path("in/", include(checks))]\n`,
        'shop/checks.py': `${urls}urlpatterns = [path("livez", views.health)]\n`,
      },
      '/in/livez',
    ],
    [
      'a list of the same file',
      { 'shop/urls.py': `${urls}ops = [\n    path("healthz", views.health),\n]\nurlpatterns = [path("ops/", include(ops))]\n` },
      '/ops/healthz',
    ],
    [
      'a list that is written out',
      { 'shop/urls.py': `${urls}urlpatterns = [\n    path("ops/", include([\n        path("up", views.health),\n    ])),\n]\n` },
      '/ops/up',
    ],
    [
      'added later, wrapped in itself',
      {
        'shop/urls.py': `${urls}urlpatterns = [path("a", views.ping)]\nurlpatterns += [\n    path("status", views.health),\n]\nurlpatterns = [path("", include((urlpatterns, "x")))]\n`,
      },
      '/status',
    ],
    ['a pattern that is a plain path', { 'shop/urls.py': `${urls}urlpatterns = [re_path(r"^health/?$", views.health)]\n` }, '/health'],
    [
      'a class',
      {
        'shop/urls.py': `${urls}urlpatterns = [path("health/", views.Health.as_view())]\n`,
        'shop/views.py': 'class Health(View):\n    def get(self, request): ...\n',
      },
      '/health/',
    ],
    [
      "django-health-check's view",
      { 'shop/urls.py': `${urls}from health_check.views import HealthCheckView\nurlpatterns = [path("ht/", HealthCheckView.as_view(checks=[]))]\n` },
      '/ht/',
    ],
    ['django-health-check', { 'shop/urls.py': `${urls}urlpatterns = [path("ht/", include("health_check.urls"))]\n` }, '/ht/'],
    [
      'not a pattern with a part',
      { 'shop/urls.py': `${urls}urlpatterns = [path("<slug:shop>/health/", views.health), re_path(r"^(\\d+)/health$", views.health)]\n` },
      null,
    ],
    [
      'not what takes POST alone',
      {
        'shop/urls.py': `${urls}urlpatterns = [path("health/", views.health)]\n`,
        'shop/views.py': 'from django.views.decorators.http import require_POST\n@require_POST\ndef health(request): ...\n',
      },
      null,
    ],
    [
      'not a list that nobody includes',
      { ...root, 'config/urls.py': `${urls}urlpatterns = []\n`, 'shop/urls.py': `${urls}urlpatterns = [path("health/", views.health)]\n` },
      null,
    ],
    ['not below a package of others', { 'shop/urls.py': `${urls}urlpatterns = [path("health/", include("somebody.urls"))]\n` }, null],
  ]
  test.each(cases)('%s', async (_, files, path) => {
    expect(await health(files)).toBe(path)
  })

  test('what needs a login is guarded', async () => {
    const files = {
      'shop/urls.py': `${urls}from django.contrib.auth.decorators import login_required\nurlpatterns = [path("health/", login_required(views.health)), path("ping", views.ping)]\n`,
    }
    expect(await told(files)).toEqual(['GET /health/ guarded', 'GET /ping'])
  })
})

describe('other frameworks', () => {
  const cases: [name: string, files: Record<string, string>, expected: string[]][] = [
    [
      'flask',
      {
        'a.py': 'from flask import Flask\napp = Flask(__name__)\n@app.route("/health", methods=["GET", "POST"])\ndef h(): ...\n@app.post("/x")\ndef x(): ...\n',
      },
      ['GET /health', 'POST /health', 'POST /x'],
    ],
    [
      'blueprints in blueprints',
      {
        'shop/ops.py': 'from flask import Blueprint\nops = Blueprint("ops", __name__)\n@ops.get("/health")\ndef h(): ...\n',
        'shop/api.py':
          'from flask import Blueprint\nfrom shop.ops import ops\napi = Blueprint("api", __name__, url_prefix="/api")\napi.register_blueprint(ops, url_prefix="/ops")\n',
        'shop/__init__.py':
          'from flask import Flask\nfrom shop.api import api\ndef make():\n    app = Flask(__name__)\n    app.register_blueprint(api)\n    return app\n',
      },
      ['GET /api/ops/health'],
    ],
    [
      'views that are classes',
      {
        'a.py':
          'from flask import Flask\nfrom flask.views import MethodView\napp = Flask(__name__)\nclass Health(MethodView):\n    def get(self): ...\napp.add_url_rule("/health", view_func=Health.as_view("h"))\n',
      },
      ['GET /health'],
    ],
    ['quart', { 'a.py': 'from quart import Quart\napp = Quart(__name__)\n@app.route("/health")\nasync def h(): ...\n' }, ['GET /health']],
    [
      'starlette, mounts in mounts',
      {
        'a.py':
          'from starlette.applications import Starlette\nfrom starlette.routing import Mount, Route\napp = Starlette(routes=[\n    Route("/ping", p),\n    Mount("/api", routes=[\n        Route("/health", h),\n        Mount("/deep", routes=[Route("/live", h, methods=["POST"])]),\n    ]),\n])\n',
      },
      ['GET /ping', 'GET /api/health', 'POST /api/deep/live'],
    ],
    [
      'litestar, its handlers without a name',
      {
        'a.py': 'from litestar import Litestar, get\n@get("/live")\nasync def l() -> str: ...\ndef make() -> Litestar:\n    return Litestar([l], debug=True)\n',
      },
      ['GET /live'],
    ],
    [
      'litestar',
      {
        'a.py':
          'from litestar import Litestar, Router, get, post, Controller\n@get("/health")\nasync def h() -> str: ...\n@post(path="/x")\nasync def x() -> str: ...\nclass Ops(Controller):\n    path = "/ops"\n    @get("/live")\n    async def l(self) -> str: ...\nsub = Router(path="/api", route_handlers=[Ops])\napp = Litestar(route_handlers=[h, x, sub])\n',
      },
      ['GET /health', 'POST /x', 'GET /api/ops/live'],
    ],
    [
      'sanic',
      {
        'a.py':
          'from sanic import Sanic, Blueprint\napp = Sanic("x")\nbp = Blueprint("ops", url_prefix="/ops")\n@bp.get("/health")\nasync def h(r): ...\napp.blueprint(bp)\n',
      },
      ['GET /ops/health'],
    ],
    [
      'aiohttp',
      {
        'a.py':
          'from aiohttp import web\nroutes = web.RouteTableDef()\n@routes.get("/ping")\nasync def p(r): ...\napp = web.Application()\napp.add_routes([web.get("/health", h), web.post("/x", x)])\napp.router.add_get("/live", h)\n',
      },
      ['GET /ping', 'GET /health', 'POST /x', 'GET /live'],
    ],
    [
      'falcon',
      {
        'a.py':
          'import falcon\nclass Health:\n    def on_get(self, req, resp): ...\nclass Orders:\n    def on_post(self, req, resp): ...\napp = falcon.App()\napp.add_route("/health", Health())\napp.add_route("/orders", Orders())\n',
      },
      ['GET /health', 'POST /orders'],
    ],
    [
      'bottle',
      { 'a.py': 'from bottle import Bottle, route, get\napp = Bottle()\n@app.get("/health")\ndef h(): ...\n@route("/ping")\ndef p(): ...\n' },
      ['GET /health', 'GET /ping'],
    ],
    [
      'tornado',
      { 'a.py': 'import tornado.web\napp = tornado.web.Application([\n    (r"/health", Health),\n    (r"/x/(\\d+)", X),\n])\n' },
      ['GET /health', 'GET /x/(\\d+)'],
    ],
  ]
  test.each(cases)('%s', async (_, files, expected) => {
    expect((await told(files)).sort()).toEqual([...expected].sort())
  })
})
