/** A program beside a database in a file, which Alembic brings up to date. */
export const withMigrations: Readonly<Record<string, string>> = {
  'requirements.txt': 'alembic==1.18.1\nflask==3.1.2\ngunicorn==23.0.0\nsqlalchemy==2.0.45\n',
  'app.py': `import os

from flask import Flask
from sqlalchemy import create_engine, text

engine = create_engine(os.environ.get("DATABASE_URL", "sqlite:///books.db"))
app = Flask(__name__)


@app.get("/health")
def health():
    with engine.connect() as connection:
        connection.execute(text("SELECT count(*) FROM books"))
    return {"status": "ok"}
`,
  'alembic.ini': '[alembic]\nscript_location = migrations\n',
  'migrations/env.py': `import os

from alembic import context
from sqlalchemy import create_engine

with create_engine(os.environ.get("DATABASE_URL", "sqlite:///books.db")).begin() as connection:
    context.configure(connection=connection)
    context.run_migrations()
`,
  'migrations/versions/one.py': `import sqlalchemy as sa
from alembic import op

revision = "one"
down_revision = None


def upgrade():
    op.create_table("books", sa.Column("id", sa.Integer, primary_key=True))


def downgrade():
    op.drop_table("books")
`,
}
