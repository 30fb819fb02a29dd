import os

from advanced_alchemy.extensions.litestar import SQLAlchemyAsyncConfig, SQLAlchemyPlugin
from litestar import Litestar, get


@get("/healthcheck")
async def healthcheck() -> str:
    return "ok"


def create_app() -> Litestar:
    database = SQLAlchemyAsyncConfig(connection_string=os.environ["DATABASE_URL"])
    return Litestar([healthcheck], plugins=[SQLAlchemyPlugin(config=database)])
