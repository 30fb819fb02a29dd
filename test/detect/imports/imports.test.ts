import { describe, expect, test } from 'vitest'
import type { ImportFact } from '../../../src/detect/python-facts.ts'
import { detect } from '../../../src/detect/index.ts'
import { factsFrom, projectFrom, unitFrom } from '../project-from.ts'

const app = 'from fastapi import FastAPI\napp = FastAPI()\n'

async function imports(files: Record<string, string>): Promise<readonly ImportFact[]> {
  return (await factsFrom(files)).units[0]?.python?.imports ?? []
}
/** Of one file beside the framework's own: what is needed, and in brackets what is offered. */
async function of(code: string, more: Record<string, string> = {}): Promise<string[]> {
  const found = await imports({ 'main.py': `${app}${code}\n`, ...more })
  return found.filter((one) => one.distribution !== 'fastapi').map((one) => (one.optional === null ? `${one.distribution}` : `(${one.distribution})`))
}

describe('what counts as an import', () => {
  const cases: [what: string, code: string, found: string[]][] = [
    ['each form of the statement', 'import a1, b1.c as d\nfrom e1.f import (\n  g, # h\n  i,\n)\nimport j1; import k1', ['a1', 'b1', 'e1', 'j1', 'k1']],
    ['inside functions and classes', 'def f():\n    import lazy1\nclass A:\n    from lazy2 import x\n', ['lazy1', 'lazy2']],
    ['by name at run time', 'import importlib\nimportlib.import_module("late1")\n__import__("late2")', ['late1', 'late2']],
    ['not what is computed', 'import importlib\nimportlib.import_module(name)\nimportlib.import_module(f"x.{y}")', []],
    ['not what is said', '"""\nimport said\n"""\n# import said2\ntext = "import said3"', []],
    ['not the standard library of any version', 'import os, tomllib, asyncio.subprocess, xml.etree.ElementTree, _thread, annotationlib', []],
    ['not the future', 'from __future__ import annotations', []],
    ['not the project itself', 'from . import views\nfrom .models import User\nimport own1, package1.deep\nfrom namespace1.inner import x', []],
    [
      'not for type checkers',
      'import typing\nfrom typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import a1\nelse:\n    import b1\nif typing.TYPE_CHECKING:\n    import c1',
      ['b1'],
    ],
    ['for other systems it is offered', 'import sys\nif sys.platform == "win32":\n    import a1\nelse:\n    import b1', ['(a1)', 'b1']],
    ['for this system it is needed', 'import sys\nif sys.platform != "win32":\n    import a1\nelse:\n    import b1', ['a1', '(b1)']],
    ['linux by name', 'import sys\nif sys.platform.startswith("linux"):\n    import a1\nelse:\n    import b1', ['a1', '(b1)']],
    ['behind another condition it is needed', 'if DEBUG:\n    import a1', ['a1']],
    ['what may be missing is offered', 'try:\n    import a1\nexcept ImportError:\n    a1 = None', ['(a1)']],
    [
      'as part of a tuple, and bare',
      'try:\n    import a1\nexcept (ValueError, ModuleNotFoundError):\n    pass\ntry:\n    import b1\nexcept:\n    pass',
      ['(a1)', '(b1)'],
    ],
    ['and so is what stands in', 'try:\n    import a1 as json\nexcept ImportError:\n    import b1 as json', ['(a1)', '(b1)']],
    ['with a standard one to stand in', 'try:\n    import a1 as json\nexcept ImportError:\n    import json', ['(a1)']],
    ['suppressed', 'import contextlib\nwith contextlib.suppress(ImportError):\n    import a1', ['(a1)']],
    ['a handler that gives up makes it needed', 'import sys\ntry:\n    import a1\nexcept ImportError:\n    sys.exit("pip install a1")', ['a1']],
    ['other names of the same make it needed', 'try:\n    from a1 import x\nexcept ImportError:\n    from a1.old import x', ['a1']],
    ['another error makes it needed', 'try:\n    import a1\nexcept ValueError:\n    pass', ['a1']],
    ['needed anywhere is needed', 'try:\n    import a1\nexcept ImportError:\n    pass\nimport a1', ['a1']],
    ['what Windows alone has is not installed', 'import win32api', ['(null)']],
    ['a name that people give to their own modules is offered', 'import settings\nfrom config import x', ['(settings)', '(config)']],
    ['broken source gives what can be read', 'import a1\ndef f(:\n  import b1', ['a1', 'b1']],
  ]
  test.each(cases)('%s', async (_, code, found) => {
    const own = { 'own1.py': '', 'package1/deep.py': '', 'namespace1/inner/x.py': '', 'views.py': '', 'models.py': '' }
    expect(await of(code, own)).toEqual(found)
  })

  test('tests, examples and what only they import are left out', async () => {
    expect(
      await of('', { 'tests/test_a.py': 'import pytest', 'conftest.py': 'import pytest', 'examples/a.py': 'import a1', 'docs/conf.py': 'import sphinx' }),
    ).toEqual([])
  })

  test('a module beside a script in a folder is its own', async () => {
    expect(await of('import jobs.nightly', { 'jobs/nightly.py': 'import mail1\n', 'jobs/mail1.py': '' })).toEqual([])
  })

  test('a file with a million brackets ends', async () => {
    expect(await of(`import a1\nx = ${'['.repeat(20_000)}${']'.repeat(20_000)}`)).toContain('a1')
  })

  test('the line is that of the first place that needs it', async () => {
    const found = await imports({ 'main.py': `${app}\ntry:\n    import redis\nexcept ImportError:\n    redis = None\n`, 'other.py': '\n\nimport redis\n' })
    expect(found.find((one) => one.name === 'redis')).toMatchObject({ file: 'other.py', line: 3, optional: null })
  })
})

