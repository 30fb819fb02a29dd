from fastapi import APIRouter

router = APIRouter()


@router.get("/")
def orders():
    return []


@router.get("/{number}")
def order(number: int):
    return {"number": number}


@router.post("/")
def add():
    return {}
