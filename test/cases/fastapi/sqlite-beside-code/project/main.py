from fastapi import FastAPI
from sqlalchemy import create_engine, text

engine = create_engine("sqlite:///./app.db")
with engine.begin() as connection:
    connection.execute(text("create table if not exists t (a int)"))
app = FastAPI()


@app.get("/health")
def health():
    return {}
