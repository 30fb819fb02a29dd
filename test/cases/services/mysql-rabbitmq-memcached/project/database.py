from sqlalchemy.ext.asyncio import create_async_engine

from settings import Settings

engine = create_async_engine(Settings().database_url)
