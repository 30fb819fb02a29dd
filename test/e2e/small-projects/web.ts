import type { SmallProject } from './small-project.ts'

/** A request from inside, which production allows too. */
function get(port: number, path: string): string {
  return `import urllib.request as u; print(u.urlopen("http://127.0.0.1:${port}${path}").read().decode())`
}

export const flask: SmallProject = {
  title: 'Flask',
  files: {
    'requirements.txt': 'flask==3.1.2\n',
    'app.py': `from flask import Flask

app = Flask(__name__)


@app.get("/health")
def health():
    return {"status": "ok"}
`,
  },
  services: ['web'],
  port: 5000,
  work: { program: get(5000, '/health'), says: '"ok"' },
}

export const django: SmallProject = {
  title: 'Django',
  files: {
    'requirements.txt': 'django==5.2.8\n',
    'manage.py': `import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "site_of.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
`,
    'site_of/__init__.py': '',
    'site_of/settings.py': `import os
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent
SECRET_KEY = os.environ["SECRET_KEY"]
DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1"]
INSTALLED_APPS = ["django.contrib.auth", "django.contrib.contenttypes"]
ROOT_URLCONF = "site_of.urls"
WSGI_APPLICATION = "site_of.wsgi.application"
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": BASE_DIR / "db.sqlite3"}}
`,
    'site_of/urls.py': `from django.contrib.auth.models import User
from django.http import JsonResponse
from django.urls import path

urlpatterns = [path("health/", lambda request: JsonResponse({"users": User.objects.count()}))]
`,
    'site_of/wsgi.py': `import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "site_of.settings")
application = get_wsgi_application()
`,
  },
  services: ['web'],
  port: 8000,
  // It asks the database that was migrated.
  work: { program: get(8000, '/health/'), says: '{"users": 0}' },
}

export const streamlit: SmallProject = {
  title: 'Streamlit',
  files: { 'requirements.txt': 'streamlit==1.51.0\n', 'page.py': 'import streamlit as st\n\nst.title("A page")\n' },
  services: ['app'],
  port: 8501,
  work: { program: get(8501, '/'), says: '<title>Streamlit</title>' },
}

export const starlette: SmallProject = {
  title: 'Starlette',
  files: {
    'requirements.txt': 'starlette==0.50.0\nuvicorn==0.38.0\n',
    'main.py': `from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route


def health(request):
    return JSONResponse({"status": "ok"})


app = Starlette(routes=[Route("/health", health)])
`,
  },
  services: ['web'],
  port: 8000,
  work: { program: get(8000, '/health'), says: '"ok"' },
}
