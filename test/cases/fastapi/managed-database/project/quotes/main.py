import os
from fastapi import FastAPI
from redis import Redis
from sqlalchemy.ext.asyncio import create_async_engine

engine = create_async_engine(os.environ["DB_URL"])
cache = Redis.from_url(os.getenv("REDIS_URL", "redis://localhost:6379/2"))
app = FastAPI()


@app.get("/health")
def health():
    return {}