describe('what is installed for it', () => {
  test.each([
    ['import cv2', 'opencv-python-headless'],
    ['import pkg_resources', 'setuptools<82'],
    ['from PIL import Image', 'pillow'],
    ['import yaml', 'pyyaml'],
    ['from sklearn.svm import SVC', 'scikit-learn'],
    ['import psycopg2.extras', 'psycopg2-binary'],
    ['import psycopg', 'psycopg[binary]'],
    ['import flask_sqlalchemy', 'flask-sqlalchemy'],
    ['import Flask_Caching', 'flask-caching'],
    ['from google.cloud import storage', 'google-cloud-storage'],
    ['from google.cloud import pubsub_v1', 'google-cloud-pubsub'],
    ['from google.cloud.logging_v2 import client', 'google-cloud-logging'],
    ['import google.cloud.secretmanager as s', 'google-cloud-secret-manager'],
    ['from google.cloud.sql.connector import Connector', 'cloud-sql-python-connector'],
    ['from google import genai', 'google-genai'],
    ['from google.protobuf import json_format', 'protobuf'],
    ['from google.oauth2 import service_account', 'google-auth'],
    ['from azure.storage.blob import BlobClient', 'azure-storage-blob'],
    ['from azure.identity.aio import X', 'azure-identity'],
    ['from azure.keyvault.secrets import SecretClient', 'azure-keyvault-secrets'],
    ['from opentelemetry import trace', 'opentelemetry-api'],
    ['from opentelemetry.sdk.trace import TracerProvider', 'opentelemetry-sdk'],
    ['from opentelemetry.exporter.otlp.proto.grpc.trace_exporter import X', 'opentelemetry-exporter-otlp-proto-grpc'],
    ['from opentelemetry.instrumentation.fastapi import X', 'opentelemetry-instrumentation-fastapi'],
    ['from llama_index.llms.openai import OpenAI', 'llama-index-llms-openai'],
    ['from llama_index.core import X', 'llama-index-core'],
    ['from ruamel.yaml import YAML', 'ruamel-yaml'],
    ['from airflow.providers.cncf.kubernetes.operators.pod import X', 'apache-airflow-providers-cncf-kubernetes'],
    ['import snowflake.connector', 'snowflake-connector-python'],
    ['import adafruit_dht', 'adafruit-circuitpython-dht'],
    ['from mpl_toolkits.mplot3d import X', 'matplotlib'],
  ])('%s → %s', async (code, distribution) => {
    expect(await of(code)).toEqual([distribution])
  })

  test('a module that Python dropped comes from elsewhere where there is such a thing', async () => {
    const script = { 'main.py': `${app}import cgi\nimport imp\nimport telnetlib\n` }
    const on = async (version: string) =>
      (await imports({ ...script, '.python-version': `${version}\n` })).filter((one) => one.name !== 'fastapi').map((one) => [one.name, one.distribution])
    expect(await on('3.11')).toEqual([])
    expect(await on('3.12')).toEqual([['imp', null]])
    expect(await on('3.13')).toEqual([
      ['cgi', 'legacy-cgi'],
      ['imp', null],
      ['telnetlib', 'standard-telnetlib'],
    ])
  })
})

