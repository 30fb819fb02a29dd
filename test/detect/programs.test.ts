import { describe, expect, test } from 'vitest'
import { detectJson } from '../../src/detect/json.ts'
import { endures } from '../../src/detect/programs/endurance.ts'
import { listensIn } from '../../src/detect/programs/listens.ts'
import { factsFrom, pyproject, unitFrom } from './project-from.ts'

type Files = Parameters<typeof factsFrom>[0]

const requirements = { 'requirements.txt': 'requests==2.32.3\n' }
const run = (body = 'pass') => `def main():\n    ${body}\n\n\nif __name__ == "__main__":\n    main()\n`
const build = '\n[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n'
const beats = 'import time\n\n\ndef main():\n    while True:\n        time.sleep(5)\n'

async function entrypoints(files: Files): Promise<string[]> {
  return (await factsFrom(files)).units.map((one) => `${one.stack} ${one.entrypoint ?? '?'}`)
}

async function command(files: Files): Promise<string> {
  const facts = detectJson(await factsFrom(files)) as { units: { command: string[] }[] }
  return facts.units.map((one) => one.command.join(' ')).join(' + ')
}

describe('what can be started', () => {
  test('a file that starts when it is run', async () => {
    expect(await command({ ...requirements, 'main.py': run() })).toBe('python main.py')
    expect(await command({ 'main.py': run(), 'requirements.txt': '' })).toBe('python main.py')
    expect(await command({ ...requirements, 'bot.py': 'import discord\n\nclient = discord.Client()\nclient.run("x")\n', 'cogs.py': 'X = 1\n' })).toBe(
      'python bot.py',
    )
  })

  test('a package that runs', async () => {
    expect(await command({ ...requirements, 'crawl/__init__.py': '', 'crawl/__main__.py': 'print(1)\n' })).toBe('python -m crawl')
    expect(await command({ ...requirements, 'src/crawl/__init__.py': '', 'src/crawl/__main__.py': 'print(1)\n', 'src/crawl/pages.py': 'X = 1\n' })).toBe(
      'python -m crawl',
    )
  })

  test('a script that is installed', async () => {
    const scripts = '\n[project.scripts]\nshop = "shop.cli:main"\n'
    const files = { 'pyproject.toml': pyproject([], scripts + build), 'uv.lock': 'version = 1\n', 'src/shop/__init__.py': '', 'src/shop/cli.py': run() }
    expect(await command(files)).toBe('shop')
    const unit = await unitFrom(files)
    expect(unit.evidence.find((one) => one.key === 'entrypoint')?.file).toBe('pyproject.toml')
  })

  test('what a script does, where nothing installs it', async () => {
    const files = {
      'pyproject.toml': pyproject([], '\n[project.scripts]\nshop = "shop.cli:main"\n'),
      'uv.lock': 'version = 1\n',
      'shop/__init__.py': '',
      'shop/cli.py': run(),
    }
    expect(await command(files)).toBe('python -c import sys; from shop.cli import main; sys.exit(main())')
  })

  test('of several scripts the one that is called like the project', async () => {
    const scripts = '\n[project.scripts]\nshop-admin = "shop.admin:main"\nshop = "shop.cli:main"\n'
    const files = {
      'pyproject.toml': pyproject([], scripts + build),
      'uv.lock': 'version = 1\n',
      'shop/__init__.py': '',
      'shop/cli.py': run(),
      'shop/admin.py': run(),
    }
    expect(await entrypoints(files)).toEqual(['python shop'])
  })

  test('main.py before what lies beside it, and what is started before both', async () => {
    const files = { ...requirements, 'main.py': run(), 'report.py': run() }
    expect(await entrypoints(files)).toEqual(['python main.py'])
    expect(await entrypoints({ ...files, Dockerfile: 'FROM python:3.13\nCOPY . .\nCMD ["python", "report.py"]\n' })).toEqual(['python report.py'])
  })

  test('several that nothing tells apart are a question, each with its line', async () => {
    const unit = await unitFrom({ ...requirements, 'fetch.py': run(), 'load.py': run() })
    expect(unit.unknown[0]).toMatchObject({ key: 'entrypoint', required: true, flag: '--entrypoint <module:app>' })
    expect(unit.unknown[0]?.choices?.map((one) => `${one.value} ${one.line}`)).toEqual(['fetch.py 5', 'load.py 5'])
  })

  test('deep in a package only by a telling name', async () => {
    const files = {
      'pyproject.toml': pyproject([], build),
      'uv.lock': 'version = 1\n',
      'shop/__init__.py': '',
      'shop/server/__init__.py': '',
      'shop/dates.py': run(),
    }
    expect(await entrypoints(files)).toEqual([])
    expect(await entrypoints({ ...files, 'shop/server/run.py': run() })).toEqual(['python shop.server.run'])
  })
})

