import { pyproject } from '../project-from.ts'

/** A small project and what starts it, as its owner would say. */
export interface Shape {
  entrypoints: readonly string[]
  files: Readonly<Record<string, string>>
}

const web = { 'pyproject.toml': pyproject(['fastapi', 'uvicorn']) }
const flask = { 'requirements.txt': 'flask==3.1.2\ngunicorn==23.0.0\n' }
const api = 'from fastapi import FastAPI\n\napp = FastAPI(title="Shop")\n\n\n@app.get("/healthz")\ndef health():\n    return {"ok": True}\n'
const router = 'from fastapi import APIRouter\n\nrouter = APIRouter(prefix="/v1")\n\n\n@router.get("/items")\ndef items():\n    return []\n'
const site = 'from flask import Flask\n\napp = Flask(__name__)\n\n\n@app.route("/health")\ndef health():\n    return "ok"\n'
const manage = (settings: string) =>
  `import os\nimport sys\n\n\ndef main():\n    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "${settings}")\n    from django.core.management import execute_from_command_line\n\n    execute_from_command_line(sys.argv)\n\n\nif __name__ == "__main__":\n    main()\n`
const wsgi = (settings: string) =>
  `import os\n\nfrom django.core.wsgi import get_wsgi_application\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "${settings}")\n\napplication = get_wsgi_application()\n`
const settings = (name: string) =>
  `from pathlib import Path\n\nBASE_DIR = Path(__file__).resolve().parent.parent\nINSTALLED_APPS = ["django.contrib.staticfiles", "orders"]\nROOT_URLCONF = "${name}.urls"\nWSGI_APPLICATION = "${name}.wsgi.application"\nSTATIC_URL = "static/"\nALLOWED_HOSTS = ["*"]\nDATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "HOST": "db"}}\n`
const urls =
  'from django.http import HttpResponse\nfrom django.urls import path\n\n\ndef health(request):\n    return HttpResponse("ok")\n\n\nurlpatterns = [path("healthz/", health)]\n'

