import { describe, expect, test } from 'vitest'
import { onMusl, systemPackagesOf, withoutMuslWheel } from '../../src/detect/system-packages/index.ts'
import { systemRows } from '../../src/detect/system-packages/python.ts'
import { unitFrom } from './project-from.ts'

const of = (...names: string[]) => systemPackagesOf(new Set(names), [], false, '3.13').packages

describe('what Debian has to bring', () => {
  test.each([
    ['psycopg2', { build: ['gcc', 'libc6-dev', 'libpq-dev'], run: ['libpq5'] }],
    ['psycopg2-binary', { build: [], run: [] }],
    ['psycopg', { build: [], run: ['libpq5'] }],
    ['mysqlclient', { build: ['default-libmysqlclient-dev', 'gcc', 'libc6-dev', 'pkg-config'], run: ['libmariadb3'] }],
    ['opencv-python', { build: [], run: ['libgl1', 'libglib2.0-0t64'] }],
    ['opencv-python-headless', { build: [], run: [] }],
    ['pyodbc', { build: [], run: ['libodbc2'] }],
    ['lightgbm', { build: [], run: ['libgomp1'] }],
    ['lxml', { build: [], run: [] }],
  ])('%s', (name, packages) => {
    expect(of(name)).toEqual(packages)
  })

  test('one that brings its library spares it', () => {
    expect(of('psycopg', 'psycopg-binary')).toEqual({ build: [], run: [] })
  })

  test('git, where a dependency comes from there', () => {
    expect(systemPackagesOf(new Set(), [], true, '3.13').packages.build).toEqual(['ca-certificates', 'git'])
  })

  test("Django's maps ask for libraries that no distribution names", async () => {
    const settings = 'import django\nINSTALLED_APPS = ["django.contrib.gis"]\n'
    const files = {
      'requirements.txt': 'django\n',
      'manage.py':
        'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\nfrom django.core.management import execute_from_command_line\n',
      'shop/__init__.py': '',
      'shop/wsgi.py': 'from django.core.wsgi import get_wsgi_application\napplication = get_wsgi_application()\n',
    }
    expect((await unitFrom({ ...files, 'shop/settings.py': settings })).systemPackages.run).toEqual(['libgdal36', 'libgeos-c1t64', 'libproj25'])
    expect((await unitFrom({ ...files, 'shop/settings.py': settings.replace('gis', 'admin') })).systemPackages.run).toEqual([])
    // conda's GDAL comes with them.
    const { 'requirements.txt': _, ...others } = files
    const conda = { ...others, 'shop/settings.py': settings, 'environment.yml': 'dependencies:\n  - django\n  - gdal\n' }
    expect((await unitFrom(conda)).systemPackages.run).toEqual([])
  })
})

describe('what Debian cannot bring is told, at the line of the dependency', () => {
  const app = { 'main.py': 'from fastapi import FastAPI\napp = FastAPI()\n' }
  const notes = async (requirements: string, python = '3.13') =>
    (await unitFrom({ ...app, 'requirements.txt': `fastapi\n${requirements}\n`, '.python-version': python })).notes.map(
      (one) => `${one.text} ${one.file}:${one.line}`,
    )

  test('a browser', async () => {
    expect(await notes('playwright')).toEqual([expect.stringMatching(/^playwright has no browser in the image.* requirements\.txt:2$/)])
  })

  test('a module that a newer Python has no more', async () => {
    expect(await notes('pydub')).toEqual(['pydub cannot be imported on Python 3.13 without audioop-lts: add that to the dependencies requirements.txt:2'])
    expect(await notes('pydub', '3.12')).toEqual([])
    expect(await notes('pydub\naudioop-lts')).toEqual([])
  })

  test('a wheel for a Python that is too new', async () => {
    expect(await notes('fiona', '3.14')).toEqual(['fiona has no wheel for Python 3.14 and would have to be compiled: --python 3.13 requirements.txt:2'])
    expect(await notes('fiona', '3.13')).toEqual([])
  })
})

describe("Alpine's C library", () => {
  test('what has no wheel for it', () => {
    expect(withoutMuslWheel(['fastapi', 'opencv-python-headless', 'scikit-learn', 'shapely', 'numpy'])).toEqual(['opencv-python-headless', 'scikit-learn'])
    expect(withoutMuslWheel(['psycopg2', 'mysqlclient'])).toEqual(['psycopg2', 'mysqlclient'])
  })

  test('what its wheels do not bring', () => {
    expect(onMusl(['fastapi', 'soundfile'])).toEqual(['libsndfile1'])
  })
})

test('no name stands in two rows, and none is of a package that Debian 13 no longer has', () => {
  const names = systemRows.flatMap((row) => row.names)
  expect(new Set(names).size).toBe(names.length)
  const gone =
    /^(libgl1-mesa-glx|libgdk-pixbuf2\.0-0|libldap-2\.5-0|libffi7|libtiff5|libpcre3(-dev)?|libgdal32|libaio1|libspatialindex6|wkhtmltopdf|libgeos-c1|libmpi40)$/
  expect(systemRows.flatMap((row) => [...row.build, ...row.run, ...(row.runWhenBuilt ?? [])]).filter((name) => gone.test(name))).toEqual([])
})
