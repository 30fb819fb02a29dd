import os

import redis
from fastapi import FastAPI
from sqlalchemy import create_engine, text

from app.metrics import instrumentator
from app.orders import router

app = FastAPI()
app.include_router(router, prefix="/orders")
instrumentator.instrument(app).expose(app, include_in_schema=False)

engine = create_engine(os.environ["DATABASE_URL"])
cache = redis.Redis.from_url(os.environ["REDIS_URL"])


@app.get("/health")
def health():
    return {"status": "ok"}


@app.get("/visits")
def visits():
    with engine.begin() as connection:
        connection.execute(text("select 1"))
    return {"visits": cache.incr("visits")}