/** The ways to lay out a program, one each. */
export const shapes: Readonly<Record<string, Shape>> = {
  'flat script': { entrypoints: ['main:app'], files: { ...web, 'main.py': api } },
  'flat script beside its own modules': {
    entrypoints: ['main:app'],
    files: {
      ...web,
      'main.py': `from db import URL\nimport routes\n\n${api}\napp.include_router(routes.router)\n`,
      'db.py': 'URL = "postgresql://db/shop"\n',
      'routes.py': router,
    },
  },
  package: {
    entrypoints: ['shop.main:app'],
    files: {
      ...web,
      'shop/__init__.py': '',
      'shop/main.py': `from shop.routes import router\n\n${api}\napp.include_router(router)\n`,
      'shop/routes.py': router,
      Procfile: 'web: uvicorn shop.main:app --port 8080\n',
    },
  },
  'src layout': {
    entrypoints: ['shop.server:app'],
    files: {
      ...web,
      'src/shop/__init__.py': '',
      'src/shop/server.py': `from . import routes\n\n${api}\napp.include_router(routes.router)\n`,
      'src/shop/routes.py': router,
      'tests/test_server.py': 'from shop.server import app\n',
    },
  },
  factory: {
    entrypoints: ['shop.factory:create_app'],
    files: {
      ...web,
      'shop/__init__.py': '',
      'shop/factory.py':
        'from fastapi import FastAPI\n\nfrom .routes import router\n\n\ndef create_app() -> FastAPI:\n    app = FastAPI()\n    app.include_router(router)\n    return app\n',
      'shop/routes.py': router,
    },
  },
  'factory called where it is served': {
    entrypoints: ['shop.asgi:app'],
    files: {
      ...web,
      'shop/__init__.py': '',
      'shop/factory.py': 'from fastapi import FastAPI\n\n\ndef create_app(debug: bool = False) -> FastAPI:\n    app = FastAPI(debug=debug)\n    return app\n',
      'shop/asgi.py': 'from shop.factory import create_app\n\napp = create_app()\n',
    },
  },
  'app in __init__': { entrypoints: ['shop:app'], files: { ...web, 'shop/__init__.py': api, 'shop/routes.py': router } },
  'sub-package with relative imports': {
    entrypoints: ['shop.web.main:app'],
    files: {
      ...web,
      'shop/__init__.py': '',
      'shop/db.py': 'URL = "postgresql://db/shop"\n',
      'shop/web/__init__.py': '',
      'shop/web/main.py': `from ..db import URL\nfrom .routes import router\n\n${api}\napp.include_router(router)\n`,
      'shop/web/routes.py': router,
    },
  },
  'uvicorn.run with the object': {
    entrypoints: ['server:app'],
    files: { ...web, 'server.py': `import uvicorn\n${api}\nif __name__ == "__main__":\n    uvicorn.run(app, host="0.0.0.0", port=8123)\n` },
  },
  'uvicorn.run with a string elsewhere': {
    entrypoints: ['shop.main:app'],
    files: {
      ...web,
      'shop/main.py': api,
      'run.py': 'import uvicorn\n\nif __name__ == "__main__":\n    uvicorn.run("shop.main:app", port=8200, reload=True)\n',
    },
  },
  'two apps, one started': {
    entrypoints: ['shop.main:app'],
    files: {
      ...web,
      'shop/main.py': api,
      'shop/admin.py': api.replace('Shop', 'Admin'),
      Dockerfile: 'FROM python:3.12-slim\nCOPY . /app\nWORKDIR /app\nCMD ["uvicorn", "shop.main:app", "--host", "0.0.0.0", "--port", "8300"]\n',
    },
  },
  'mounted sub-application': {
    entrypoints: ['shop.main:app'],
    files: {
      ...web,
      'shop/main.py': `from shop.admin import app as admin_app\n\n${api}\napp.mount("/admin", admin_app)\n`,
      'shop/admin.py': api.replace('/healthz', '/things'),
    },
  },
  'subclass in a module of its own': {
    entrypoints: ['shop.main:app'],
    files: {
      ...web,
      'shop/base.py': 'from fastapi import FastAPI\n\n\nclass Site(FastAPI):\n    pass\n',
      'shop/main.py': 'from shop.base import Site\n\napp = Site()\n',
    },
  },
  'program in a folder': {
    entrypoints: ['app.main:app'],
    files: { 'README.md': '# Shop\n', 'backend/pyproject.toml': pyproject(['fastapi', 'uvicorn']), 'backend/app/__init__.py': '', 'backend/app/main.py': api },
  },
  'flask script': {
    entrypoints: ['app:app'],
    files: { ...flask, 'app.py': `${site}\n\nif __name__ == "__main__":\n    app.run(host="0.0.0.0", port=5005)\n` },
  },
  'flask factory with wsgi.py': {
    entrypoints: ['wsgi:app'],
    files: {
      ...flask,
      'wsgi.py': 'from shop import create_app\n\napp = create_app()\n',
      'shop/__init__.py':
        'from flask import Flask\n\n\ndef create_app(config=None):\n    app = Flask(__name__)\n    from .views import bp\n\n    app.register_blueprint(bp)\n    return app\n',
      'shop/views.py': 'from flask import Blueprint\n\nbp = Blueprint("views", __name__)\n\n\n@bp.route("/healthz")\ndef health():\n    return "ok"\n',
      Procfile: 'web: gunicorn wsgi:app --bind 0.0.0.0:8080\n',
    },
  },
  'flask factory': {
    entrypoints: ['shop:create_app'],
    files: {
      ...flask,
      'shop/__init__.py':
        'from flask import Flask\n\n\ndef create_app(test_config=None):\n    app = Flask(__name__, instance_relative_config=True)\n    return app\n',
      '.flaskenv': 'FLASK_APP=shop\n',
    },
  },
  'flask in a package with circular views': {
    entrypoints: ['shop:app'],
    files: {
      ...flask,
      'shop/__init__.py': 'from flask import Flask\n\napp = Flask(__name__)\n\nfrom shop import views\n',
      'shop/views.py': 'from shop import app\n\n\n@app.route("/")\ndef index():\n    return "shop"\n',
      'run.py': 'from shop import app\n\nif __name__ == "__main__":\n    app.run(port=5007)\n',
    },
  },
  'django in a sub-folder': {
    entrypoints: ['core.wsgi:application'],
    files: {
      'requirements.txt': 'Django==5.2\ngunicorn==23.0.0\npsycopg==3.2\n',
      'site/manage.py': manage('core.settings'),
      'site/core/__init__.py': '',
      'site/core/settings.py': settings('core'),
      'site/core/urls.py': urls,
      'site/core/wsgi.py': wsgi('core.settings'),
      'site/orders/__init__.py': '',
      'site/orders/models.py': 'from django.db import models\n',
    },
  },
  'django as startproject makes it': {
    entrypoints: ['shop.wsgi:application'],
    files: {
      'pyproject.toml': pyproject(['django', 'gunicorn', 'psycopg[binary]']),
      'manage.py': manage('shop.settings'),
      'shop/__init__.py': '',
      'shop/settings.py': settings('shop'),
      'shop/urls.py': urls,
      'shop/wsgi.py': wsgi('shop.settings'),
      'orders/__init__.py': '',
    },
  },
  'django with celery': {
    entrypoints: ['shop.wsgi:application', 'shop.celery:app'],
    files: {
      'requirements.txt': 'Django==5.2\ngunicorn==23.0.0\ncelery==5.5\nredis==6.0\n',
      'manage.py': manage('shop.settings'),
      'shop/__init__.py': 'from .celery import app as celery_app\n\n__all__ = ("celery_app",)\n',
      'shop/settings.py': `${settings('shop')}CELERY_BROKER_URL = "redis://redis:6379/0"\n`,
      'shop/urls.py': urls,
      'shop/wsgi.py': wsgi('shop.settings'),
      'shop/celery.py':
        'import os\n\nfrom celery import Celery\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\n\napp = Celery("shop")\napp.config_from_object("django.conf:settings", namespace="CELERY")\napp.autodiscover_tasks()\n',
      'orders/__init__.py': '',
      'orders/tasks.py': 'from celery import shared_task\n\n\n@shared_task\ndef send():\n    return 1\n',
    },
  },
  'celery in a module': {
    entrypoints: ['mailer.worker:queue'],
    files: {
      'requirements.txt': 'celery[redis]==5.5\n',
      'mailer/__init__.py': '',
      'mailer/worker.py': 'from celery import Celery\n\nqueue = Celery("mailer", broker="redis://redis:6379/0", include=["mailer.tasks"])\n',
      'mailer/tasks.py': 'from .worker import queue\n\n\n@queue.task\ndef send(to):\n    return to\n',
    },
  },
  'celery made by a function': {
    entrypoints: ['mailer.worker:queue'],
    files: {
      'requirements.txt': 'celery[redis]==5.5\n',
      'mailer/__init__.py': '',
      'mailer/make.py':
        'from celery import Celery\n\n\ndef make_queue(name: str) -> Celery:\n    made = Celery(name, broker="redis://redis:6379/0")\n    made.conf.task_acks_late = True\n    return made\n',
      'mailer/worker.py': 'from mailer.make import make_queue\n\nqueue = make_queue("mailer")\n',
    },
  },
  'api with a celery worker': {
    entrypoints: ['shop.main:app', 'shop.worker:celery_app'],
    files: {
      'pyproject.toml': pyproject(['fastapi', 'uvicorn', 'celery[redis]']),
      'shop/__init__.py': '',
      'shop/main.py': `from shop.worker import celery_app\n\n${api}`,
      'shop/worker.py': 'from celery import Celery\n\ncelery_app = Celery("shop", broker="redis://redis:6379/0")\n',
      Procfile: 'web: uvicorn shop.main:app\nworker: celery -A shop.worker worker\n',
    },
  },
  'streamlit script': {
    entrypoints: ['streamlit_app.py'],
    files: { 'requirements.txt': 'streamlit==1.50\n', 'streamlit_app.py': 'import streamlit as st\n\nst.title("Figures")\n' },
  },
  'streamlit with pages': {
    entrypoints: ['Home.py'],
    files: {
      'requirements.txt': 'streamlit==1.50\npandas\n',
      'Home.py': 'import streamlit as st\n\nst.set_page_config(page_title="Figures")\nst.write("Welcome")\n',
      'pages/1_Sales.py': 'import streamlit as st\n\nst.header("Sales")\n',
      'pages/2_Stock.py': 'import streamlit as st\n\nst.header("Stock")\n',
    },
  },
  'aiohttp app': {
    entrypoints: ['server.py'],
    files: {
      'requirements.txt': 'aiohttp==3.12\n',
      'server.py':
        'from aiohttp import web\n\n\nasync def health(request):\n    return web.Response(text="ok")\n\n\napp = web.Application()\napp.router.add_get("/health", health)\n\nif __name__ == "__main__":\n    web.run_app(app, port=8080)\n',
    },
  },
  'starlette app': {
    entrypoints: ['shop.main:app'],
    files: {
      'requirements.txt': 'starlette==0.47\nuvicorn==0.35\n',
      'shop/__init__.py': '',
      'shop/main.py':
        'from starlette.applications import Starlette\nfrom starlette.responses import PlainTextResponse\nfrom starlette.routing import Route\n\n\nasync def health(request):\n    return PlainTextResponse("ok")\n\n\napp = Starlette(routes=[Route("/health", health)])\n',
    },
  },
}