describe('what nothing imports and the code needs all the same', () => {
  test.each([
    ['forms', 'from fastapi import Form', ['python-multipart']],
    ['uploads', 'from fastapi import UploadFile, File', ['python-multipart']],
    ['templates', 'from fastapi.templating import Jinja2Templates', ['jinja2']],
    ['WebSocket', 'from fastapi import WebSocket', ['websockets']],
    ['addresses', 'from pydantic import EmailStr', ['pydantic', 'email-validator']],
    ['asyncio of SQLAlchemy', 'from sqlalchemy.ext.asyncio import create_async_engine', ['sqlalchemy', 'greenlet']],
    ["a database URL's driver", 'import sqlalchemy\nurl = "postgresql+asyncpg://a:b@c/d"', ['sqlalchemy', 'asyncpg']],
    ['one without a name', 'import sqlalchemy\nurl = f"postgresql://{user}@c/d"', ['sqlalchemy', 'psycopg2-binary']],
    ['a URL that nothing opens', 'url = "postgresql://a:b@c/d"', []],
    ['a spreadsheet', 'import pandas as pd\npd.read_excel("a.xlsx")', ['pandas', 'openpyxl']],
    ['a parser', 'from bs4 import BeautifulSoup\nBeautifulSoup(text, "lxml")', ['beautifulsoup4', 'lxml']],
    ['what Python dropped', 'import pydub', ['pydub', 'audioop-lts']],
    ['a broker', 'from celery import Celery\nc = Celery(broker="redis://cache")', ['celery', 'redis']],
  ])('%s', async (_, code, found) => {
    expect(await of(code)).toEqual(found)
  })

  test("Django loads what its settings name; the project's own apps are no packages", async () => {
    const settings = `
INSTALLED_APPS = [
    "django.contrib.admin",  # "not_this"
    "rest_framework", "corsheaders",
    "shop.apps.ShopConfig",
]
INSTALLED_APPS += ["taggit"]
MIDDLEWARE = [
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "shop.middleware.Own",
]
DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql"}}
`
    const files = {
      'manage.py':
        'import os, sys\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\nfrom django.core.management import execute_from_command_line\n',
      'shop/__init__.py': '',
      'shop/settings.py': settings,
      'shop/wsgi.py':
        'import os\nfrom django.core.wsgi import get_wsgi_application\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\napplication = get_wsgi_application()\n',
    }
    const found = await imports(files)
    expect(found.map((one) => one.distribution)).toEqual([
      'django',
      'djangorestframework',
      'django-cors-headers',
      'django-taggit',
      'whitenoise',
      'psycopg[binary]',
    ])
    expect(found.find((one) => one.name === 'taggit')).toMatchObject({ file: 'shop/settings.py', line: 7 })
  })
})

test('a manifest speaks for itself: the imports are not looked at', async () => {
  const unit = await unitFrom({ 'main.py': `${app}import cv2`, 'requirements.txt': 'fastapi\n' })
  expect(unit.python?.imports).toEqual([])
  expect(unit.unknown.map((one) => one.key)).not.toContain('dependencies')
})

test('a person who named what it needs is not asked, and is believed', async () => {
  const project = await projectFrom({ 'main.py': `${app}import cv2\nimport redis` })
  const [unit] = (await detect(project, new Map([['.', { names: ['fastapi', 'redis[hiredis]>=5', 'psycopg2'] }]]))).units
  expect(unit?.unknown.map((one) => one.key)).not.toContain('dependencies')
  expect(unit?.python?.named).toEqual(['fastapi', 'redis[hiredis]>=5', 'psycopg2'])
  expect(unit?.python?.dependencies.map(({ name, file, line }) => [name, file, line])).toEqual([
    ['fastapi', 'main.py', 1],
    ['redis', 'main.py', 4],
    ['psycopg2', '.dockerize/answers.yaml', 1],
  ])
  expect(unit?.uses).toEqual(['postgres', 'redis'])
  expect(unit?.systemPackages.run).toContain('libpq5')
})

test('a requirements file of any name is one where a person says so', async () => {
  const project = await projectFrom({ 'main.py': app, 'deploy/needs.pip': 'fastapi==1\n-r more.pip\n', 'deploy/more.pip': 'redis==5\n' })
  const [unit] = (await detect(project, new Map([['.', { file: 'deploy/needs.pip' }]]))).units
  expect(unit).toMatchObject({
    packageManager: 'pip',
    python: { requirementsMain: 'deploy/needs.pip', requirements: ['deploy/needs.pip', 'deploy/more.pip'], imports: [] },
  })
})
