import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { systemRows, type SystemRow } from '../../src/detect/system-packages/python.ts'
import { must, run } from './shell.ts'

/**
 * What distributions need of Debian, as the data says it, tried on the image that projects are built on: those without a
 * wheel are compiled with their own build packages and no others, a row at a time, so that a failure names its row; each is
 * used with its own run packages and no others; and without them, which must fail, or the data names too much.
 *
 * A quarter of an hour on two cores, more where nothing is cached: `npm run test:e2e:all`.
 */
const base = 'python:3.13-slim-trixie'

/** Of gigabytes, or of no use without one of them. */
const leftOut = ['torch', 'tensorflow', 'tensorflow-cpu', 'openai-whisper']

/** Two of them cannot be in one environment: they bring the same module. */
const variants = ['psycopg2-binary', 'opencv-python-headless', 'opencv-contrib-python', 'opencv-contrib-python-headless']

/** Brings libraries for graphics cards that it is imported without. */
const withoutDependencies = ['xgboost']

const svg = `b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'`
const page = `import io; from PIL import Image; b = io.BytesIO(); Image.new('RGB', (9, 9)).save(b, 'PDF')`

/** A use of each that loads all that it loads: the import, where that does. Where it is called like the distribution there is no line. */
const uses: Readonly<Record<string, string>> = {
  'psycopg2-binary': 'import psycopg2',
  'psycopg-binary': 'import os; os.environ["PSYCOPG_IMPL"] = "binary"; import psycopg',
  'psycopg-c': 'import os; os.environ["PSYCOPG_IMPL"] = "c"; import psycopg',
  psycopg: 'import os; os.environ["PSYCOPG_IMPL"] = "python"; import psycopg',
  'mysql-connector-python': 'import mysql.connector',
  mysqlclient: 'import MySQLdb',
  lxml: 'import lxml.etree',
  pillow: 'from PIL import Image, ImageFont; Image.new("RGB", (9, 9)).save("/tmp/a.webp"); ImageFont.load_default(9)',
  'opencv-python': 'import cv2',
  'opencv-contrib-python': 'import cv2',
  'opencv-python-headless': 'import cv2',
  'opencv-contrib-python-headless': 'import cv2',
  weasyprint: 'from weasyprint import HTML; HTML(string="<p>x").write_pdf()',
  cairosvg: `import cairosvg; cairosvg.svg2png(bytestring=${svg})`,
  pycairo: 'import cairo',
  pdf2image: `${page}; import pdf2image; pdf2image.convert_from_bytes(b.getvalue())`,
  pytesseract: 'from PIL import Image; import pytesseract; pytesseract.image_to_string(Image.new("L", (60, 30), 255))',
  'python-magic': 'import magic; assert "PDF" in magic.from_buffer(b"%PDF-1.4")',
  pyzbar: 'from pyzbar import pyzbar',
  graphviz: 'import graphviz; graphviz.Digraph(body=["a -> b"]).pipe(format="svg")',
  pydot: 'import pydot; pydot.graph_from_dot_data("digraph { a -> b }")[0].create_svg()',
  pygraphviz: 'import pygraphviz; pygraphviz.AGraph("digraph { a -> b }").layout("dot")',
  wand: 'from wand.image import Image; Image(width=9, height=9)',
  pypandoc: 'import pypandoc; pypandoc.convert_text("*x*", "html", format="md")',
  librosa: 'import librosa.feature',
  soundfile: 'import soundfile; assert "MP3" in soundfile.available_formats()',
  pydub: 'from pydub import AudioSegment; AudioSegment.silent(10).export("/tmp/a.mp3", format="mp3")',
  'ffmpeg-python':
    'import ffmpeg; ffmpeg.input("testsrc=duration=1", f="lavfi").output("/tmp/a.png", vframes=1, update=1).run(quiet=True, overwrite_output=True)',
  'python-ldap': 'import ldap',
  'python3-saml': 'from onelogin.saml2.auth import OneLogin_Saml2_Auth',
  xmlsec: 'import lxml.etree, xmlsec; xmlsec.tree.add_ids(lxml.etree.fromstring("<a/>"), ["ID"])',
  pysaml2: 'from saml2.sigver import get_xmlsec_binary; get_xmlsec_binary()',
  pyenchant: 'import enchant; assert enchant.Dict("en_US").check("word")',
  pyicu: 'import icu; icu.Locale("de").getDisplayName()',
  pyusb: 'import usb.backend.libusb1 as b; assert b.get_backend()',
  gdal: 'from osgeo import gdal',
  'django.contrib.gis':
    'from django.conf import settings; settings.configure(); from django.contrib.gis.gdal import gdal_version; from django.contrib.gis.geos import Point; gdal_version(); Point(1, 1)',
  'faiss-cpu': 'import faiss',
  netcdf4: 'import netCDF4',
  'scikit-learn': 'import sklearn.ensemble',
  matplotlib: 'import matplotlib.pyplot as p; p.plot([1]); p.savefig("/tmp/a.png")',
  mpi4py: 'from mpi4py import MPI',
  'pydantic-core': 'import pydantic_core',
  cryptography: 'import cryptography.fernet',
  pyzmq: 'import zmq',
  grpcio: 'import grpc',
  'confluent-kafka': 'import confluent_kafka',
  uwsgi: 'import subprocess; subprocess.run(["uwsgi", "--version"], check=True)',
  pygame: 'import os; os.environ["SDL_VIDEODRIVER"] = "dummy"; import pygame; pygame.display.init(); pygame.display.set_mode((9, 9))',
  pyqt6: 'import os; os.environ["QT_QPA_PLATFORM"] = "offscreen"; from PyQt6.QtWidgets import QApplication; QApplication([])',
}