describe('nothing to start', () => {
  test.each([
    ['a library', { 'pyproject.toml': pyproject([], build), 'src/lib/__init__.py': '', 'src/lib/maths.py': run() }],
    [
      'examples, scripts, documentation, tests',
      { ...requirements, 'examples/main.py': run(), 'scripts/main.py': run(), 'docs/conf.py': run(), 'tests/run.py': run(), 'lib.py': 'X = 1\n' },
    ],
    [
      'tests that run themselves',
      { ...requirements, 'checks.py': 'import unittest\n\nif __name__ == "__main__":\n    unittest.main()\n', 'lib.py': 'X = 1\n' },
    ],
    ['a setup script', { 'setup.py': 'from setuptools import setup\n\nif __name__ == "__main__":\n    setup()\n', 'lib/__init__.py': '' }],
    ['helpers of a library', { 'pyproject.toml': pyproject([], build), 'release.py': run(), 'versioneer.py': run(), 'lib/__init__.py': '' }],
    ["Invoke's commands", { ...requirements, 'tasks.py': `from invoke import task\n\n${run()}`, 'lib.py': 'X = 1\n' }],
    ['values alone', { ...requirements, 'settings.py': 'import os\n\nurl = os.getenv("URL")\n' }],
    [
      'a published library with a little command',
      {
        'pyproject.toml': pyproject([], `classifiers = ["Topic :: Software Development :: Libraries"]\n\n[project.scripts]\nlib = "lib.cli:main"\n${build}`),
        'lib/__init__.py': '',
        'lib/cli.py': run(),
      },
    ],
    [
      'scripts at the root of a repository whose projects lie below',
      { 'sync.py': run(), 'lib/pyproject.toml': pyproject([], build), 'lib/lib/__init__.py': '' },
    ],
  ] as [string, Files][])('%s', async (_, files) => {
    expect(await entrypoints(files)).toEqual([])
  })
})

describe('a service that runs on, or a job that ends', () => {
  test.each([
    ['a loop that sleeps', beats],
    ['a loop that an exception ends', 'while True:\n    try:\n        work()\n    except KeyboardInterrupt:\n        break\n    time.sleep(1)\n'],
    ['a loop until somebody says so', 'while not self.stop.is_set():\n    message = queue.get(timeout=1)\n'],
    ['a server', 'HTTPServer(("", 8000), Handler).serve_forever()\n'],
    ['a consumer', 'async for message in consumer:\n    handle(message)\n'],
    ['a scheduler', 'scheduler = BlockingScheduler()\nscheduler.start()\n'],
    ['a future that nobody fulfils', 'async def main():\n    await asyncio.Future()\n'],
  ])('%s runs on', (_, text) => expect(endures([text])).toBe(true))

  test.each([
    ['something done once', run('print(1)')],
    ['a loop that tries again', 'while True:\n    try:\n        fetch()\n        break\n    except OSError:\n        time.sleep(1)\n'],
    ['a loop over pages', 'while True:\n    page = client.get(url)\n    if not page.next:\n        return pages\n'],
    ['a loop that counts', 'while True:\n    n += 1\n    if n > 3:\n        break\n'],
    ['waiting for an end', 'while not done:\n    time.sleep(1)\n'],
  ])('%s ends', (_, text) => expect(endures([text])).toBe(false))

  test('what it imports counts too', async () => {
    const files = {
      ...requirements,
      'main.py': `from shop.loop import main\n\nif __name__ == "__main__":\n    main()\n`,
      'shop/__init__.py': '',
      'shop/loop.py': beats,
    }
    expect((await unitFrom(files)).details).toEqual({})
    expect((await unitFrom({ ...files, 'shop/loop.py': 'def main():\n    pass\n' })).details).toEqual({ ends: 'yes' })
  })

  test('what it is written with says so', async () => {
    const unit = await unitFrom({
      'requirements.txt': 'aiokafka\n',
      'consumer.py': `from aiokafka import AIOKafkaConsumer\n\n\nasync def main():\n    consumer = AIOKafkaConsumer("x")\n    async for message in consumer:\n        print(message)\n\n\nif __name__ == "__main__":\n    import asyncio\n\n    asyncio.run(main())\n`,
    })
    expect(unit.details).toEqual({ framework: 'aiokafka', connected: 'yes' })
    expect(unit.evidence).toContainEqual(expect.objectContaining({ key: 'framework', value: 'aiokafka' }))
  })
})

