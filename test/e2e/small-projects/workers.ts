import type { SmallProject } from './small-project.ts'

/**
 * Celery's loop looks up within a second of the signal, each process of its pool sleeps a second before it ends, and the end of
 * the pool waits for half of one more: billiard's `_do_exit`, `_help_stuff_finish` of Celery's asynpool. No setting changes it.
 */
const celeryStops = 5

/**
 * A second each until Dramatiq's process, its idle threads and its consumers look up, one after the other, and one for what
 * writes its log: dramatiq/cli.py, dramatiq/worker.py.
 */
const dramatiqStops = 6

export const celery: SmallProject = {
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
  stops: celeryStops,
}

/** The pool that its start line asks for: without processes of its own there is nothing to wait for at the end. */
export const celeryThreads: SmallProject = {
  ...celery,
  title: 'Celery with threads',
  files: { ...celery.files, Procfile: 'worker: celery -A jobs worker --pool threads --concurrency 4\n' },
  stops: 2,
}

/** The page that shows what it does is there for who has the login, and nobody else. */
export const celeryFlower: SmallProject = {
  ...celery,
  title: 'Celery with Flower',
  files: { ...celeryThreads.files, 'requirements.txt': 'celery[redis]==5.6.0\nflower==2.2.0\n' },
  services: ['worker', 'flower'],
  profiles: 'full,tools',
  work: {
    program: `import urllib.error, urllib.request
from jobs import add

page = "http://flower:5555"
print(add.delay(2, 3).get(timeout=10), urllib.request.urlopen(f"{page}/healthcheck").status)
try:
    urllib.request.urlopen(f"{page}/workers")
except urllib.error.HTTPError as refused:
    print(refused.code)`,
    says: '5 200\n401',
  },
  // Where both take from one busy machine, the worker comes close to two.
  stops: 3,
}

export const rq: SmallProject = {
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

export const arq: SmallProject = {
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

export const dramatiq: SmallProject = {
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
  stops: dramatiqStops,
}
