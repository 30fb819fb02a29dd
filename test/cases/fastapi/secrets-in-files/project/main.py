import os

import psycopg
from fastapi import FastAPI

import settings

app = FastAPI()


@app.get("/health")
def health() -> dict[str, bool]:
    with psycopg.connect(
        host=os.environ["DB_HOST"],
        user=os.environ["DB_USER"],
        password=settings.DB_PASSWORD,
        dbname=os.environ["DB_NAME"],
    ):
        return {"ok": bool(settings.JWT_SECRET)}
