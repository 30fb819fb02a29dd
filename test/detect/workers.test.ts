import { describe, expect, test } from 'vitest'
import { detectJson } from '../../src/detect/json.ts'
import { factsFrom } from './project-from.ts'

type Files = Parameters<typeof factsFrom>[0]

/** Each unit as `role stack entrypoint`. */
async function units(files: Files): Promise<string[]> {
  return (await factsFrom(files)).units.map((one) => `${one.role} ${one.framework ?? one.stack} ${one.entrypoint ?? '?'}`)
}

async function commands(files: Files): Promise<string[]> {
  const facts = detectJson(await factsFrom(files)) as { units: { command: string[] }[] }
  return facts.units.map((one) => one.command.join(' '))
}

const connection = 'import os\n\nfrom redis import Redis\n\nconnection = Redis.from_url(os.environ["REDIS_URL"])\n'

describe('Celery', () => {
  const requirements = { 'requirements.txt': 'flask\ncelery[redis]\n' }
  const flask = `from celery import Celery
from flask import Flask


def create_app():
    app = Flask(__name__)
    app.extensions["celery"] = Celery(app.name)
    return app
`

  test('the app that Flask keeps', async () => {
    const files = { ...requirements, 'shop.py': flask, 'make_celery.py': 'from shop import create_app\n\ncelery_app = create_app().extensions["celery"]\n' }
    expect(await units(files)).toContain('worker celery make_celery:celery_app')
  })

  test('the queues that every line of a worker names', async () => {
    const files = { 'requirements.txt': 'celery[redis]\n', 'tasks.py': 'from celery import Celery\n\napp = Celery("shop")\n' }
    const worker = 'celery --app tasks:app worker --loglevel INFO --concurrency 2'
    expect(await commands({ ...files, Procfile: 'a: celery -A tasks worker -Q mail,celery\nb: celery -A tasks worker --queues=slow\n' })).toEqual([
      `${worker} --queues mail,celery,slow`,
    ])
    // One without names takes from all that the app knows.
    expect(await commands({ ...files, Procfile: 'a: celery -A tasks worker -Q mail\nb: celery -A tasks worker\n' })).toEqual([worker])
  })

  test('a pool that tasks are written for, with its size', async () => {
    const files = { 'requirements.txt': 'celery[redis]\n', 'tasks.py': 'from celery import Celery\n\napp = Celery("shop")\n' }
    const worker = (more: string) => `celery --app tasks:app worker --loglevel INFO --concurrency ${more}`
    expect(await commands({ ...files, Procfile: 'w: celery -A tasks worker -P gevent -c 100\n' })).toEqual([worker('100 --pool gevent')])
    expect(await commands({ ...files, Procfile: 'w: celery -A tasks worker --pool=threads\n' })).toEqual([worker('2 --pool threads')])
    // A process each, and none at all: the default.
    for (const pool of ['prefork', 'solo'])
      expect(await commands({ ...files, Procfile: `w: celery -A tasks worker --pool ${pool} -c 9\n` })).toEqual([worker('2')])
  })

  test('Flower, where production has it', async () => {
    const files = { 'tasks.py': 'from celery import Celery\n\napp = Celery("shop")\n' }
    const details = async (more: Files) => {
      const { units } = await factsFrom({ ...files, ...more })
      // It shows what the worker does, and is deployed with it: no unit of its own.
      expect(units.map((one) => one.role)).toEqual(['worker'])
      return units[0]?.details
    }
    const celery = { 'requirements.txt': 'celery[redis]\n' }
    const flower = { 'requirements.txt': 'celery[redis]\nflower>=2\n' }
    const pyproject = (rest: string) => ({ 'pyproject.toml': `[project]\nname = "shop"\nversion = "1"\ndependencies = ["celery[redis]"]\n${rest}` })
    expect(await details(celery)).toEqual({})
    expect(await details(flower)).toEqual({ flower: '5555' })
    expect(await details({ ...celery, 'requirements-dev.txt': '-r requirements.txt\nflower\n' })).toEqual({})
    expect(await details(pyproject('\n[dependency-groups]\ndev = ["flower"]\n'))).toEqual({})
    // How people start it says where it listens.
    expect(await details({ ...flower, Makefile: 'flower:\n\tcelery -A tasks flower --port=5566\n' })).toEqual({ flower: '5566' })
    expect(await details({ ...flower, Procfile: 'flower: celery -A tasks flower --port=$PORT --url-prefix /jobs/flower/\n' })).toEqual({
      flower: '5555',
      flowerPrefix: 'jobs/flower',
    })
    // Production starts it, and only development, or nobody, installs it.
    const started = { Procfile: 'worker: celery -A tasks worker\nmonitor: celery --app=tasks flower\n' }
    expect(await details({ ...celery, ...started })).toEqual({ flower: '5555', flowerStarted: 'Procfile:2' })
    expect(await details({ ...pyproject('\n[dependency-groups]\ndev = ["flower"]\n'), ...started })).toEqual({ flower: '5555', flowerStarted: 'Procfile:2' })
    const compose = 'services:\n  flower:\n    build: .\n    command: celery -A tasks flower\n    environment:\n      FLOWER_PORT: "5577"\n'
    expect(await details({ ...celery, Dockerfile: 'FROM python:3.13\n', 'compose.yaml': compose })).toEqual({
      flower: '5577',
      flowerStarted: 'compose.yaml:4',
    })
    const theirs = 'services:\n  flower:\n    image: mher/flower\n    command: celery --broker=redis://redis flower\n'
    expect(await details({ ...celery, 'compose.yaml': theirs })).toEqual({})
  })

  test('an app that is called like what it is told to do', async () => {
    const files = { 'requirements.txt': 'celery[redis]\n', 'worker.py': 'from celery import Celery\n\napp = Celery("shop")\n' }
    expect(await units({ ...files, Procfile: 'clock: celery -A worker beat\n' })).toEqual(['worker celery worker:app', 'beat celery worker:app'])
    expect((await factsFrom({ ...files, Procfile: 'monitor: celery -A worker flower\n' })).units[0]?.details['flower']).toBe('5555')
  })

  test('a script in a folder of helpers that starts beat', async () => {
    const files = { 'requirements.txt': 'celery[redis]\n', 'tasks.py': 'from celery import Celery\n\napp = Celery("shop")\n' }
    expect(await units(files)).toEqual(['worker celery tasks:app'])
    expect(await units({ ...files, 'scripts/beat.sh': '#!/bin/sh\nexec celery -A tasks beat\n' })).toEqual(['worker celery tasks:app', 'beat celery tasks:app'])
  })
})

