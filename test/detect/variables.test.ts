import { describe, expect, test } from 'vitest'
import { pyproject, unitFrom } from './project-from.ts'

const app = 'from fastapi import FastAPI\napp = FastAPI()\n'
/** `NAME=default:type`, with `!` where it is required and `*` where it is a secret. */
async function variables(text: string, more: Record<string, string> = {}): Promise<string[]> {
  const unit = await unitFrom({ 'pyproject.toml': pyproject(['fastapi', 'uvicorn']), 'main.py': app, 'settings.py': text, ...more })
  return unit.variables.map((one) => `${one.name}${one.required ? '!' : ''}${one.secret ? '*' : ''}=${one.default ?? ''}:${one.type}`)
}
const settings = (body: string) => `from pydantic import *\nfrom pydantic_settings import BaseSettings, SettingsConfigDict\nclass S(BaseSettings):\n${body}`

const cases: [name: string, text: string, expected: string[]][] = [
  [
    'os.environ and os.getenv',
    'import os\na = os.environ["A"]\nb = os.environ.get("B", "x")\nc = os.getenv("C")\nd = os.getenv("D", default=str(1))\n',
    ['A!=:string', 'B=x:string', 'C=:string', 'D=:string'],
  ],
  [
    'aliases',
    'import os as o\nfrom os import environ as e, getenv\na = o.environ["A"]\nb = e["B"]\nc = getenv("C", "1")\nd = e.get("D")\n',
    ['A!=:string', 'B!=:string', 'C=1:string', 'D=:string'],
  ],
  ['written, not read; of the system', 'import os\nos.environ["A"] = "1"\nx = os.environ["HOME"]\n', []],
  ['read twice: the strict one decides', 'import os\na = os.getenv("A", "x")\nb = os.environ["A"]\n', ['A!=:string']],
  [
    'secrets by name',
    'import os\nos.environ["DB_PASSWORD"], os.environ["STRIPE_API_KEY"], os.environ["ACCESS_TOKEN_URL"], os.environ["KEYBOARD"]\n',
    ['ACCESS_TOKEN_URL!=:string', 'DB_PASSWORD!*=:string', 'KEYBOARD!=:string', 'STRIPE_API_KEY!*=:string'],
  ],
  [
    'a prefix, types, defaults',
    settings(
      '    model_config = SettingsConfigDict(env_file=".env", env_prefix="SHOP_")\n    port: int = 8000\n    debug: bool = False\n    url: PostgresDsn\n    mail: EmailStr | None = None\n    key: SecretStr\n    hosts: list[str] = ["*"]\n    ratio: Optional[float] = 0.5\n',
    ),
    [
      'SHOP_DEBUG=false:boolean',
      'SHOP_HOSTS=["*"]:json',
      'SHOP_KEY!*=:string',
      'SHOP_MAIL=:email',
      'SHOP_PORT=8000:integer',
      'SHOP_RATIO=0.5:number',
      'SHOP_URL!=:url',
    ],
  ],
  [
    'aliases of fields',
    settings(
      '    model_config = {"env_prefix": "P_"}\n    a: str = Field(..., alias="ONE")\n    b: str = Field("x", validation_alias="TWO")\n    c: int = Field(default=3, validation_alias=AliasChoices("THREE", "OLD"))\n    d: Annotated[str, Field(alias="FOUR")]\n    e: list[str] = Field(default_factory=list)\n',
    ),
    ['FOUR!=:string', 'ONE!=:string', 'P_E=:json', 'THREE=3:integer', 'TWO=x:string'],
  ],
  [
    'what is no field',
    settings(
      '    _private: str = "x"\n    kind: ClassVar[str] = "x"\n    @computed_field\n    @property\n    def url(self) -> str:\n        return "x"\n    a: str = "1"\n',
    ),
    ['A=1:string'],
  ],
  ['case sensitive', settings('    model_config = SettingsConfigDict(case_sensitive=True)\n    apiKey: str\n'), ['apiKey!*=:string']],
  [
    'version 1',
    'from pydantic import BaseSettings, Field\nclass S(BaseSettings):\n    url: str = Field(..., env="DB_URL")\n    plain = "x"\n    class Config:\n        env_prefix = "V1_"\n',
    ['DB_URL!=:string', 'V1_PLAIN=x:string'],
  ],
  [
    'nested models',
    'from pydantic import BaseModel\nfrom pydantic_settings import BaseSettings, SettingsConfigDict\nclass Db(BaseModel):\n    host: str\n    port: int = 5432\nclass S(BaseSettings):\n    model_config = SettingsConfigDict(env_nested_delimiter="__", env_prefix="S_")\n    db: Db\n    cache: Db = Db(host="x")\n',
    ['S_CACHE__HOST=:string', 'S_CACHE__PORT=5432:integer', 'S_DB__HOST!=:string', 'S_DB__PORT=5432:integer'],
  ],
  [
    'settings in settings',
    'from pydantic_settings import BaseSettings\nclass Base(BaseSettings, env_prefix="B_"): ...\nclass Db(Base):\n    host: str\nclass S(BaseSettings):\n    db: Db = Db()\n',
    ['B_HOST!=:string'],
  ],
  ['other BaseModels are none', 'from pydantic import BaseModel\nimport os\nclass Item(BaseModel):\n    name: str\nx = os.getenv("A")\n', ['A=:string']],
  [
    'starlette and decouple',
    'from starlette.config import Config\nfrom decouple import config as env\nconfig = Config(".env")\na = config("A", cast=bool, default=False)\nb = config("B")\nc = env("C", default="x", cast=int)\n',
    ['A=false:boolean', 'B!=:string', 'C=x:integer'],
  ],
]
test.each(cases)('%s', async (_, text, expected) => expect(await variables(text)).toEqual(expected))

