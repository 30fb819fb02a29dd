import os

from arq.connections import RedisSettings


async def send(ctx, to: str) -> str:
    return to


class WorkerSettings:
    functions = [send]
    redis_settings = RedisSettings.from_dsn(os.environ.get("REDIS_URL", "redis://localhost:6379/0"))