test('Dramatiq within Django is started by its command', async () => {
  const files = {
    'requirements.txt': 'django\ndjango-dramatiq\n',
    'manage.py': 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\n',
    'shop/settings.py': 'DEBUG = False\n',
    'shop/tasks.py': 'import dramatiq\n\n\n@dramatiq.actor\ndef send(): ...\n',
  }
  expect((await commands(files))[1]).toBe('python manage.py rundramatiq --processes 1 --threads 8')
})

describe('RQ', () => {
  const requirements = { 'requirements.txt': 'rq==2.6.1\n' }

  test('what is put into queues is taken out, urgent first and slow last', async () => {
    const files = {
      ...requirements,
      'jobs.py': `${connection}from rq import Queue\n\nlow = Queue("low", connection=connection)\nplain = Queue(connection=connection)\nhigh = Queue(name="high", connection=connection)\n\n\ndef ask():\n    high.enqueue(print, 1)\n`,
    }
    expect(await units(files)).toEqual(['worker rq high,default,low'])
    expect(await commands(files)).toEqual(['rq worker --worker-ttl 30 high default low'])
  })

  test('a decorated function is work too, in the queue that it names', async () => {
    const text = `${connection}from rq.decorators import job\n\n\n@job("mails", connection=connection)\ndef send():\n    pass\n`
    expect(await units({ ...requirements, 'jobs.py': text })).toEqual(['worker rq mails'])
  })

  test('a worker among the commands of a script is started with its words', async () => {
    const text = `${connection}from rq import Worker\n\n\ndef run_worker():\n    Worker(["mails"], connection=connection).work()\n`
    const files = { ...requirements, 'console.py': text, Procfile: 'worker: python -u console.py run_worker\n' }
    expect(await units(files)).toEqual(['worker rq console.py'])
    expect(await commands(files)).toEqual(['python console.py run_worker'])
  })

  test('a queue under a name that a constant holds', async () => {
    const text = `${connection}from rq import Queue\n\nNAME = "mails"\nqueue = Queue(NAME, connection=connection)\n\n\ndef ask():\n    queue.enqueue(print)\n`
    expect(await units({ ...requirements, 'jobs.py': text })).toEqual(['worker rq mails'])
  })

  test('jobs that wait for their time need the scheduler along', async () => {
    const text = `${connection}from datetime import timedelta\n\nfrom rq import Queue\n\nqueue = Queue(connection=connection)\n\n\ndef ask():\n    queue.enqueue_in(timedelta(hours=1), print)\n`
    expect(await commands({ ...requirements, 'jobs.py': text })).toEqual(['rq worker --with-scheduler --worker-ttl 30 default'])
  })

  test('a line that starts it says the queues', async () => {
    const text = `${connection}from rq import Queue\n\nqueue = Queue(connection=connection)\n\n\ndef ask():\n    queue.enqueue(print)\n`
    expect(await units({ ...requirements, 'jobs.py': text, Procfile: 'worker: rq worker -u $REDIS_URL --burst urgent mails\n' })).toEqual([
      'worker rq urgent,mails',
    ])
  })

  test('a script that is a worker is started itself', async () => {
    const text = `${connection}from rq import Queue, Worker\n\nif __name__ == "__main__":\n    Worker([Queue("mails", connection=connection)], connection=connection).work()\n`
    expect(await commands({ ...requirements, 'worker.py': text })).toEqual(['python worker.py'])
    expect(await commands({ ...requirements, 'shop/__init__.py': '', 'shop/worker.py': text })).toEqual(['python -m shop.worker'])
  })

  test('Django runs it by its own settings', async () => {
    const files = {
      'requirements.txt': 'django==5.2\ndjango-rq==3.2\n',
      'manage.py': 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\n',
      'shop/__init__.py': '',
      'shop/settings.py': 'INSTALLED_APPS = ["django_rq"]\nRQ_QUEUES = {"default": {}}\n',
      'shop/wsgi.py': 'from django.core.wsgi import get_wsgi_application\n\napplication = get_wsgi_application()\n',
      'shop/jobs.py': 'from django_rq import job\n\n\n@job("mails")\ndef send():\n    pass\n',
    }
    expect(await units(files)).toEqual(['web django shop.wsgi:application', 'worker rq mails'])
    expect((await commands(files))[1]).toBe('python manage.py rqworker mails')
  })

  test('periodic jobs have a process that sends them, once', async () => {
    const cron = 'from rq import cron\n\nfrom jobs import tick\n\ncron.register(tick, queue_name="ticks", interval=5)\n'
    expect(await units({ ...requirements, 'jobs.py': 'def tick():\n    pass\n', 'cron_config.py': cron })).toEqual([
      'worker rq ticks',
      'scheduler rq cron_config.py',
    ])
    const scheduled = `${connection}from rq_scheduler import Scheduler\n\nscheduler = Scheduler(connection=connection)\n\n\ndef plan():\n    scheduler.cron("0 * * * *", print)\n`
    const files = { 'requirements.txt': 'rq==2.6.1\nrq-scheduler==0.14.0\n', 'plan.py': scheduled }
    expect(await commands(files)).toEqual(['rq worker --worker-ttl 30 default', 'rqscheduler'])
  })

  test('a dashboard looks at queues and has work for nobody', async () => {
    const text = `${connection}from rq import Queue, Worker\nfrom rq.registry import FailedJobRegistry\n\n\ndef overview():\n    queues = Queue.all(connection=connection)\n    return [(q.name, FailedJobRegistry(queue=q).count) for q in queues], Worker.all(connection=connection)\n`
    expect(await units({ ...requirements, 'board.py': text })).toEqual([])
  })

  test("another library's enqueue is not RQ's", async () => {
    expect(
      await units({
        'requirements.txt': 'saq==0.26\n',
        'jobs.py': 'from saq import Queue\n\nqueue = Queue.from_url("redis://r")\n\n\nasync def ask():\n    await queue.enqueue("x")\n',
      }),
    ).toEqual([])
  })
})

