from celery import Celery

from settings import Settings

settings = Settings()
celery = Celery("shop", broker=settings.celery_broker_url, backend=settings.celery_result_backend)
