import { describe, expect, test } from 'vitest'
import type { PythonFacts } from '../../src/detect/python-facts.ts'
import { lineAt, pyproject, unitFrom } from './project-from.ts'

const app = { 'main.py': 'from fastapi import FastAPI\napp = FastAPI()\n' }

async function found(files: Record<string, string | Buffer>) {
  const unit = await unitFrom({ ...app, ...files })
  if (!unit.python) throw new Error('no Python facts')
  return { unit, python: unit.python, opened: unit.opened }
}

/** Name, group and the text of the line that each dependency points at. */
async function dependencies(files: Record<string, string | Buffer>): Promise<[string, string, string][]> {
  const { python, opened } = await found(files)
  return python.dependencies.map((one) => [one.name, one.group, lineAt(opened, one).trim()])
}

describe('dependencies with the line that names them', () => {
  const cases: [name: string, files: Record<string, string>, expected: [string, string, string][]][] = [
    [
      'Poetry tables',
      {
        'pyproject.toml':
          '[tool.poetry]\nname = "shop"\n\n[tool.poetry.dependencies]\npython = "^3.11"\nfastapi = { version = "^0.120", extras = ["all"] }\nboto3 = { version = "*", optional = true }\n\n[tool.poetry.extras]\naws = ["boto3"]\n\n[tool.poetry.group.dev.dependencies]\npytest = "*"\n',
        'poetry.lock': '',
      },
      [
        ['fastapi', 'main', 'fastapi = { version = "^0.120", extras = ["all"] }'],
        ['boto3', 'aws', 'boto3 = { version = "*", optional = true }'],
        ['pytest', 'dev', 'pytest = "*"'],
      ],
    ],
    [
      "PDM's own development table",
      { 'pyproject.toml': pyproject(['fastapi'], '\n[tool.pdm.dev-dependencies]\ntest = [\n  "pytest",\n]\n'), 'pdm.lock': '' },
      [
        ['fastapi', 'main', '"fastapi",'],
        ['pytest', 'test', '"pytest",'],
      ],
    ],
    [
      'Pipfile',
      { Pipfile: '[packages]\nfastapi = "*"\n"kit.x" = {git = "https://host/kit.git"}\n\n[dev-packages]\npytest = "*"\n', 'Pipfile.lock': '{}' },
      [
        ['fastapi', 'main', 'fastapi = "*"'],
        ['kit-x', 'main', '"kit.x" = {git = "https://host/kit.git"}'],
        ['pytest', 'dev-packages', 'pytest = "*"'],
      ],
    ],
    [
      'setup.py, a list under a name',
      {
        'setup.py':
          'from setuptools import setup\n\nNEEDS = [\n    "fastapi>=0.120",\n    "uvicorn",\n]\nsetup(\n    name="shop",\n    version="1",\n    install_requires=NEEDS,\n    extras_require={"test": ["pytest"]},\n)\n',
      },
      [
        ['fastapi', 'main', '"fastapi>=0.120",'],
        ['uvicorn', 'main', '"uvicorn",'],
        ['pytest', 'test', 'extras_require={"test": ["pytest"]},'],
      ],
    ],
    [
      'setup.cfg, a comment between',
      { 'setup.cfg': '[metadata]\nname = shop\n[options]\ninstall_requires =\n    fastapi\n    # the server\n    uvicorn ; python_version > "3"\n' },
      [
        ['fastapi', 'main', 'fastapi'],
        ['uvicorn', 'main', 'uvicorn ; python_version > "3"'],
      ],
    ],
    [
      'conda, its pip section and a file that this brings',
      {
        'environment.yaml':
          'dependencies:\n  - python=3.12\n  - conda-forge::numpy=1.26=py312_0\n  - uvicorn-standard\n  - pip:\n    - fastapi>=0.120\n    - -r more.txt\n',
        'more.txt': 'redis\n',
      },
      [
        ['numpy', 'main', '- conda-forge::numpy=1.26=py312_0'],
        ['uvicorn', 'main', '- uvicorn-standard'],
        ['fastapi', 'main', '- fastapi>=0.120'],
        ['redis', 'main', 'redis'],
      ],
    ],
    [
      'pixi in pyproject, a feature of the production environment',
      {
        'pyproject.toml':
          '[tool.pixi.workspace]\nchannels = []\nplatforms = ["linux-64"]\n\n[tool.pixi.dependencies]\npython = "3.12.*"\nnumpy = "*"\n\n[tool.pixi.pypi-dependencies]\nfastapi = { version = ">=0.120", extras = ["all"] }\n\n[tool.pixi.feature.web.dependencies]\nuvicorn = "*"\n\n[tool.pixi.feature.test.dependencies]\npytest = "*"\n\n[tool.pixi.environments]\nprod = ["web"]\ntest = { features = ["web", "test"] }\n',
        'pixi.lock': '',
      },
      [
        ['numpy', 'main', 'numpy = "*"'],
        ['fastapi', 'main', 'fastapi = { version = ">=0.120", extras = ["all"] }'],
        ['uvicorn', 'main', 'uvicorn = "*"'],
        ['pytest', 'test', 'pytest = "*"'],
      ],
    ],
  ]
  test.each(cases)('%s', async (_, files, expected) => expect(await dependencies(files)).toEqual(expected))

  test('a conda file that Windows wrote as UTF-16', async () => {
    const text = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('name: x\r\ndependencies:\r\n  - python=3.12\r\n  - fastapi=0.120\r\n', 'utf16le')])
    expect((await dependencies({ 'environments.yml': text })).map(([name]) => name)).toEqual(['fastapi'])
  })

  test('only those of the manager that installs', async () => {
    const files = { 'pyproject.toml': pyproject(['fastapi']), 'uv.lock': '', 'requirements.txt': 'fastapi==1\ngunicorn==1\n' }
    expect((await dependencies(files)).map(([name]) => name)).toEqual(['fastapi'])
  })
})

