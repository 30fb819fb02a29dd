from sqlalchemy import create_engine, text

from settings import Settings

engine = create_engine(Settings().database_url)


def prepare() -> None:
    with engine.begin() as connection:
        connection.execute(text("CREATE EXTENSION IF NOT EXISTS vector"))
