import os
from fastapi import FastAPI
from redis import Redis

cache = Redis.from_url(os.environ["REDIS_URL"])
app = FastAPI()


@app.get("/health")
def health():
    return {}
