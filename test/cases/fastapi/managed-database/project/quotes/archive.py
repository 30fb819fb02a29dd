from functools import lru_cache

from sqlalchemy import NullPool
from sqlalchemy.ext.asyncio import create_async_engine

from quotes.settings import archive_url


@lru_cache
def archive():
    return create_async_engine(archive_url(), pool_pre_ping=True)


def once():
    return create_async_engine(archive_url(), poolclass=NullPool)