const tried = systemRows.flatMap((row) => row.names.filter((name) => !leftOut.includes(name)).map((name) => ({ name, row, runs: runPackages(row) })))

function runPackages(row: SystemRow): readonly string[] {
  return [...row.run, ...(row.wheel ? [] : (row.runWhenBuilt ?? []))]
}

function code(name: string): string {
  return uses[name] ?? `import ${name}`
}

interface Compiled {
  names: string
  row: SystemRow
  stage: string
}

const compiled: readonly Compiled[] = systemRows.filter((row) => !row.wheel).map((row) => ({ names: row.names.join(', '), row, stage: row.names.join('-') }))
const apt = (packages: readonly string[]) => `apt-get install -y --no-install-recommends ${packages.join(' ')}`
/** Python's own images bring its headers; others may have them apart. */
const headers = `(test -f "$(python -c 'import sysconfig; print(sysconfig.get_paths()["include"])')/Python.h" || ${apt(['libpython3-dev'])})`
const cached = 'RUN --mount=type=cache,target=/root/.cache/pip'

/** The version that Debian's library wants. */
const requirement = (name: string) => (name === 'gdal' ? '"gdal==$(gdal-config --version)"' : name)

/** The same for the library of Python, which a program that embeds it wants. */
const library = `(python -c 'import ctypes, sysconfig; ctypes.CDLL(sysconfig.get_config_var("INSTSONAME"))' || ${apt(['libpython3.13'])})`

/** What people write to have it: its parts in versions that fit each other, what it imports, what it is a part of. */
function written(name: string, row: SystemRow): readonly string[] {
  if (name === 'django.contrib.gis') return ['django']
  if (name === 'psycopg') return ["'psycopg[binary,c]'"]
  return [name, ...(row.imports ? [row.imports.distribution] : [])]
}

/** @param built the rows whose wheels go into the image. */
function dockerfile(built: readonly Compiled[]): string {
  const wheels = tried.filter(({ name, row }) => row.wheel && !variants.includes(name) && !withoutDependencies.includes(name))
  const installed = wheels.flatMap(({ name, row }) => written(name, row))
  return [
    `FROM ${base} AS base`,
    'ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore',
    'RUN apt-get update',
    ...compiled.flatMap(({ row, stage }) => [
      `FROM base AS ${stage}`,
      `RUN ${apt(row.build)} && ${headers}`,
      // One that was compiled elsewhere, with more at hand, would prove nothing.
      `RUN pip wheel --no-cache-dir --no-deps --wheel-dir /wheels ${row.names.map(requirement).join(' ')}`,
    ]),
    'FROM base AS installed',
    ...built.map(({ stage }) => `COPY --from=${stage} /wheels /wheels`),
    'RUN python -m venv --without-pip /opt/venv',
    `${cached} pip --python /opt/venv/bin/python install --no-compile /wheels/*.whl ${installed.join(' ')}`,
    `${cached} pip --python /opt/venv/bin/python install --no-compile --no-deps ${withoutDependencies.join(' ')}`,
    ...variants.map((name) => `${cached} pip install --no-compile --no-deps --target /opt/variants/${name} ${name}`),
    'FROM base',
    'COPY --from=installed /opt /opt',
    'ENV PATH=/opt/venv/bin:$PATH',
    `RUN ${library}`,
    // Fetched and not installed: each container installs those of one row.
    `RUN ${apt([...new Set(tried.flatMap(({ runs }) => runs))])} --download-only`,
  ].join('\n')
}

describe.skipIf(inject('withoutEngine') !== null)('system packages', () => {
  const image = `dockerize-system-packages:${process.pid}`
  const context = mkdtempSync(join(tmpdir(), 'dockerize-system-packages-'))
  const built: Compiled[] = []
  const build = (text: string, options: readonly string[], minutes: number) => {
    writeFileSync(join(context, 'Dockerfile'), text)
    return must('docker', ['build', ...options, context], { seconds: minutes * 60 })
  }

  afterAll(async () => {
    rmSync(context, { recursive: true, force: true })
    await run('docker', ['rmi', '-f', image])
  })

  it.each(compiled)(
    '$names: compiled with $row.build',
    async (one) => {
      await build(dockerfile(compiled), ['--target', one.stage, '--output', 'type=cacheonly'], 10)
      built.push(one)
    },
    610_000,
  )

  describe('in one image', () => {
    beforeAll(() => build(dockerfile(built), ['--tag', image], 30), 1_810_000)

    /** Uses a distribution in a container without a network. @param packages what is installed before, of what was fetched. */
    async function used(name: string, packages: readonly string[]): Promise<{ works: boolean; said: string }> {
      const environment = variants.includes(name) ? ['--env', `PYTHONPATH=/opt/variants/${name}`] : []
      const before = packages.length > 0 ? `${apt(packages)} >/tmp/apt 2>&1 || { cat /tmp/apt; exit 9; };` : ''
      const ended = await run('docker', ['run', '--rm', '--network', 'none', ...environment, image, 'sh', '-c', `${before} exec python -c "$0"`, code(name)])
      if (ended.code === 9) throw new Error(`apt-get: ${ended.out}`)
      return { works: ended.code === 0, said: `${ended.out}\n${ended.err}`.trim().split('\n').slice(-3).join('\n') }
    }

    it.each(tried.filter(({ runs }) => runs.length === 0))('$name needs nothing', async ({ name }) => {
      const alone = await used(name, [])
      expect(alone.works, alone.said).toBe(true)
    })

    it.each(tried.filter(({ runs }) => runs.length > 0))('$name needs $runs', async ({ name, runs }) => {
      const served = await used(name, runs)
      expect(served.works, served.said).toBe(true)
      expect((await used(name, [])).works, 'the data names too much: it works without').toBe(false)
    })
  })
})
