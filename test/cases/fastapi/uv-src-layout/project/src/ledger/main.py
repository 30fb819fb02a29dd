from fastapi import FastAPI

from ledger.routes import router

app = FastAPI(title="Ledger")
app.include_router(router, prefix="/api")


@app.get("/health")
async def health() -> dict[str, str]:
    return {"status": "ok"}
