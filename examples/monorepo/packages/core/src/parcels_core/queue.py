from celery import Celery

from parcels_core.settings import Settings

PRICE = "parcels.price"


def connected(name: str) -> Celery:
    return Celery(name, broker=Settings().redis_url)
