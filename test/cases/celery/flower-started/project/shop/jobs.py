import os

from celery import Celery

app = Celery("shop", broker=os.environ.get("CELERY_BROKER_URL", "amqp://guest:guest@localhost:5672//"))


@app.task
def add(a: int, b: int) -> int:
    return a + b
