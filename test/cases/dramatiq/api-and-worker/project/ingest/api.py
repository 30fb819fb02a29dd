from fastapi import FastAPI

from ingest.worker import fetch

app = FastAPI()


@app.get("/health")
def health() -> dict[str, str]:
    return {"status": "ok"}


@app.post("/feeds", status_code=202)
def add(url: str) -> None:
    fetch.send(url)
