from fastapi import FastAPI

from settings import Settings

settings = Settings()
app = FastAPI()


@app.get("/health")
def health() -> dict[str, str]:
    return {"status": "ok"}
