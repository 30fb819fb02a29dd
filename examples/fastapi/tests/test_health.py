import asyncio

import httpx

from shop.main import app


def test_health_needs_no_database() -> None:
    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://shop") as client:
            return await client.get("/health")

    assert asyncio.run(ask()).json() == {"status": "ok"}
