from fastapi import FastAPI

app = FastAPI()


@app.get("/health")
def health() -> dict[str, str]:
    return {"status": "ok"}


@app.get("/items")
def items() -> list[str]:
    return ["cup", "plate"]


@app.get("/items/{name}")
def item(name: str) -> dict[str, str]:
    return {"name": name}
