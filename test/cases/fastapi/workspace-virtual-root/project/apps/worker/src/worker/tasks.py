import os

from celery import Celery
from shared.database import engine

app = Celery("worker", broker=os.environ["CELERY_BROKER_URL"])


@app.task
def report(day: str) -> None:
    print(day, engine)
