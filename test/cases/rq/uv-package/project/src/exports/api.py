import os

from fastapi import FastAPI
from redis import Redis
from rq import Queue

from exports.jobs import export

app = FastAPI()
queue = Queue("tables", connection=Redis.from_url(os.environ["REDIS_URL"]))


@app.get("/health")
def health() -> dict[str, bool]:
    return {"ok": True}


@app.post("/exports", status_code=202)
def start(table: str) -> dict[str, str]:
    return {"id": queue.enqueue(export, table).id}
