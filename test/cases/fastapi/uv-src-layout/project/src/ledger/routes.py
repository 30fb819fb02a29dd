from fastapi import APIRouter

router = APIRouter(prefix="/entries")


@router.get("")
async def entries() -> list[str]:
    return []
