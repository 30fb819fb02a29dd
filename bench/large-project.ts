import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

// A web project as a team has it after some years: 60 parts of a shop with the same seven modules each, migrations, tests, documentation,
// templates, pictures. Beside it lie folders of tools that a look at the project must not enter.

const parts = 60
const languages = ['de', 'en', 'es', 'fr', 'it', 'nl', 'pl', 'pt']

/** Lays a FastAPI project of 1,000 files into `dir`, with 2,400 more in `node_modules` and `.venv`. @returns how many files it has without those. */
export function writeLargeProject(dir: string): number {
  const files = new Map<string, string>(Object.entries(fixed))
  for (let at = 0; at < parts; at += 1) {
    for (const [path, text] of Object.entries(part(`part_${String(at).padStart(2, '0')}`))) files.set(path, text)
  }
  for (let at = 1; at <= 80; at += 1) files.set(`migrations/versions/${String(at).padStart(4, '0')}_change.py`, migration(at))
  for (const language of languages) files.set(`src/shop/locale/${language}.json`, JSON.stringify({ hello: language }))
  for (let at = 0; files.size < 1000; at += 1)
    files.set(`src/shop/static/icons/${at}.svg`, `<svg xmlns="http://www.w3.org/2000/svg"><path d="M${at} 0"/></svg>\n`)
  const count = files.size
  for (let at = 0; at < 1200; at += 1) {
    files.set(`node_modules/package-${at % 60}/lib/file-${at}.js`, `module.exports = ${at}\n`)
    files.set(`.venv/lib/python3.13/site-packages/package_${at % 60}/module_${at}.py`, `from fastapi import FastAPI\n\napp = FastAPI()\n`)
  }
  for (const [path, text] of files) {
    mkdirSync(dirname(join(dir, path)), { recursive: true })
    writeFileSync(join(dir, path), text)
  }
  return count
}

const fixed: Readonly<Record<string, string>> = {
  'pyproject.toml': `[project]
name = "shop"
version = "4.2.0"
requires-python = ">=3.13"
dependencies = ["fastapi[standard]>=0.128", "sqlalchemy>=2.0", "psycopg[binary]>=3.3", "redis>=7.1", "pydantic-settings>=2.12", "alembic>=1.18"]

[dependency-groups]
dev = ["pytest>=9.0", "ruff>=0.14"]
`,
  '.gitignore': 'node_modules/\n.venv/\n__pycache__/\n.env\n',
  'README.md': '# Shop\n\nRun it with `fastapi dev src/shop/main.py`.\n',
  'alembic.ini': '[alembic]\nscript_location = migrations\nprepend_sys_path = src\n',
  'migrations/env.py': `from alembic import context
from sqlalchemy import create_engine, pool

from shop.settings import settings

engine = create_engine(settings.database_url, poolclass=pool.NullPool)
with engine.connect() as connection:
    context.configure(connection=connection)
    with context.begin_transaction():
        context.run_migrations()
`,
  'src/shop/__init__.py': '',
  'src/shop/settings.py': `from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    database_url: str
    redis_url: str = "redis://localhost:6379/0"
    secret_key: str
    page_size: int = 50


settings = Settings()
`,
  'src/shop/database.py': `from sqlalchemy import create_engine
from sqlalchemy.orm import DeclarativeBase, sessionmaker

from shop.settings import settings

engine = create_engine(settings.database_url, pool_pre_ping=True)
Session = sessionmaker(engine)


class Base(DeclarativeBase):
    pass
`,
  'src/shop/main.py': `from importlib import import_module

from fastapi import FastAPI
from sqlalchemy import text

from shop.database import engine

app = FastAPI(title="Shop")


@app.get("/health")
def health() -> dict[str, str]:
    with engine.connect() as connection:
        connection.execute(text("select 1"))
    return {"status": "ok"}


for number in range(${parts}):
    app.include_router(import_module(f"shop.part_{number:02}.routes").router)
`,
}