describe('arq', () => {
  const requirements = { 'requirements.txt': 'arq==0.26.3\n' }
  const settings = (name: string, more = '') =>
    `from arq.connections import RedisSettings\n\n\nasync def send(ctx):\n    pass\n\n\nclass ${name}:\n    functions = [send]\n    redis_settings = RedisSettings()\n${more}`

  test('the class under any name, at any depth', async () => {
    const files = { ...requirements, 'src/mail/__init__.py': '', 'src/mail/jobs/__init__.py': '', 'src/mail/jobs/main.py': settings('Postman') }
    expect(await units(files)).toEqual(['worker arq mail.jobs.main:Postman'])
    expect(await commands(files)).toEqual(['arq mail.jobs.main.Postman'])
  })

  test('periodic work alone makes one too', async () => {
    const text = 'from arq import cron\n\n\nasync def tick(ctx):\n    pass\n\n\nclass WorkerSettings:\n    cron_jobs = [cron(tick, hour=3)]\n'
    expect(await units({ ...requirements, 'worker.py': text })).toEqual(['worker arq worker:WorkerSettings'])
  })

  test('of two the one that is started', async () => {
    const files = { ...requirements, 'worker.py': `${settings('High')}\n\nclass Low:\n    functions = [send]\n` }
    expect(await units(files)).toEqual(['worker arq ?'])
    expect(await units({ ...files, Procfile: 'worker: arq worker.Low\n' })).toEqual(['worker arq worker:Low'])
  })

  test('how soon it shows that it lives, and how long it waits for jobs', async () => {
    const [unit] = (
      await factsFrom({ ...requirements, 'worker.py': settings('WorkerSettings', '    health_check_interval = 30\n    job_completion_wait = 60\n') })
    ).units
    expect(unit?.details).toEqual({ heartbeat: '30', wait: '60' })
  })

  test('a class with functions and no arq is none', async () => {
    expect(await units({ 'requirements.txt': 'redis==7\n', 'app.py': 'class Registry:\n    functions = []\n' })).toEqual([])
  })

  test('code that only puts jobs in works for nobody', async () => {
    const text = 'from arq import create_pool\n\n\nasync def ask():\n    redis = await create_pool()\n    await redis.enqueue_job("send")\n'
    expect(await units({ ...requirements, 'client.py': text })).toEqual([])
  })
})

