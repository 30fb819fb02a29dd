/** One of each stack, as small as it can be and still do its work. */
export interface SmallProject {
  title: string
  files: Readonly<Record<string, string>>
  /** What runs its code: each must start, hang visibly, stop and be hardened. Empty: it does its work and ends. */
  services: readonly string[]
  /** A program for the first of them, and what it prints where the work is done. For one that ends: what its own run prints. */
  work: { program: string; says: string }
  /** Seconds that its check waits for a sign of life, beside its own times. */
  silence?: number
  /** Seconds in which it ends where that is not two, and why. */
  stops?: { seconds: number; why: string }
}

/** Measured, and read in billiard's `_do_exit` and in its `_help_stuff_finish`: no setting changes it. */
const celeryStops =
  'its loop looks up within a second of the signal, each process of its pool sleeps a second before it ends, and the end of the pool waits for half of one more'

/** Measured, and read in dramatiq/cli.py and dramatiq/worker.py. */
const dramatiqStops = 'a second each until its process, its idle threads and its consumers look up, one after the other, and one for what writes its log'

/** A request from inside, which production allows too. */
function get(port: number, path: string): string {
  return `import urllib.request as u; print(u.urlopen("http://127.0.0.1:${port}${path}").read().decode())`
}

const flask: SmallProject = {
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
  work: { program: get(5000, '/health'), says: '"ok"' },
}

const django: SmallProject = {
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
  // It asks the database that was migrated.
  work: { program: get(8000, '/health/'), says: '{"users": 0}' },
}

const streamlit: SmallProject = {
  title: 'Streamlit',
  files: { 'requirements.txt': 'streamlit==1.51.0\n', 'page.py': 'import streamlit as st\n\nst.title("A page")\n' },
  services: ['app'],
  work: { program: get(8501, '/'), says: '<title>Streamlit</title>' },
}

const starlette: SmallProject = {
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
  work: { program: get(8000, '/health'), says: '"ok"' },
}

const celery: SmallProject = {
  title: 'Celery',
  files: {
    'requirements.txt': 'celery[redis]==5.6.0\n',
    'jobs.py': `import os

from celery import Celery

app = Celery("jobs", broker=os.environ["CELERY_BROKER_URL"], backend=os.environ["CELERY_BROKER_URL"])


@app.task
def add(a: int, b: int) -> int:
    return a + b
`,
  },
  services: ['worker'],
  work: { program: 'from jobs import add; print(add.delay(2, 3).get(timeout=10))', says: '5' },
  stops: { seconds: 5, why: celeryStops },
}

const rq: SmallProject = {
  title: 'RQ',
  files: {
    'requirements.txt': 'rq==2.6.1\n',
    'jobs.py': `import os

from redis import Redis
from rq import Queue

queue = Queue("sums", connection=Redis.from_url(os.environ["REDIS_URL"]))


def add(a: int, b: int) -> int:
    return a + b


def ask(a: int, b: int):
    return queue.enqueue(add, a, b)
`,
  },
  services: ['worker'],
  work: {
    program: `import time
from jobs import ask
job = ask(2, 3)
for _ in range(100):
    time.sleep(0.1)
    if job.latest_result():
        break
print(job.latest_result().return_value)`,
    says: '5',
  },
  silence: 45,
}

const arq: SmallProject = {
  title: 'arq',
  files: {
    'requirements.txt': 'arq==0.26.3\n',
    'jobs.py': `import os

from arq.connections import RedisSettings


async def add(context, a: int, b: int) -> int:
    return a + b


class WorkerSettings:
    functions = [add]
    redis_settings = RedisSettings.from_dsn(os.environ["REDIS_URL"])
`,
  },
  services: ['worker'],
  work: {
    program: `import asyncio
from arq import create_pool
from jobs import WorkerSettings

async def ask():
    pool = await create_pool(WorkerSettings.redis_settings)
    print(await (await pool.enqueue_job("add", 2, 3)).result(timeout=10))

asyncio.run(ask())`,
    says: '5',
  },
}

const dramatiq: SmallProject = {
  title: 'Dramatiq',
  files: {
    'requirements.txt': 'dramatiq[redis]==2.0.0\n',
    'jobs.py': `import os

import dramatiq
from dramatiq.brokers.redis import RedisBroker
from dramatiq.results import Results
from dramatiq.results.backends import RedisBackend

broker = RedisBroker(url=os.environ["REDIS_URL"])
broker.add_middleware(Results(backend=RedisBackend(url=os.environ["REDIS_URL"])))
dramatiq.set_broker(broker)


@dramatiq.actor(store_results=True)
def add(a: int, b: int) -> int:
    return a + b
`,
  },
  services: ['worker'],
  work: { program: 'from jobs import add; print(add.send(2, 3).get_result(block=True, timeout=10000))', says: '5' },
  stops: { seconds: 6, why: dramatiqStops },
}

const service: SmallProject = {
  title: 'a program that goes on',
  files: {
    'requirements.txt': '',
    'watch.py': `import time
from pathlib import Path


def main() -> None:
    count = 0
    while True:
        count += 1
        Path("/tmp/count").write_text(f"looked {count} times")
        time.sleep(0.5)


if __name__ == "__main__":
    main()
`,
  },
  services: ['app'],
  work: { program: 'print(open("/tmp/count").read())', says: 'looked ' },
}

const job: SmallProject = {
  title: 'a program that ends',
  files: {
    'requirements.txt': '',
    'report.py': `def main() -> None:
    print("sum", sum(range(10)))


if __name__ == "__main__":
    main()
`,
  },
  services: [],
  work: { program: '', says: 'sum 45' },
}

/** Smallest first: what every run takes is the head of it. */
export const smallProjects: readonly SmallProject[] = [job, service, flask, starlette, arq, dramatiq, celery, django, streamlit, rq]
