import os
from pathlib import Path

from fastapi import FastAPI
from sqlmodel import create_engine

engine = create_engine("sqlite:///./data/app.db")
Path("uploads").mkdir(exist_ok=True)
os.makedirs("data", exist_ok=True)
app = FastAPI()


@app.get("/health")
def health():
    return {}