test('migrations count as code, tests do not', async () => {
  const reads = (name: string) => `import os\nx = os.environ["${name}"]\n`
  expect(await variables('', { 'alembic/env.py': reads('A'), 'tests/conftest.py': reads('B'), 'examples/x.py': reads('C') })).toEqual(['A!=:string'])
})

test('the folder of secrets', async () => {
  const unit = await unitFrom({
    'requirements.txt': 'fastapi\n',
    'main.py': app,
    'settings.py': settings('    model_config = SettingsConfigDict(secrets_dir="/run/secrets")\n    a: str\n'),
  })
  expect(unit.python?.secretsDir).toBe('/run/secrets')
})

test('each is found at its line', async () => {
  const unit = await unitFrom({ 'requirements.txt': 'fastapi\n', 'main.py': `${app}import os\nx = os.environ[\n    "LATE"\n]\n` })
  expect(unit.variables[0]).toMatchObject({ name: 'LATE', file: 'main.py', line: 4 })
})

describe('libraries', () => {
  const libraries: [name: string, text: string, expected: string[]][] = [
    [
      'decouple',
      'from decouple import config, Csv\na = config("A")\nb = config("B", default=3, cast=int)\nc = config("C", False, bool)\nd = config("D", default="x,y", cast=Csv())\nlog = logger.config("no")\n',
      ['A!=:string', 'B=3:integer', 'C=false:boolean', 'D=x,y:string'],
    ],
    [
      'decouple with a file',
      'from decouple import Config, RepositoryEnv\ncfg = Config(RepositoryEnv("prod.env"))\na = cfg("A_KEY")\nb = cfg.get("B", default="")\n',
      ['A_KEY!=:string', 'B=:string'],
    ],
    [
      'environs',
      'from environs import Env\nenv = Env()\nenv.read_env()\na = env("A")\nb = env.int("B", 5)\nc = env.bool("C", default=False)\nd = env.list("D", default=["x", "y"])\ne = env.dj_db_url("E")\nwith env.prefixed("IN_"):\n    f = env.str("F")\n    with env.prefixed("DEEP_"):\n        g = env.float("G", 0.5)\n',
      ['A!=:string', 'B=5:integer', 'C=false:boolean', 'D=x,y:string', 'E!=:url', 'IN_DEEP_G=0.5:number', 'IN_F!=:string'],
    ],
    [
      'django-environ',
      'import environ\nenv = environ.Env(DEBUG=(bool, False), HOSTS=(list, ["a"]), NAME=str)\na = env("DEBUG")\nb = env("HOSTS")\nc = env("NAME")\nd = {"default": env.db()}\ne = env.db("REPLICA_URL", default="postgres:///x")\nf = env.cache()\ng = env.bool("G", True)\nh = env("H", int, 3)\ni = env.str("SECRET_KEY")\n',
      [
        'CACHE_URL!=:url',
        'DATABASE_URL!=:url',
        'DEBUG=false:boolean',
        'G=true:boolean',
        'H=3:integer',
        'HOSTS=a:string',
        'NAME!=:string',
        'REPLICA_URL=postgres:///x:url',
        'SECRET_KEY!*=:string',
      ],
    ],
    [
      "starlette's config",
      'from starlette.config import Config\nfrom starlette.datastructures import Secret\nc = Config(".env", env_prefix="S_")\na = c("A", cast=bool, default=False)\nb = c("B", cast=Secret)\n',
      ['S_A=false:boolean', 'S_B!*=:string'],
    ],
    ['prettyconf', 'from prettyconf import config\na = config("A", default=1, cast=int)\nb = config("B")\n', ['A=1:integer', 'B!=:string']],
    [
      'dj-database-url',
      'import dj_database_url\nd = dj_database_url.config(default="sqlite:///x.db", conn_max_age=600)\ne = dj_database_url.config(env="OTHER_URL")\n',
      ['DATABASE_URL=sqlite:///x.db:url', 'OTHER_URL=:url'],
    ],
    [
      'options of click',
      'import click\n@click.option("--a", envvar="A", default=5, type=int)\n@click.option("--b", envvar=["B", "OLD"], required=True)\n@click.option("--c")\ndef run(): ...\n',
      ['A=5:integer', 'B!=:string'],
    ],
    [
      'options of typer',
      'import typer\ndef run(a: int = typer.Option(7, "--a", envvar="A"), b: str = typer.Option(..., envvar="B_TOKEN")): ...\n',
      ['A=7:string', 'B_TOKEN!*=:string'],
    ],
    [
      'files of settings',
      'app.config.from_envvar("SHOP_SETTINGS")\napp.config.from_envvar("SHOP_MORE", silent=True)\n',
      ['SHOP_MORE=:string', 'SHOP_SETTINGS!=:string'],
    ],
    [
      'functions of the project',
      'import os\ndef need(name):\n    try:\n        return os.environ[name]\n    except KeyError:\n        raise RuntimeError(name)\ndef soft(key, default=None):\n    return os.getenv(key, default)\ndef other(name):\n    return name\na = need("A")\nb = soft("B", "x")\nc = soft("C")\nd = other("D")\n',
      ['A!=:string', 'B=x:string', 'C=:string'],
    ],
    [
      'other names of the same',
      'import os\nenv = os.environ\nget = os.environ.get\na = env["A"]\nb = env.get("B", "x")\nc = get("C")\n',
      ['A!=:string', 'B=x:string', 'C=:string'],
    ],
  ]
  test.each(libraries)('%s', async (_, text, expected) => {
    expect(await variables(text)).toEqual(expected)
  })

  test('an object that another module makes', async () => {
    const conf = 'from environs import Env\nenv = Env()\n'
    expect(await variables('from conf import env\nimport conf\na = env.int("A")\nb = conf.env("B", "x")\n', { 'conf.py': conf })).toEqual([
      'A!=:integer',
      'B=x:string',
    ])
  })

  test('what only looks like one', async () => {
    const text = 'from shop import env\na = env.str("A")\nconfig = dict\nb = config("B")\nc = settings.get("C")\n'
    expect(await variables(text, { 'shop.py': 'class Env: ...\nenv = Env()\nfrom environs import Env as Real\n' })).toEqual([])
  })

  test('dynaconf: keys of its files with its prefix, validators', async () => {
    const text =
      'from dynaconf import Dynaconf, Validator\nsettings = Dynaconf(envvar_prefix="SHOP", settings_files=["settings.toml", ".secrets.toml"], validators=[Validator("REGION", must_exist=True)])\n'
    const files = { 'settings.toml': '[default]\nport = 8000\ndebug = false\n[default.mail]\nhost = "x"\n', '.secrets.toml': '[default]\napi = "x"\n' }
    expect(await variables(text, files)).toEqual(['SHOP_API*=:string', 'SHOP_DEBUG=false:string', 'SHOP_PORT=8000:string', 'SHOP_REGION!=:string'])
  })
})

