import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** The other end of the scale from examples/fastapi: requirements.txt, modules beside each other, a driver that is compiled, no README. */
const files: Readonly<Record<string, string>> = {
  'requirements.txt': `fastapi==0.128.0
uvicorn==0.40.0
sqlalchemy==2.0.45
psycopg2==2.9.11
alembic==1.18.0
`,
  'requirements-dev.txt': `-r requirements.txt
httpx==0.28.1
pytest==9.0.2
`,
  'main.py': `import os

from fastapi import FastAPI, HTTPException
from pydantic import BaseModel
from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError

app = FastAPI()
engine = create_engine(os.environ["DATABASE_URL"], pool_pre_ping=True)


class Note(BaseModel):
    words: str


@app.get("/health")
def health():
    return {"status": "ok"}


@app.get("/ready")
def ready():
    try:
        with engine.connect() as connection:
            connection.execute(text("select 1"))
    except OperationalError as error:
        raise HTTPException(503) from error
    return {"status": "ready"}


@app.post("/notes", status_code=201)
def write(note: Note):
    with engine.begin() as connection:
        row = connection.execute(text("insert into notes (words) values (:words) returning id"), {"words": note.words})
        return {"id": row.scalar_one(), "words": note.words}


@app.get("/notes")
def read():
    with engine.connect() as connection:
        return [dict(row) for row in connection.execute(text("select id, words from notes order by id")).mappings()]
`,
  'test_main.py': `from fastapi.testclient import TestClient

from main import app


def test_health():
    assert TestClient(app).get("/health").json() == {"status": "ok"}


def test_a_note_is_kept():
    client = TestClient(app)
    kept = client.post("/notes", json={"words": "milk"}).json()
    assert kept in client.get("/notes").json()
`,
  'alembic.ini': `[alembic]
script_location = migrations
prepend_sys_path = .
path_separator = os
`,
  'migrations/env.py': `import os

from alembic import context
from sqlalchemy import create_engine, pool

engine = create_engine(os.environ["DATABASE_URL"], poolclass=pool.NullPool)
with engine.connect() as connection:
    context.configure(connection=connection)
    with context.begin_transaction():
        context.run_migrations()
`,
  'migrations/script.py.mako': `revision = \${repr(up_revision)}
down_revision = \${repr(down_revision)}


def upgrade():
    pass


def downgrade():
    pass
`,
  'migrations/versions/a1_notes.py': `import sqlalchemy as sa
from alembic import op

revision = "a1"
down_revision = None


def upgrade():
    op.create_table("notes", sa.Column("id", sa.Integer, primary_key=True), sa.Column("words", sa.Text, nullable=False))


def downgrade():
    op.drop_table("notes")
`,
  '.gitignore': `__pycache__/
venv/
.env
`,
}

/** Writes the project into `dir`. */
export function writeFlatProject(dir: string): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, path)), { recursive: true })
    writeFileSync(join(dir, path), text)
  }
}
