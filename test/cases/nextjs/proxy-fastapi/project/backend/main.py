from fastapi import APIRouter, FastAPI

app = FastAPI()
router = APIRouter(prefix="/api/v1")


@app.get("/health")
def health() -> dict[str, str]:
    return {"status": "ok"}


@router.get("/orders")
def orders() -> list[str]:
    return []


@router.get("/orders/{number}")
def order(number: int) -> dict[str, int]:
    return {"number": number}


app.include_router(router)
