import os

import numpy
import psycopg2
from fastapi import FastAPI

app = FastAPI()


@app.get("/health")
def health() -> dict[str, str]:
    return {"status": "ok"}


@app.get("/mean")
def mean() -> float:
    with psycopg2.connect(os.environ["DATABASE_URL"]) as connection, connection.cursor() as cursor:
        cursor.execute("select height from waves")
        return float(numpy.mean([row[0] for row in cursor.fetchall()]))