describe('what it listens on', () => {
  test.each([
    ['HTTPServer(("0.0.0.0", 8090), Handler)', 'http', 8090],
    ['PORT = 9000\nThreadingHTTPServer(("", PORT), Handler)', 'http', 9000],
    ['PORT = int(os.environ.get("PORT", "9001"))\nHTTPServer(("", PORT), Handler)', 'http', 9001],
    ['socketserver.TCPServer((host, 7000), Handler)', 'tcp', 7000],
    ['await asyncio.start_server(handle, "0.0.0.0", 8888)', 'tcp', 8888],
    ['async with websockets.serve(echo, "0.0.0.0", 8765):', 'tcp', 8765],
    ['async with serve(echo, "0.0.0.0", int(os.environ.get("PORT", "8766"))) as server:', 'tcp', 8766],
    ['await asyncio.start_server(handle, host=os.getenv("HOST", ""), port=int(os.getenv("PORT", 8889)))', 'tcp', 8889],
    ['HTTPServer((os.environ.get("HOST", ""), int(os.environ.get("PORT", 9002))), Handler)', 'http', 9002],
    ['server.add_insecure_port("[::]:50051")', 'grpc', 50051],
    ['health_pb2_grpc.add_HealthServicer_to_server(h, server)\nport = 50052\nserver.add_insecure_port(f"[::]:{port}")', 'grpc-health', 50052],
    ['uvicorn.run(make_app())', 'http', undefined],
  ])('%s', (text, kind, port) => expect(listensIn([text])).toEqual({ kind, port }))

  test('nothing, and a port that only root may have', () => {
    expect(listensIn(['client.connect(("db", 5432))'])).toBeNull()
    expect(listensIn(['read()\n# uvicorn.run(app)\n  # HTTPServer(("", 8090), Handler)\n'])).toBeNull()
    expect(listensIn(['HTTPServer(("", 80), Handler)'])).toEqual({ kind: 'http', port: undefined })
  })

  const served = 'import uvicorn\n\n\ndef start(host, port):\n    uvicorn.run("x:y", host=host, port=port)\n'
  test.each([
    [
      'click',
      'import click\nfrom shop.web import start\n\n\n@click.group()\ndef cli():\n    pass\n\n\n@cli.command()\n@click.option("-h", "--host", default="127.0.0.1")\n@click.option("-p", "--port", default=8101)\ndef serve(host, port):\n    start(host, port)\n\n\n@cli.command()\n@click.option("--port", default=8102)\ndef package(port):\n    pass\n',
      'shop serve --host 0.0.0.0 --port 8101',
    ],
    [
      'typer with one command',
      'import typer\nfrom shop.web import start\n\ncli = typer.Typer()\n\n\n@cli.command()\ndef main(host: str = "127.0.0.1", port: int = 8103):\n    start(host, port)\n',
      'shop --host 0.0.0.0 --port 8103',
    ],
    [
      'argparse',
      'import argparse\nfrom shop.web import start\n\n\ndef cli():\n    parser = argparse.ArgumentParser()\n    parser.add_argument("--port", type=int, default=8104)\n    options = parser.parse_args()\n    start("0.0.0.0", options.port)\n',
      'shop --port 8104',
    ],
  ])('a command with an option for the port: %s', async (_, cli, expected) => {
    const files = {
      'pyproject.toml': pyproject(['uvicorn'], `\n[project.scripts]\nshop = "shop.cli:cli"\n${build}`),
      'uv.lock': 'version = 1\n',
      'shop/__init__.py': '',
      'shop/web.py': served,
      'shop/cli.py': cli,
    }
    expect(await command(files)).toBe(expected)
  })
})

describe('beside a web app', () => {
  const web = { 'requirements.txt': 'fastapi\nuvicorn\n', 'app/__init__.py': '', 'app/main.py': 'from fastapi import FastAPI\n\napp = FastAPI()\n' }

  test('what a process file starts under a name of its own, and runs on', async () => {
    const files = {
      ...web,
      'app/consumer.py': `${beats}\n\nmain()\n`,
      Procfile: 'web: uvicorn app.main:app\nconsumer: python -m app.consumer\nrelease: python -m app.migrate\n',
    }
    const { units } = await factsFrom(files)
    expect(units.map((one) => `${one.name} ${one.stack} ${one.entrypoint}`)).toEqual(['api fastapi app.main:app', 'consumer python app.consumer'])
  })

  test('what ends, or what nothing starts, is none', async () => {
    const files = { ...web, 'app/load.py': run(), 'app/consumer.py': `${beats}\n\nmain()\n`, Procfile: 'web: uvicorn app.main:app\nload: python -m app.load\n' }
    expect(await entrypoints(files)).toEqual(['fastapi app.main:app'])
  })
})
