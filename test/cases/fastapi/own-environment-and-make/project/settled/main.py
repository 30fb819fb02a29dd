import asyncpg
from fastapi import FastAPI
from settled.config import Settings

settings = Settings()
app = FastAPI()


@app.get("/health")
def health():
    return {}
