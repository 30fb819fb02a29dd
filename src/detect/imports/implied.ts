import type { RawFile } from './read-imports.ts'

/** A package that nothing imports and that what is imported cannot do without. */
interface Implied {
  distribution: string
  about: string
  /** Symbols that are imported: `fastapi.Form`. */
  symbol?: RegExp
  /** Strings in the code, where one of `with` is imported. */
  string?: RegExp
  /** The text of a file, where one of `with` is imported in it. */
  text?: RegExp
  with?: readonly string[]
  /** Only from this version of Python on. */
  since?: string
}

const sql = ['sqlalchemy', 'sqlmodel', 'databases', 'flask_sqlalchemy', 'alembic', 'pandas', 'polars', 'dj_database_url', 'gino', 'ormar']
const driver = (distribution: string, string: RegExp): Implied => ({ distribution, about: 'the driver of a database URL', string, with: sql })

/** From what each library says that it needs at run time and does not install by itself. */
const implied: readonly Implied[] = [
  {
    distribution: 'python-multipart',
    about: 'reads forms',
    symbol: /^fastapi\.(.*\.)?(Form|File|UploadFile|OAuth2PasswordRequestForm|OAuth2PasswordRequestFormStrict)$/,
  },
  { distribution: 'jinja2', about: 'fills templates', symbol: /^(fastapi|starlette)\.templating\b/ },
  { distribution: 'itsdangerous', about: 'signs sessions', symbol: /^(fastapi\.|starlette\.)(.*\.)?SessionMiddleware$/ },
  { distribution: 'websockets', about: 'uvicorn speaks WebSocket with it', symbol: /^(fastapi|starlette)\.(.*\.)?WebSocket$/ },
  { distribution: 'email-validator', about: 'checks addresses', symbol: /^(pydantic\.(.*\.)?(EmailStr|NameEmail)|wtforms\.(.*\.)?Email)$/ },
  { distribution: 'greenlet', about: "SQLAlchemy's asyncio runs on it", symbol: /^sqlalchemy\.ext\.asyncio\b/ },
  driver('psycopg2-binary', /^postgres(ql)?(\+psycopg2)?:\/\//),
  driver('psycopg[binary]', /^postgresql\+psycopg(_async)?:\/\//),
  driver('asyncpg', /^postgresql\+asyncpg:\/\//),
  driver('pg8000', /^postgresql\+pg8000:\/\//),
  driver('mysqlclient', /^mysql(\+mysqldb)?:\/\//),
  driver('pymysql', /^(mysql|mariadb)\+pymysql:\/\//),
  driver('aiomysql', /^(mysql|mariadb)\+aiomysql:\/\//),
  driver('asyncmy', /^(mysql|mariadb)\+asyncmy:\/\//),
  driver('mariadb', /^mariadb(\+mariadbconnector)?:\/\//),
  driver('aiosqlite', /^sqlite\+aiosqlite:\/\//),
  driver('pyodbc', /^mssql\+pyodbc:\/\//),
  driver('pymssql', /^mssql\+pymssql:\/\//),
  driver('oracledb', /^oracle\+oracledb/),
  {
    distribution: 'psycopg[binary]',
    about: "Django's engine for PostgreSQL",
    string: /^django\.(db\.backends\.postgresql|contrib\.gis\.db\.backends\.postgis)$/,
  },
  { distribution: 'mysqlclient', about: "Django's engine for MySQL", string: /^django\.db\.backends\.mysql$/ },
  { distribution: 'redis', about: "Django's cache", string: /^django\.core\.cache\.backends\.redis\./ },
  { distribution: 'django-redis', about: "Django's cache", string: /^django_redis\./ },
  { distribution: 'channels-redis', about: "Channels' layer", string: /^channels_redis\./ },
  {
    distribution: 'redis',
    about: 'the broker of a URL',
    string: /^rediss?:\/\//,
    with: ['celery', 'kombu', 'dramatiq', 'flask_caching', 'flask_limiter', 'socketio'],
  },
  { distribution: 'pillow', about: "Django's image fields", text: /\bmodels\.ImageField\(/, with: ['django'] },
  { distribution: 'openpyxl', about: 'pandas reads and writes .xlsx', text: /\.(read_excel|to_excel)\(|\bExcelWriter\(/, with: ['pandas'] },
  { distribution: 'pyarrow', about: 'pandas reads and writes Parquet', text: /\.(read|to)_(parquet|feather|orc)\(/, with: ['pandas'] },
  { distribution: 'audioop-lts', about: 'pydub needs what Python dropped', symbol: /^pydub\b/, since: '3.13' },
  { distribution: 'lxml', about: 'pandas reads tables of HTML and XML', text: /\.(read_html|read_xml|to_xml)\(/, with: ['pandas'] },
  { distribution: 'lxml', about: 'the parser that BeautifulSoup is told to use', text: /BeautifulSoup\([^)\n]*["']lxml(-xml)?["']/, with: ['bs4'] },
  { distribution: 'html5lib', about: 'the parser that BeautifulSoup is told to use', text: /BeautifulSoup\([^)\n]*["']html5lib["']/, with: ['bs4'] },
  { distribution: 'cryptography', about: 'PyJWT signs RS and ES tokens with it', text: /["'](RS|ES|PS)(256|384|512)["']/, with: ['jwt'] },
]

/** Where in one file each of them follows from. */
export function impliedIn(file: RawFile, text: string, python: string): { distribution: string; about: string; line: number }[] {
  const tops = new Set(file.imports.map((one) => one.module.split('.')[0] ?? ''))
  return implied.flatMap((rule) => {
    if (rule.since !== undefined && minor(python) < minor(rule.since)) return []
    if (rule.with && !rule.with.some((module) => tops.has(module))) return []
    const line = lineOf(rule, file, text)
    return line === null ? [] : [{ distribution: rule.distribution, about: rule.about, line }]
  })
}

function minor(version: string): number {
  return Number(version.split('.')[1] ?? 0)
}

function lineOf({ symbol, string, text: pattern }: Implied, file: RawFile, text: string): number | null {
  if (symbol)
    return file.imports.find((one) => [one.module, ...one.names.map((name) => `${one.module}.${name}`)].some((name) => symbol.test(name)))?.line ?? null
  if (string) return file.strings.find((one) => string.test(one.text))?.line ?? null
  const at = pattern ? text.search(pattern) : -1
  return at < 0 ? null : text.slice(0, at).split('\n').length
}
