import { moduleName } from '../../../src/detect/import-root.ts'
import { appOf, fileOf, withFiles, type Mutation, type Sample, type Truth } from './sample.ts'

/** A whole app of the unit's own framework, of which nobody deploys a copy. */
function appText(unit: Truth, name = 'app', port = 9999): string {
  switch (unit.stack) {
    case 'flask':
      return `from flask import Flask\n\n${name} = Flask(__name__)\n\n\n@${name}.get("/decoy/health")\ndef decoy():\n    return "ok"\n\n\nif __name__ == "__main__":\n    ${name}.run(port=${port})\n`
    case 'celery':
      return `from celery import Celery\n\n${name} = Celery("decoy", broker="memory://")\n`
    case 'django':
      return `import os\n\nfrom django.core.wsgi import get_wsgi_application\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "decoy.settings")\n${name} = get_wsgi_application()\n`
    case 'streamlit':
      return 'import streamlit as st\n\nst.title("decoy")\n'
    default:
      return `import uvicorn\nfrom fastapi import FastAPI\n\n${name} = FastAPI()\n\n\n@${name}.get("/decoy/health")\ndef decoy():\n    return {}\n\n\nif __name__ == "__main__":\n    uvicorn.run(${name}, port=${port})\n`
  }
}

type Decoy = (sample: Sample, unit: Truth, prefix: string) => Record<string, string> | null

function decoy(name: string, make: Decoy): Mutation {
  return {
    name: `decoy: ${name}`,
    apply: (sample) => {
      const [unit] = sample.units
      const made = unit && make(sample, unit, unit.dir === '.' ? '' : `${unit.dir}/`)
      if (!made || Object.keys(made).some((path) => sample.files[path] !== undefined && made[path] === undefined)) return null
      return withFiles(sample, made)
    },
  }
}

/** A new file, unless the project has one of that name. */
function fresh(files: Record<string, string>, sample: Sample): Record<string, string> | null {
  return Object.keys(files).some((path) => path in sample.files) ? null : files
}

/** Another module of the program's own, beside the app. */
function beside(sample: Sample, unit: Truth, name: string): string | null {
  const file = fileOf(sample, unit)
  return file === null ? null : `${file.slice(0, file.lastIndexOf('/') + 1)}${name}`
}

function inOwnModule(name: string, text: (unit: Truth) => string | null): Decoy {
  return (sample, unit) => {
    const path = beside(sample, unit, name)
    const content = text(unit)
    return path === null || content === null ? null : fresh({ [path]: content }, sample)
  }
}

function inAppModule(change: (text: string, unit: Truth, object: string) => string | null): Decoy {
  return (sample, unit) => {
    const app = appOf(sample, unit)
    const path = app?.path ?? fileOf(sample, unit)
    const text = path === null ? null : change(sample.files[path] ?? '', unit, app?.object ?? 'app')
    return path === null || text === null ? null : { [path]: text }
  }
}

function commented(text: string): string {
  return text.replace(/^/gm, '# ')
}

/** The line that brings the class of the unit's framework, and how it is called. */
const classes: Record<string, readonly [from: string, name: string, call: string]> = {
  fastapi: ['fastapi', 'FastAPI', 'FastAPI()'],
  flask: ['flask', 'Flask', 'Flask(__name__)'],
  celery: ['celery', 'Celery', 'Celery("decoy")'],
}