function part(name: string): Record<string, string> {
  const title = `${name.charAt(0).toUpperCase()}${name.slice(1).replace('_', '')}`
  const inside = (file: string): string => `src/shop/${name}/${file}`
  return {
    [inside('__init__.py')]: '',
    [inside('models.py')]: models(name, title),
    [inside('schemas.py')]: schemas(title),
    [inside('routes.py')]: routes(name, title),
    [inside('service.py')]: service(name, title),
    [inside('client.py')]: client(name, title),
    [inside('rules.py')]: rules(title),
    [`tests/${name}/__init__.py`]: '',
    [`tests/${name}/test_routes.py`]: testRoutes(name),
    [`tests/${name}/test_rules.py`]: testRules(name),
    [`docs/${name}.md`]: `# ${title}\n\n${`What ${title} does and how it is used, in a paragraph of some words. `.repeat(12)}\n`,
    [`src/shop/templates/${name}.html`]: `<h1>${title}</h1>\n<ul>{% for one in ${name} %}<li>{{ one.name }}</li>{% endfor %}</ul>\n`,
    [`src/shop/static/${name}.css`]: `.${name} { margin: 0 auto; max-width: 60rem; }\n`,
  }
}

const models = (name: string, title: string): string => `from datetime import datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, Numeric, String, func
from sqlalchemy.orm import Mapped, mapped_column, relationship

from shop.database import Base


class ${title}(Base):
    __tablename__ = "${name}"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200), index=True)
    price: Mapped[Decimal] = mapped_column(Numeric(12, 2))
    created: Mapped[datetime] = mapped_column(server_default=func.now())
    lines: Mapped[list["${title}Line"]] = relationship(back_populates="parent", cascade="all, delete-orphan")

    def total(self) -> Decimal:
        return sum((line.price * line.quantity for line in self.lines), Decimal(0))


class ${title}Line(Base):
    __tablename__ = "${name}_line"

    id: Mapped[int] = mapped_column(primary_key=True)
    parent_id: Mapped[int] = mapped_column(ForeignKey("${name}.id", ondelete="cascade"))
    price: Mapped[Decimal] = mapped_column(Numeric(12, 2))
    quantity: Mapped[int] = mapped_column(default=1)
    parent: Mapped[${title}] = relationship(back_populates="lines")
`

const schemas = (title: string): string => `from datetime import datetime
from decimal import Decimal

from pydantic import BaseModel, ConfigDict, Field, field_validator


class ${title}Line(BaseModel):
    price: Decimal = Field(ge=0)
    quantity: int = Field(default=1, ge=1, le=1000)


class ${title}In(BaseModel):
    name: str = Field(min_length=1, max_length=200)
    lines: list[${title}Line] = Field(default_factory=list)

    @field_validator("name")
    @classmethod
    def no_blanks_around(cls, value: str) -> str:
        return value.strip()


class ${title}Out(${title}In):
    model_config = ConfigDict(from_attributes=True)

    id: int
    created: datetime
    total: Decimal
`

const routes = (name: string, title: string): string => `from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, status
from sqlalchemy.orm import Session

from shop.${name} import service
from shop.${name}.schemas import ${title}In, ${title}Out
from shop.sessions import session

router = APIRouter(prefix="/${name}", tags=["${name}"])
Database = Annotated[Session, Depends(session)]


@router.get("", response_model=list[${title}Out])
def search(database: Database, words: str = "", page: int = 1):
    return service.search(database, words=words, page=page)


@router.get("/{number}", response_model=${title}Out)
def read(number: int, database: Database):
    found = service.read(database, number)
    if found is None:
        raise HTTPException(status.HTTP_404_NOT_FOUND, f"there is no ${name} {number}")
    return found


@router.post("", response_model=${title}Out, status_code=status.HTTP_201_CREATED)
def write(given: ${title}In, database: Database):
    return service.write(database, given)


@router.delete("/{number}", status_code=status.HTTP_204_NO_CONTENT)
def remove(number: int, database: Database):
    service.remove(database, number)
`

