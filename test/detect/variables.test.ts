import { expect, test } from 'vitest'
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