describe('Dramatiq', () => {
  const requirements = { 'requirements.txt': 'dramatiq[redis]==2.0.0\n' }
  const broker = 'import dramatiq\nfrom dramatiq.brokers.redis import RedisBroker\n\ndramatiq.set_broker(RedisBroker())\n'
  const actor = (broker: string) => `import dramatiq\n\n${broker}\n\n\n@dramatiq.actor\ndef greet(name):\n    pass\n`

  test('the module that brings the broker and all actors', async () => {
    const files = { ...requirements, 'shop/__init__.py': '', 'shop/broker.py': broker, 'shop/tasks.py': actor('import shop.broker') }
    expect(await units(files)).toEqual(['worker dramatiq shop.tasks'])
  })

  test('several where no module brings them all, the broker first', async () => {
    const files = { ...requirements, 'shop/__init__.py': '', 'shop/broker.py': broker, 'shop/mails.py': actor(''), 'shop/bills.py': actor('') }
    expect(await units(files)).toEqual(['worker dramatiq shop.broker,shop.bills,shop.mails'])
    expect(await commands(files)).toEqual(['dramatiq shop.broker shop.bills shop.mails --processes 1 --threads 8'])
  })

  test('what gathers them all is enough by itself', async () => {
    const all = `${broker}\nfrom . import bills, mails  # noqa\n`
    const files = { ...requirements, 'shop/__init__.py': '', 'shop/worker.py': all, 'shop/mails.py': actor(''), 'shop/bills.py': actor('') }
    expect(await units(files)).toEqual(['worker dramatiq shop.worker'])
  })

  test('a line that starts it says the modules', async () => {
    const files = { ...requirements, 'shop/__init__.py': '', 'shop/broker.py': broker, 'shop/tasks.py': actor('from shop import broker') }
    expect(await units({ ...files, Procfile: 'worker: dramatiq shop.broker:dramatiq shop.tasks --processes 4 --queues a b\n' })).toEqual([
      'worker dramatiq shop.broker:dramatiq,shop.tasks',
    ])
  })

  test('Django brings it its settings', async () => {
    const files = {
      'requirements.txt': 'django\ndjango-dramatiq\n',
      'src/manage.py': 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\n',
      'src/shop/__init__.py': '',
      'src/shop/wsgi.py': 'from django.core.wsgi import get_wsgi_application\n\napplication = get_wsgi_application()\n',
      'src/shop/tasks.py': actor(''),
    }
    expect((await commands(files))[1]).toBe('python src/manage.py rundramatiq --processes 1 --threads 8')
  })

  test('Periodiq is a second process', async () => {
    const text = `${broker}from periodiq import PeriodiqMiddleware, cron\n\ndramatiq.get_broker().add_middleware(PeriodiqMiddleware())\n\n\n@dramatiq.actor(periodic=cron("* * * * *"))\ndef tick():\n    pass\n`
    expect(await commands({ 'requirements.txt': 'dramatiq[redis]\nperiodiq\n', 'tasks.py': text })).toEqual([
      'dramatiq tasks --processes 1 --threads 8',
      'periodiq tasks',
    ])
  })

  test("a theatre's actors are not Dramatiq's", async () => {
    expect(await units({ 'requirements.txt': 'redis\n', 'play.py': 'from theatre import stage\n\n\n@stage.actor\ndef hamlet():\n    pass\n' })).toEqual([])
  })
})

