from collections.abc import AsyncIterator
from functools import lru_cache

from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine

from shop.settings import DatabaseSettings


@lru_cache
def engine() -> AsyncEngine:
    return create_async_engine(DatabaseSettings().database_url, pool_pre_ping=True)


async def session() -> AsyncIterator[AsyncSession]:
    async with AsyncSession(engine(), expire_on_commit=False) as open_session:
        yield open_session