describe('what production needs beside the main dependencies', () => {
  const parts = ({ productionGroups, productionExtras }: PythonFacts) => [...productionGroups, ...productionExtras]
  const groups = (text: string) => ({ 'pyproject.toml': pyproject(['fastapi'], `\n[dependency-groups]\n${text}`), 'uv.lock': '' })
  const cases: [name: string, files: Record<string, string>, expected: string[]][] = [
    ['a group that says so', groups('prod = ["sentry-sdk"]\ndev = ["pytest"]\n'), ['prod']],
    ['the first part that brings a server', groups('dev = ["uvicorn"]\nweb = ["uvicorn"]\nother = ["hypercorn"]\n'), ['web']],
    [
      'no part where main has a server',
      { 'pyproject.toml': pyproject(['fastapi', 'uvicorn'], '\n[dependency-groups]\nweb = ["gunicorn"]\n'), 'uv.lock': '' },
      [],
    ],
    [
      'an extra that PDM locked',
      {
        'pyproject.toml': pyproject(['fastapi'], '\n[project.optional-dependencies]\nserver = ["uvicorn"]\n'),
        'pdm.lock': '[metadata]\ngroups = ["default", "server"]\n',
      },
      ['server'],
    ],
    ['a category of a Pipfile', { Pipfile: '[packages]\nfastapi = "*"\n[prod]\nuvicorn = "*"\n', 'Pipfile.lock': '{}' }, ['prod']],
    ['no name that a shell would read', groups('"prod;ls" = ["uvicorn"]\n'), []],
  ]
  test.each(cases)('%s', async (_, files, expected) => expect(parts((await found(files)).python)).toEqual(expected))

  test('an extra that PDM did not lock is told, and left out', async () => {
    const { python, unit } = await found({
      'pyproject.toml': pyproject(['fastapi'], '\n[project.optional-dependencies]\nserver = ["uvicorn"]\n'),
      'pdm.lock': '[metadata]\ngroups = ["default"]\n',
    })
    expect(parts(python)).toEqual([])
    expect(unit.notes.map((one) => one.text)).toContain('pdm.lock was made without the extra server, which serves: pdm lock --group server')
  })
})

