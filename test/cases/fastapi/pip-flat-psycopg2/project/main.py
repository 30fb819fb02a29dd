import os

from fastapi import FastAPI
from sqlalchemy import create_engine

from models import Base

engine = create_engine(os.environ["DATABASE_URL"])
api = FastAPI()


@api.get("/health")
def health():
    return {"status": "ok"}