export const decoys: readonly Mutation[] = [
  decoy('tests with an app', (sample, unit, prefix) => ({
    ...(fresh({ [`${prefix}tests/test_decoy.py`]: appText(unit) }, sample) ?? {}),
    ...(fresh({ [`${prefix}conftest.py`]: appText(unit, 'test_app') }, sample) ?? {}),
    ...(fresh({ [`${prefix}test_app.py`]: appText(unit, 'app', 7777) }, sample) ?? {}),
  })),
  decoy('examples', (sample, unit, prefix) =>
    fresh({ [`${prefix}examples/app.py`]: appText(unit), [`${prefix}examples/more/main.py`]: appText(unit) }, sample),
  ),
  decoy('docs', (sample, unit, prefix) =>
    fresh(
      {
        [`${prefix}docs/conf.py`]: 'project = "decoy"\napp = None\n',
        [`${prefix}docs/snippets/app.py`]: appText(unit),
        [`${prefix}docs_src/main.py`]: appText(unit),
      },
      sample,
    ),
  ),
  decoy('scripts', (sample, unit, prefix) =>
    fresh({ [`${prefix}scripts/dev_server.py`]: appText(unit), [`${prefix}tools/mock_api.py`]: appText(unit) }, sample),
  ),
  decoy('notebooks', (sample, unit, prefix) =>
    fresh({ [`${prefix}notebooks/explore.ipynb`]: '{"cells": [], "nbformat": 4}', [`${prefix}notebooks/app.py`]: appText(unit) }, sample),
  ),
  decoy('vendored copies', (sample, unit, prefix) => ({
    [`${prefix}node_modules/thing/main.py`]: appText(unit),
    [`${prefix}.venv/pyvenv.cfg`]: 'home = /usr/bin\n',
    [`${prefix}.venv/lib/python3.12/site-packages/thing/main.py`]: appText(unit),
    [`${prefix}myenv/pyvenv.cfg`]: 'home = /usr/bin\n',
    [`${prefix}myenv/lib/python3.12/site-packages/thing/main.py`]: appText(unit),
  })),
  decoy(
    'commented out',
    inAppModule((text, unit) => `${text.replace(/\n*$/, '\n\n')}${commented(appText(unit, 'old'))}\n`),
  ),
  decoy(
    'module of comments',
    inOwnModule('was_before.py', (unit) => `${commented(appText(unit))}\n`),
  ),
  decoy(
    'docstring',
    inOwnModule(
      'usage.py',
      (unit) =>
        `"""How to use it::\n\n${appText(unit, 'shown')
          .replace(/"""/g, "'''")
          .replace(/^(?=.)/gm, '    ')}"""\n\nLIMIT = 3\n`,
    ),
  ),
  decoy(
    'template in a string',
    inOwnModule('scaffold.py', (unit) => `TEMPLATE = '''\n${appText(unit, 'made').replace(/"""/g, '')}'''\n\n\ndef scaffold():\n    return TEMPLATE\n`),
  ),
  decoy('main.py that only imports', (sample, unit, prefix) => {
    const app = appOf(sample, unit)
    if (!app) return null
    const root = sample.importRoot === '.' ? '' : `${sample.importRoot}/`
    const path = root.startsWith(prefix) ? `${root}main.py` : `${prefix}main.py`
    return fresh({ [path]: `from ${moduleName(app.path, sample.importRoot)} import ${app.object}\n\n__all__ = ["${app.object}"]\n` }, sample)
  }),
  decoy(
    'class of the same name',
    inOwnModule('imitation.py', ({ stack }) => {
      const known = classes[stack]
      return known ? `class ${known[1]}:\n    def __init__(self, *args): ...\n\n\nimitation = ${known[2]}\n` : null
    }),
  ),
  decoy(
    'app = None elsewhere',
    inOwnModule('state.py', () => 'app = None\napplication = None\n\n\ndef current():\n    return app\n'),
  ),
  decoy(
    'app = None before',
    inAppModule((text, _, object) => {
      const at = new RegExp(`^${object}\\b[^=\\n]*=`, 'm').exec(text)
      return at ? `${text.slice(0, at.index)}${object} = None\n${text.slice(at.index)}` : null
    }),
  ),
  decoy(
    'app under TYPE_CHECKING',
    inOwnModule('typing_only.py', ({ stack }) => {
      const known = classes[stack]
      return known
        ? `from typing import TYPE_CHECKING\n\nif TYPE_CHECKING:\n    from ${known[0]} import ${known[1]}\n\n    checked = ${known[2]}\n\n\ndef configure(app: "${known[1]}") -> None:\n    app.state = 1\n`
        : null
    }),
  ),
  decoy(
    'function that is handed the app',
    inOwnModule('extend.py', ({ stack }) => {
      const known = classes[stack]
      return known ? `from ${known[0]} import ${known[1]}\n\n\ndef extend(app: ${known[1]}) -> ${known[1]}:\n    app.extended = True\n    return app\n` : null
    }),
  ),
  decoy('re-export in __init__', (sample, unit) => {
    const app = appOf(sample, unit)
    const folder = app?.path.slice(0, app.path.lastIndexOf('/') + 1) ?? ''
    const root = sample.importRoot === '.' ? '' : `${sample.importRoot}/`
    if (!app || app.path.endsWith('__init__.py') || folder === root || folder === '') return null
    const path = `${folder}__init__.py`
    const module = moduleName(app.path, sample.importRoot).split('.').at(-1) ?? ''
    return { [path]: `${sample.files[path] ?? ''}\nfrom .${module} import ${app.object}\n\n__all__ = ["${app.object}"]\n` }
  }),
]
