from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from shop.cache import cache
from shop.database import engine
from shop.routes import counter, health, items
from shop.settings import Settings


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    engine()  # a missing DATABASE_URL should stop the start, not the first request
    yield
    await engine().dispose()
    await cache().aclose()


app = FastAPI(title=Settings().title, lifespan=lifespan)
app.include_router(health.router)
app.include_router(items.router)
app.include_router(counter.router)
