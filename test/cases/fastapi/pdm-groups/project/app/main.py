import os

import redis
from fastapi import FastAPI

app = FastAPI()
cache = redis.from_url(os.environ["REDIS_URL"])


@app.get("/healthz")
def healthz() -> dict[str, bool]:
    return {"ok": bool(cache.ping())}
