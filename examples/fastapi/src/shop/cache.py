from functools import lru_cache

from redis.asyncio import Redis

from shop.settings import CacheSettings


@lru_cache
def cache() -> Redis:
    return Redis.from_url(CacheSettings().redis_url, decode_responses=True)
