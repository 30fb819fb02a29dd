from celery import Celery
from celery.schedules import crontab

celery = Celery("forecast", include=["forecast.runs"])
celery.config_from_object("forecast.config:Config")
celery.conf.beat_schedule = {"nightly": {"task": "forecast.runs.nightly", "schedule": crontab(hour=2, minute=0)}}
