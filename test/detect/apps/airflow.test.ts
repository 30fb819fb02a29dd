import { describe, expect, test } from 'vitest'
import { airflowOfAstro, airflowVersions, newestAirflow } from '../../../src/detect/airflow/releases.ts'
import { factsFrom, lineAt, pyproject, unitFrom } from '../project-from.ts'

const dag = `from airflow.sdk import dag, task


@dag(schedule=None)
def orders():
    @task
    def count():
        return 3

    count()


orders()
`
const two = `from airflow import DAG
from airflow.operators.dummy import DummyOperator

with DAG("orders", schedule_interval="@daily") as dag:
    DummyOperator(task_id="start")
`
const dags = { 'dags/orders.py': dag }

type Files = Parameters<typeof factsFrom>[0]

/** Version and Python, with the place that says the version. */
async function versions(files: Files): Promise<string> {
  const unit = await unitFrom(files)
  const at = unit.evidence.find((one) => one.key === 'airflow')
  return `${unit.details['airflow']} python ${unit.runtime.version}${at ? ` ${at.file}:${at.line}` : ''}`
}

async function notes(files: Files): Promise<string[]> {
  return (await unitFrom(files)).notes.map((one) => `${one.file}:${one.line}: ${one.text}`)
}

describe('which Airflow', () => {
  test.each<[said: string, files: Files, expected: string]>([
    ['a pin', { ...dags, 'requirements.txt': 'humanize\napache-airflow==3.0.6\n' }, '3.0.6 python 3.12 requirements.txt:2'],
    ['a range', { ...dags, 'requirements.txt': 'apache-airflow[postgres]>=2.9,<2.11\n' }, '2.10.5 python 3.12 requirements.txt:1'],
    ['nothing', dags, `${airflowVersions[0]} python 3.13 dags/orders.py:1`],
    ['an import of 2 alone', { 'dags/orders.py': two }, '2.11.2 python 3.12 dags/orders.py:2'],
    ['an image', { ...dags, Dockerfile: 'FROM apache/airflow:3.1.8-python3.11\nUSER airflow\n' }, '3.1.8 python 3.11 Dockerfile:1'],
    [
      'an image behind arguments',
      { ...dags, Dockerfile: 'ARG PY=3.10\nARG VERSION=2.9.3\n\nFROM apache/airflow:slim-${VERSION}-python${PY} AS base\n' },
      '2.9.3 python 3.10 Dockerfile:2',
    ],
    ['an image of a registry of their own', { ...dags, Dockerfile: 'FROM mirror.example.com/hub/apache/airflow:2.10.4\n' }, '2.10.4 python 3.12 Dockerfile:1'],
    ['a line of images', { ...dags, Dockerfile: 'FROM apache/airflow:2.10\n' }, '2.10.5 python 3.12 Dockerfile:1'],
    [
      'the image of a compose file',
      { ...dags, 'docker/compose.yaml': 'services:\n  a:\n    image: ${AIRFLOW_IMAGE_NAME:-apache/airflow:3.1.7}\n' },
      '3.1.7 python 3.12 docker/compose.yaml:3',
    ],
    [
      'constraints, which say the Python too',
      { 'dags/orders.py': two, 'requirements.txt': '-c https://files.example.com/constraints-2.9.1/constraints-3.11.txt\napache-airflow\n' },
      '2.9.1 python 3.11 requirements.txt:1',
    ],
    [
      'a lock file',
      { ...dags, 'pyproject.toml': pyproject(['apache-airflow>=3']), 'uv.lock': 'version = 1\n\n[[package]]\nname = "apache-airflow"\nversion = "3.2.1"\n' },
      '3.2.1 python 3.13 uv.lock:5',
    ],
    ['an Astro runtime of 3', { ...dags, Dockerfile: 'FROM astrocrpublic.azurecr.io/runtime:3.0-4\n' }, '3.0.6 python 3.12 Dockerfile:1'],
    [
      'an Astro runtime of 2',
      { 'dags/a.py': two, Dockerfile: 'FROM quay.io/astronomer/astro-runtime:12.6.0-python-3.11\n' },
      '2.10.5 python 3.11 Dockerfile:1',
    ],
  ])('%s', async (_, files, expected) => {
    expect(await versions(files)).toBe(expected)
  })

  test('the evidence is the line that says it', async () => {
    const unit = await unitFrom({ ...dags, Dockerfile: 'ARG AIRFLOW_VERSION=3.1.8\nFROM apache/airflow:${AIRFLOW_VERSION}\n' })
    const at = unit.evidence.find((one) => one.key === 'airflow')
    expect(at && lineAt(unit.opened, at)).toBe('ARG AIRFLOW_VERSION=3.1.8')
  })

  test('two that contradict each other: what runs wins, and the other is told', async () => {
    const said = await notes({ ...dags, 'requirements.txt': 'apache-airflow==3.0.6\n', Dockerfile: 'FROM apache/airflow:3.1.8\n' })
    expect(said).toContain('requirements.txt:1: Airflow 3.0.6 is named here and 3.1.8 in Dockerfile:1, which is taken')
  })

  test.each([
    ['3.1.4', 'there is no Airflow 3.1.4 as far as is known here', '3.1.8'],
    ['3.99.0', 'there is no Airflow 3.99.0 as far as is known here', newestAirflow],
    ['2.12.0', 'there is no Airflow 2.12.0 as far as is known here', newestAirflow],
    ['1.10.15', 'Airflow 1.10.15 is older than', newestAirflow],
  ])('%s is asked about, at its line', async (version, why, offered) => {
    const unit = await unitFrom({ ...dags, 'requirements.txt': `humanize\napache-airflow==${version}\n` })
    const [open] = unit.unknown
    expect(open).toMatchObject({ key: 'airflow', flag: '--airflow <version>', required: true })
    expect(open?.why).toContain(`requirements.txt:2: ${why}`)
    expect(open?.choices?.[0]?.value).toBe(offered)
  })

  test('a Python that its image is not there for', async () => {
    const files = { 'dags/orders.py': two, 'requirements.txt': 'apache-airflow==2.9.3\n', '.python-version': '3.13\n' }
    expect(await versions(files)).toBe('2.9.3 python 3.12 requirements.txt:1')
    expect(await notes(files)).toContain('.python-version:1: what runs here is there for Python 3.8, 3.9, 3.10, 3.11, 3.12, and not for 3.13: 3.12 is taken')
  })

  test("every major version of Astronomer's runtime that is documented has its line of Airflow", () => {
    expect(['4.0.0', '5.0.0', '9.1.0', '11.0.0', '13.2.0', '3.1-7', '99.0.0', 'latest'].map(airflowOfAstro)).toEqual([
      null,
      '2.3',
      '2.7',
      '2.9',
      '2.11',
      '3.1',
      null,
      null,
    ])
  })
})