const service = (name: string, title: string): string => `import logging

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from shop.${name}.models import ${title}, ${title}Line
from shop.${name}.rules import price_of
from shop.${name}.schemas import ${title}In
from shop.settings import settings

log = logging.getLogger(__name__)


def search(database: Session, *, words: str, page: int) -> list[${title}]:
    query = select(${title}).options(selectinload(${title}.lines)).order_by(${title}.created.desc())
    for word in words.split():
        query = query.where(${title}.name.ilike(f"%{word}%"))
    size = settings.page_size
    return list(database.scalars(query.limit(size).offset((page - 1) * size)))


def read(database: Session, number: int) -> ${title} | None:
    return database.get(${title}, number, options=[selectinload(${title}.lines)])


def write(database: Session, given: ${title}In) -> ${title}:
    made = ${title}(name=given.name, price=price_of(given))
    made.lines = [${title}Line(**line.model_dump()) for line in given.lines]
    database.add(made)
    database.commit()
    log.info("wrote ${name} %s", made.id, extra={"number": made.id})
    return made


def remove(database: Session, number: int) -> None:
    found = read(database, number)
    if found is not None:
        database.delete(found)
        database.commit()
`

// One part in three talks to somebody else's service: an address in the code is what makes a file worth a look.
const client = (name: string, title: string): string => `import httpx
${Number(name.slice(-2)) % 3 === 0 ? `\nADDRESS = "https://api.example.org/${name}/v1"\n` : '\nfrom shop.addresses import address_of\n'}

class ${title}Client:
    def __init__(self, http: httpx.Client) -> None:
        self.http = http

    def fetch(self, number: int) -> dict[str, object]:
        answer = self.http.get(f"{${Number(name.slice(-2)) % 3 === 0 ? 'ADDRESS' : `address_of("${name}")`}}/{number}", timeout=5.0)
        answer.raise_for_status()
        return answer.json()

    def fetch_all(self, numbers: list[int]) -> dict[int, dict[str, object]]:
        return {number: self.fetch(number) for number in numbers if number > 0}
`

const rules = (title: string): string => `from decimal import ROUND_HALF_UP, Decimal

from shop.errors import Refused

CENT = Decimal("0.01")
STEPS = ((Decimal(1000), Decimal("0.10")), (Decimal(500), Decimal("0.05")), (Decimal(100), Decimal("0.02")))


def discount(total: Decimal) -> Decimal:
    """What a large order saves."""
    for least, share in STEPS:
        if total >= least:
            return (total * share).quantize(CENT, rounding=ROUND_HALF_UP)
    return Decimal(0)


def price_of(order) -> Decimal:
    total = sum((line.price * line.quantity for line in order.lines), Decimal(0))
    if total < 0:
        raise Refused(f"${title} costs less than nothing: {total}")
    return total - discount(total)


def split(total: Decimal, ways: int) -> list[Decimal]:
    if ways < 1:
        raise ValueError("at least one way")
    share = (total / ways).quantize(CENT, rounding=ROUND_HALF_UP)
    return [share] * (ways - 1) + [total - share * (ways - 1)]
`

const testRoutes = (name: string): string => `from fastapi.testclient import TestClient

from shop.main import app

client = TestClient(app)


def test_what_was_written_is_found() -> None:
    made = client.post("/${name}", json={"name": "one", "lines": [{"price": "2.50", "quantity": 2}]})
    assert made.status_code == 201
    assert client.get(f"/${name}/{made.json()['id']}").json()["name"] == "one"


def test_what_is_not_there_is_not_found() -> None:
    assert client.get("/${name}/999999").status_code == 404
`

const testRules = (name: string): string => `from decimal import Decimal

import pytest

from shop.${name}.rules import discount, split


@pytest.mark.parametrize(("total", "saved"), [(50, "0"), (100, "2.00"), (500, "25.00"), (1000, "100.00")])
def test_large_orders_save(total: int, saved: str) -> None:
    assert discount(Decimal(total)) == Decimal(saved)


def test_shares_add_up() -> None:
    assert sum(split(Decimal("10.00"), 3)) == Decimal("10.00")
`

const migration = (at: number): string => `import sqlalchemy as sa
from alembic import op

revision = "${String(at).padStart(4, '0')}"
down_revision = ${at === 1 ? 'None' : `"${String(at - 1).padStart(4, '0')}"`}


def upgrade() -> None:
    op.add_column("part_${String(at % parts).padStart(2, '0')}", sa.Column("extra_${at}", sa.String(80), nullable=True))


def downgrade() -> None:
    op.drop_column("part_${String(at % parts).padStart(2, '0')}", "extra_${at}")
`
