import asyncio
import os

from websockets.asyncio.server import serve


async def echo(connection) -> None:
    async for message in connection:
        await connection.send(message)


async def run() -> None:
    async with serve(echo, "0.0.0.0", int(os.environ.get("RELAY_PORT", "8765"))) as server:
        await server.serve_forever()


def main() -> None:
    asyncio.run(run())
