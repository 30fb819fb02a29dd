import os

import psycopg2
from fastapi import FastAPI
from osgeo import gdal

app = FastAPI()


@app.get("/health")
def health() -> dict[str, str]:
    return {"status": "ok", "gdal": gdal.VersionInfo()}


@app.get("/tiles")
def tiles() -> int:
    with psycopg2.connect(os.environ["DATABASE_URL"]) as connection, connection.cursor() as cursor:
        cursor.execute("select count(*) from tiles")
        return cursor.fetchone()[0]
