from redis.asyncio import Redis

from ledger.settings import settings

cache = Redis.from_url(settings.redis_url)
