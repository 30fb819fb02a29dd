from fastapi import APIRouter

from shop.cache import cache

router = APIRouter()


@router.get("/counter")
async def counter() -> dict[str, int]:
    return {"visits": await cache().incr("visits")}