describe('secrets that are in files', () => {
  const only: [name: string, text: string, expected: string[]][] = [
    [
      'named by a variable',
      'import os\na = open(os.environ["DB_PASSWORD_FILE"])\nb = open(os.getenv("JWT_SECRET_FILE"))\n',
      ['DB_PASSWORD! only', 'JWT_SECRET only'],
    ],
    ['either way', 'import os\na = os.getenv("API_KEY_FILE")\nb = os.getenv("API_KEY", "x")\n', ['API_KEY or']],
    ['where containers have them', 'import os\na = os.getenv("API_KEY_FILE", "/run/secrets/key")\n', ['API_KEY only']],
    ['a field', settings('    session_secret_file: Path\n'), ['SESSION_SECRET! only']],
    ['decouple', 'from decouple import config\na = config("SECRET_KEY_FILE")\n', ['SECRET_KEY! only']],
    [
      'objects that look for both',
      'import environ\nfrom environs import FileAwareEnv\na = environ.FileAwareEnv()\nb = FileAwareEnv()\nc = a("ONE_TOKEN")\nd = b.str("TWO_TOKEN")\ne = a("REGION")\n',
      ['ONE_TOKEN! or', 'REGION!', 'TWO_TOKEN! or'],
    ],
    [
      'functions of the project',
      'import os\ndef both(name, default=None):\n    path = os.environ.get(f"{name}_FILE")\n    return open(path).read() if path else os.getenv(name, default)\ndef read(key):\n    return open(os.environ[key + "_FILE"]).read()\na = both("A_SECRET")\nb = both("B")\nc = read("C_SECRET")\nd = read("D")\n',
      ['A_SECRET or', 'B', 'C_SECRET only'],
    ],
    [
      'files that are no single secret, or the project has',
      'import os\na = os.environ["TLS_PRIVATE_KEY_FILE"]\nb = os.environ["CREDENTIALS_FILE"]\nc = os.getenv("TOKEN_FILE", "token.json")\nd = os.environ["LOG_FILE"]\n',
      ['CREDENTIALS_FILE!', 'LOG_FILE!', 'TLS_PRIVATE_KEY_FILE!', 'TOKEN_FILE'],
    ],
  ]
  test.each(only)('%s', async (_, text, expected) => {
    const unit = await unitFrom({ 'pyproject.toml': pyproject(['fastapi', 'uvicorn']), 'main.py': app, 'settings.py': text })
    expect(unit.variables.map((one) => `${one.name}${one.required ? '!' : ''}${one.inFile ? (one.inFile.alone ? ' only' : ' or') : ''}`)).toEqual(expected)
  })
})

