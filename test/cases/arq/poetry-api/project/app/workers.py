import os

from arq.connections import RedisSettings

redis = RedisSettings.from_dsn(os.environ["REDIS_URL"])


async def deliver(ctx: dict, to: str) -> str:
    return to


class FastWorker:
    functions = [deliver]
    queue_name = "fast"
    redis_settings = redis


class SlowWorker:
    functions = [deliver]
    queue_name = "slow"
    redis_settings = redis
    job_timeout = 3600