describe('libraries without a stack of their own', () => {
  test('Huey, by the module that knows its tasks', async () => {
    const files = {
      'requirements.txt': 'huey==2.5.3\n',
      'config.py': 'from huey import RedisHuey\n\nhuey = RedisHuey("shop")\n',
      'tasks.py': 'from config import huey as queue\n\n\n@queue.task()\ndef greet():\n    pass\n',
    }
    expect(await units(files)).toEqual(['worker huey tasks:queue'])
    expect(await commands(files)).toEqual(['huey_consumer tasks.queue --workers 2'])
  })

  test('Huey with Django', async () => {
    const files = {
      'requirements.txt': 'django==5.2\nhuey==2.5.3\n',
      'manage.py': 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\n',
      'shop/__init__.py': '',
      'shop/settings.py': 'INSTALLED_APPS = ["huey.contrib.djhuey"]\nHUEY = {"huey_class": "huey.SqliteHuey"}\n',
      'shop/wsgi.py': 'from django.core.wsgi import get_wsgi_application\n\napplication = get_wsgi_application()\n',
      'shop/tasks.py': 'from huey.contrib.djhuey import db_task\n\n\n@db_task()\ndef send():\n    pass\n',
    }
    expect((await commands(files))[1]).toBe('python manage.py run_huey')
    expect((await factsFrom(files)).units[1]?.details).toEqual({ local: 'yes' })
  })

  test('Taskiq: a worker with the modules of its tasks, and what sends the scheduled ones', async () => {
    const files = {
      'requirements.txt': 'taskiq==0.12.1\ntaskiq-redis==1.2.2\n',
      'shop/__init__.py': '',
      'shop/broker.py':
        'from taskiq import TaskiqScheduler\nfrom taskiq_redis import ListQueueBroker, RedisAsyncResultBackend\n\nbroker = ListQueueBroker("redis://r").with_result_backend(RedisAsyncResultBackend("redis://r"))\nscheduler = TaskiqScheduler(broker, [])\n',
      'shop/tasks.py': 'from shop.broker import broker\n\n\n@broker.task(schedule=[{"cron": "* * * * *"}])\nasync def tick():\n    pass\n',
    }
    expect(await commands(files)).toEqual(['taskiq worker shop.broker:broker shop.tasks --workers 1', 'taskiq scheduler shop.broker:scheduler shop.tasks'])
  })

  test("Taskiq's broker in memory needs no worker", async () => {
    expect(await units({ 'requirements.txt': 'taskiq\n', 'broker.py': 'from taskiq import InMemoryBroker\n\nbroker = InMemoryBroker()\n' })).toEqual([])
  })
})

test('workers of two libraries in one folder have names of their own', async () => {
  const files = {
    'requirements.txt': 'rq\narq\n',
    'jobs.py': `${connection}from rq import Queue\n\nQueue(connection=connection).enqueue(print)\n`,
    'worker.py': 'from arq import cron\n\n\nclass WorkerSettings:\n    cron_jobs = []\n',
  }
  const names = (await factsFrom(files)).units.map((one) => one.name)
  expect(new Set(names).size).toBe(2)
})
