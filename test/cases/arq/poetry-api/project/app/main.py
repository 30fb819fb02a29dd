import os

from arq import create_pool
from arq.connections import RedisSettings
from fastapi import FastAPI

app = FastAPI()


@app.get("/health")
async def health() -> str:
    return "ok"


@app.post("/mails", status_code=202)
async def send(to: str) -> None:
    pool = await create_pool(RedisSettings.from_dsn(os.environ["REDIS_URL"]))
    await pool.enqueue_job("deliver", to, _queue_name="fast")