describe('what it is', () => {
  test('an API server, its check and its database', async () => {
    const unit = await unitFrom({ ...dags, 'requirements.txt': 'apache-airflow==3.3.2\n' })
    expect(unit).toMatchObject({
      name: 'api-server',
      stack: 'airflow',
      entrypoint: 'dags',
      port: 8080,
      healthPath: '/api/v2/monitor/health',
      uses: ['postgres'],
    })
    expect(unit.details).toMatchObject({ executor: 'local' })
    expect(unit.unknown).toEqual([])
  })

  test('a web server for 2, which is told to be over', async () => {
    const files = { 'dags/orders.py': two, 'requirements.txt': 'apache-airflow==2.10.5\n' }
    expect(await unitFrom(files)).toMatchObject({ name: 'webserver', healthPath: '/health' })
    expect(await notes(files)).toEqual([
      expect.stringMatching(/^requirements\.txt:1: Airflow 2\.10\.5 gets no fixes since April 2026; --airflow 3\.\S+ sets 3 up/),
    ])
  })

  test.each<[said: string, files: Files]>([
    ['the extra', { 'requirements.txt': 'apache-airflow[celery]==3.3.2\n' }],
    ['the provider', { 'requirements.txt': 'apache-airflow==3.3.2\napache-airflow-providers-celery\n' }],
    ['airflow.cfg', { 'requirements.txt': 'apache-airflow==3.3.2\n', 'config/airflow.cfg': '[core]\nexecutor = CeleryExecutor\n' }],
    [
      'a compose file',
      {
        'requirements.txt': 'apache-airflow==3.3.2\n',
        'docker/compose.yaml': 'services:\n  a:\n    environment:\n      - AIRFLOW__CORE__EXECUTOR=CeleryExecutor\n',
      },
    ],
  ])('Celery, by %s', async (_, files) => {
    const unit = await unitFrom({ ...dags, ...files })
    expect(unit.details['executor']).toBe('celery')
    expect(unit.uses).toEqual(['postgres', 'redis'])
  })

  test('an executor that compose cannot have', async () => {
    const files = { ...dags, 'requirements.txt': 'apache-airflow==3.3.2\n', 'airflow.cfg': '[core]\nexecutor = KubernetesExecutor\n' }
    expect((await unitFrom(files)).details['executor']).toBe('local')
    expect(await notes(files)).toContain('airflow.cfg:2: KubernetesExecutor starts pods, which compose has none of: here tasks run with LocalExecutor')
  })

  test('DAGs where the configuration says', async () => {
    const files = {
      'shop/dags/orders.py': dag,
      'shop/__init__.py': '',
      'requirements.txt': 'apache-airflow==3.3.2\n',
      'airflow.cfg': '[core]\ndags_folder = /opt/airflow/shop/dags\n',
    }
    expect((await unitFrom(files)).entrypoint).toBe('shop/dags')
  })

  test('a folder of a larger project, by the image beside the DAGs', async () => {
    const files = { 'airflow/dags/orders.py': dag, 'airflow/Dockerfile': 'FROM apache/airflow:3.1.8\n', 'api/main.py': 'print("hello")\n' }
    expect((await factsFrom(files)).units.map((one) => [one.dir, one.name, one.entrypoint])).toContainEqual(['airflow', 'airflow', 'dags'])
  })

  test('an app in the same folder is told, since it cannot share the image', async () => {
    const app = 'from fastapi import FastAPI\n\napp = FastAPI()\n'
    const files = { ...dags, 'requirements.txt': 'apache-airflow==3.3.2\nfastapi[standard]\n', 'main.py': app, Procfile: 'web: uvicorn main:app\n' }
    expect(await notes(files)).toEqual(['main.py:3: FastAPI is left out here: it cannot share the image of Airflow, and has to be in a folder of its own'])
  })

  test('two folders of DAGs are a question', async () => {
    const unit = await unitFrom({ 'sales/dags/a.py': dag, 'stock/dags/b.py': dag, 'requirements.txt': 'apache-airflow==3.3.2\n' })
    expect(unit.unknown.map((one) => [one.key, one.choices?.map((choice) => choice.value)])).toEqual([['entrypoint', ['sales/dags', 'stock/dags']]])
  })

  test('DAGs that import only what the image has need nothing said', async () => {
    expect((await unitFrom({ 'dags/orders.py': `import pendulum\n${dag}` })).unknown).toEqual([])
    expect((await unitFrom({ 'dags/orders.py': `import humanize\n${dag}` })).unknown.map((one) => one.key)).toEqual(['dependencies'])
  })

  test('a DAG that is no Python is told, with its line, and the rest is seen', async () => {
    const files = {
      ...dags,
      'dags/broken.py': 'from airflow.sdk import dag\n\n\n@dag(\ndef broken():\n    pass\n',
      'requirements.txt': 'apache-airflow==3.3.2\n',
    }
    expect(await notes(files)).toEqual(['dags/broken.py:5: this does not read as Python from here on; Airflow loads no DAG of a file that it cannot read'])
  })
})

