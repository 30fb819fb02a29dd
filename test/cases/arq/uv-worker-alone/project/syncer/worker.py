import asyncpg
from arq import cron
from arq.connections import RedisSettings

from syncer.config import settings


async def startup(ctx: dict) -> None:
    ctx["pool"] = await asyncpg.create_pool(str(settings.database_url))


async def sync(ctx: dict) -> int:
    return await ctx["pool"].fetchval("select 1")


class WorkerSettings:
    functions = [sync]
    cron_jobs = [cron(sync, minute=0)]
    on_startup = startup
    redis_settings = RedisSettings.from_dsn(str(settings.redis_url))