test('secrets that the code makes at each start', async () => {
  const text =
    'import os, secrets\nfrom pydantic_settings import BaseSettings\na = os.getenv("SECRET_KEY", secrets.token_hex(32))\nclass S(BaseSettings):\n    jwt_secret: str = secrets.token_urlsafe(32)\n    other_secret: str = Field(default_factory=lambda: secrets.token_urlsafe(32))\n    plain_secret: str = ""\n'
  const unit = await unitFrom({ 'pyproject.toml': pyproject(['fastapi', 'uvicorn']), 'main.py': app, 'settings.py': text })
  expect(unit.variables.filter((one) => one.generated).map((one) => one.name)).toEqual(['JWT_SECRET', 'OTHER_SECRET', 'SECRET_KEY'])
})

test("values of the project's own example, for what is no secret", async () => {
  const example =
    '# the region\nREGION=eu-west-1 # Dublin\nAPI_TOKEN=abc\nEMPTY=\nTODO=<your region>\nLATER=changeme\nQUOTED="a b"\nCOMPOSED=http://${REGION}\n'
  const code = 'import os\n' + ['REGION', 'API_TOKEN', 'EMPTY', 'TODO', 'LATER', 'QUOTED', 'COMPOSED'].map((name) => `os.environ["${name}"]\n`).join('')
  const unit = await unitFrom({ 'pyproject.toml': pyproject(['fastapi', 'uvicorn']), 'main.py': app, 'settings.py': code, '.env.sample': example })
  expect(unit.variables.flatMap((one) => (one.example === undefined ? [] : [`${one.name}=${one.example}`]))).toEqual(['QUOTED=a b', 'REGION=eu-west-1'])
})