describe('what is none', () => {
  const library = (more: string) => `[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n\n${more}`

  test.each<[what: string, files: Files]>([
    [
      'a library with an extra for it',
      {
        'pyproject.toml': library('[project]\nname = "etl"\nversion = "1"\n\n[project.optional-dependencies]\nairflow = ["apache-airflow"]\n'),
        'src/etl/__init__.py': '',
        'src/etl/operators.py': 'from airflow.models import BaseOperator\n\n\nclass Load(BaseOperator):\n    pass\n',
      },
    ],
    [
      'a library with a DAG of its own among its examples',
      {
        'pyproject.toml': library('[project]\nname = "etl"\nversion = "1"\ndependencies = ["apache-airflow>=2.9"]\n'),
        'src/etl/__init__.py': '',
        'examples/dags/orders.py': dag,
        'src/etl/example_dags/orders.py': dag,
      },
    ],
    [
      'a provider',
      {
        'pyproject.toml': library(
          '[project]\nname = "airflow-provider-shop"\nversion = "1"\ndependencies = ["apache-airflow"]\n\n[project.entry-points.apache_airflow_provider]\nprovider_info = "shop:info"\n',
        ),
        'shop/__init__.py': '',
        'dags/orders.py': dag,
      },
    ],
    [
      'tests with a DAG',
      {
        'requirements.txt': 'requests\n',
        'tests/dags/orders.py': dag,
        'main.py': 'import requests\n\nif __name__ == "__main__":\n    requests.get("http://example.com")\n',
      },
    ],
  ])('%s', async (_, files) => {
    expect((await factsFrom(files)).units.filter((one) => one.stack === 'airflow')).toEqual([])
  })
})
