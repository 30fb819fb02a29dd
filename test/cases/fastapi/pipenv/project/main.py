import ldap
from fastapi import FastAPI

app = FastAPI()


@app.get("/health")
def health() -> dict[str, str]:
    return {"status": "ok"}


@app.get("/directory")
def directory() -> dict[str, str]:
    return {"library": ldap.__version__}