describe('system packages follow from what is really installed', () => {
  const pixi = (more: string) => ({ 'pixi.toml': `[dependencies]\nfastapi = "*"\nlibmagic = "*"\n${more}`, 'pixi.lock': 'packages:\n' })
  const cases: [name: string, files: Record<string, string>, run: string[]][] = [
    [
      'a dependency of a dependency in poetry.lock',
      {
        'pyproject.toml': '[tool.poetry]\nname = "x"\n[tool.poetry.dependencies]\nfastapi = "*"\n',
        'poetry.lock': '[[package]]\nname = "fastapi"\n\n[package.dependencies]\npython-magic = "*"\n',
      },
      ['libmagic1t64'],
    ],
    ["conda's packages bring their own libraries", { 'environment.yml': 'dependencies:\n  - python=3.12\n  - fastapi\n  - python-magic\n' }, []],
    ['what its pip installs does not', { 'environment.yml': 'dependencies:\n  - python=3.12\n  - fastapi\n  - pip:\n    - python-magic\n' }, ['libmagic1t64']],
    ['nor what pixi takes from an index', pixi('[pypi-dependencies]\npython-magic = "*"\n'), ['libmagic1t64']],
    ['while its conda packages do', pixi('python-magic = "*"\n'), []],
  ]
  test.each(cases)('%s', async (_, files, run) => expect((await found(files)).unit.systemPackages.run).toEqual(run))
})

describe('projects beside the code', () => {
  test('are copied for the install, a link for the runtime too', async () => {
    const { python, unit } = await found({
      'pyproject.toml':
        '[tool.poetry]\nname = "x"\n[tool.poetry.dependencies]\nfastapi = "*"\nkit = { path = "./libs/kit", develop = true }\nfar = { path = "../far" }\n',
      'poetry.lock': '',
      'libs/kit/pyproject.toml': pyproject([]),
      'libs/kit/kit/__init__.py': '',
    })
    expect(python.localProjects).toEqual([{ path: 'libs/kit', editable: true }])
    expect(unit.internalDependencies).toEqual(['kit', 'far'])
    expect(unit.notes).toContainEqual({
      text: '../far lies outside of the folder that the image is built from: the install will not find it there',
      file: 'pyproject.toml',
      line: 6,
    })
  })

  test('requirements that include what lies outside', async () => {
    const { unit } = await found({ 'requirements.txt': 'fastapi\n-r ../common.txt\n' })
    expect(unit.notes.map((one) => [one.text, one.line])).toContainEqual([
      '../common.txt lies outside of the folder that the image is built from: the install will not find it there',
      2,
    ])
  })
})

describe('a project that setup.py describes', () => {
  const setup = (more: string) => ({ 'setup.py': `from setuptools import setup\nsetup(name="shop", version="1", install_requires=["fastapi"], ${more})\n` })
  const cases: [name: string, files: Record<string, string>, standIn: string[] | RegExp][] = [
    ['in so many words', setup('packages=["shop"]'), /shop has no __init__/],
    ['with a package', { ...setup('packages=["shop"]'), 'shop/__init__.py': '' }, ['shop/__init__.py']],
    [
      'below src, reading a readme',
      {
        ...setup('packages=find_packages("src"), package_dir={"": "src"}, long_description=open("README.md").read()'),
        'README.md': '',
        'src/shop/__init__.py': '',
      },
      ['README.md', 'src/shop/__init__.py'],
    ],
    ['with extensions', setup('ext_modules=[]'), /says ext_modules/],
    [
      'with a version from a file',
      { 'setup.py': 'from setuptools import setup\nsetup(name="shop", version=read(), install_requires=["fastapi"])\n' },
      /version from elsewhere/,
    ],
    [
      'that runs something',
      { 'setup.py': 'import os\nfrom setuptools import setup\nos.system("make")\nsetup(name="shop", version="1", install_requires=["fastapi"])\n' },
      /calls os\.system/,
    ],
    [
      'in setup.cfg alone, the version from the code',
      { 'setup.cfg': '[metadata]\nname = shop\nversion = attr: shop.__version__\n[options]\ninstall_requires =\n  fastapi\n' },
      /version from the source/,
    ],
  ]
  test.each(cases)('%s', async (_, files, expected) => {
    const { unit, python } = await found(files)
    expect([unit.packageManager, python.packaged]).toEqual(['pip', true])
    if (Array.isArray(expected)) expect(python.standIn).toEqual(expected)
    else expect(python.standInRefused).toMatch(expected)
  })
})
