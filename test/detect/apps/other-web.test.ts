import { describe, expect, test } from 'vitest'
import { webFrameworks } from '../../../src/frameworks/index.ts'
import { stackOf } from '../../../src/stacks/index.ts'
import { factsFrom, unitFrom } from '../project-from.ts'

/** How each framework's own documentation writes an app. */
const apps: Record<string, { entrypoint: string; port: number; first: string; source: string }> = {
  aiohttp: {
    entrypoint: 'main.py',
    port: 8080,
    first: 'python',
    source: 'from aiohttp import web\nif __name__ == "__main__":\n    web.run_app(web.Application())\n',
  },
  blacksheep: { entrypoint: 'main:app', port: 8000, first: 'uvicorn', source: 'from blacksheep import Application\napp = Application()\n' },
  bottle: { entrypoint: 'main:app', port: 8080, first: 'gunicorn', source: 'from bottle import Bottle\napp = Bottle()\n' },
  connexion: { entrypoint: 'main:app', port: 8080, first: 'uvicorn', source: 'import connexion\napp = connexion.FlaskApp(__name__)\n' },
  dash: { entrypoint: 'main:server', port: 8050, first: 'gunicorn', source: 'import dash\napp = dash.Dash(__name__)\nserver = app.server\n' },
  falcon: { entrypoint: 'main:app', port: 8000, first: 'gunicorn', source: 'import falcon\napp = falcon.App()\n' },
  'falcon-asgi': { entrypoint: 'main:app', port: 8000, first: 'uvicorn', source: 'import falcon.asgi\napp = falcon.asgi.App()\n' },
  gradio: {
    entrypoint: 'main.py',
    port: 7860,
    first: 'python',
    source: 'import gradio as gr\nwith gr.Blocks() as demo:\n    gr.Textbox()\ndemo.queue().launch()\n',
  },
  litestar: { entrypoint: 'main:app', port: 8000, first: 'uvicorn', source: 'from litestar import Litestar\napp = Litestar([])\n' },
  nicegui: { entrypoint: 'main.py', port: 8080, first: 'python', source: 'from nicegui import ui\nui.label("x")\nui.run()\n' },
  panel: { entrypoint: 'main.py', port: 5006, first: 'panel', source: 'import panel as pn\npn.Column("x").servable()\n' },
  quart: { entrypoint: 'main:app', port: 5000, first: 'uvicorn', source: 'from quart import Quart\napp = Quart(__name__)\n' },
  robyn: { entrypoint: 'main.py', port: 8080, first: 'python', source: 'from robyn import Robyn\napp = Robyn(__file__)\napp.start()\n' },
  sanic: { entrypoint: 'main:app', port: 8000, first: 'sanic', source: 'from sanic import Sanic\napp = Sanic("x")\n' },
  starlette: { entrypoint: 'main:app', port: 8000, first: 'uvicorn', source: 'from starlette.applications import Starlette\napp = Starlette()\n' },
  tornado: { entrypoint: 'main.py', port: 8888, first: 'python', source: 'import tornado.web\ndef main():\n    tornado.web.Application().listen(8888)\n' },
}

/** Answers that detection has no fact for. */
const rest = { runtime: '3.13', base: 'slim' as const, dependencies: null, accelerator: 'cpu' as const, symbols: 'kept' as const }

test.each(webFrameworks.map((one) => [one.id, one] as const))('%s is told by its app, with its own port and server', async (id, framework) => {
  const app = apps[id]
  if (!app) throw new Error(`no app of ${id}`)
  const unit = await unitFrom({ 'requirements.txt': `${framework.distributions[0]}\n`, 'main.py': app.source })
  expect([unit.stack, unit.framework, unit.role, unit.entrypoint, unit.port]).toEqual(['python', id, 'web', app.entrypoint, app.port])
  expect(unit.evidence).toContainEqual({ key: 'framework', value: id, file: 'requirements.txt', line: 1, confidence: 'certain' })
  const answers = { ...unit, ...rest, entrypoint: app.entrypoint }
  const stack = stackOf(unit.stack, unit.framework)
  expect(stack.title).toBe(framework.title)
  expect(stack.command({ facts: unit, answers }).run[0]).toBe(app.first)
})

describe('what is built on another framework', () => {
  test('a Gradio interface that FastAPI mounts is part of that app', async () => {
    const unit = await unitFrom({
      'requirements.txt': 'fastapi\ngradio\n',
      'main.py': 'import gradio as gr\nfrom fastapi import FastAPI\napp = FastAPI()\napp = gr.mount_gradio_app(app, gr.Blocks(), path="/ui")\n',
    })
    expect([unit.stack, unit.entrypoint]).toEqual(['fastapi', 'main:app'])
  })

  test('a Starlette app inside FastAPI is none of its own', async () => {
    const facts = await factsFrom({
      'requirements.txt': 'fastapi\nstarlette\n',
      'main.py': 'from fastapi import FastAPI\nfrom starlette.applications import Starlette\ninner = Starlette()\napp = FastAPI()\napp.mount("/in", inner)\n',
    })
    expect(facts.units.map((one) => one.stack)).toEqual(['fastapi'])
  })

  test('Connexion before version 3 speaks WSGI', async () => {
    const unit = await unitFrom({ 'requirements.txt': 'connexion>=2.14,<3\n', 'main.py': apps['connexion']!.source })
    const answers = { ...unit, ...rest, entrypoint: 'main:app' }
    expect(stackOf('python', 'connexion').command({ facts: unit, answers }).run[0]).toBe('gunicorn')
  })

  test('Dash without a name for its server is served by one that finds the attribute', async () => {
    const unit = await unitFrom({ 'requirements.txt': 'dash\n', 'main.py': 'from dash import Dash\napp = Dash()\n' })
    expect(unit.entrypoint).toBe('main:app.server')
    const answers = { ...unit, ...rest, entrypoint: 'main:app.server' }
    const { run, adds } = stackOf('python', 'dash').command({ facts: unit, answers })
    expect([run[0], run.at(-1), adds]).toEqual(['waitress-serve', 'main:app.server', [expect.stringMatching(/^waitress==/)]])
  })
})
