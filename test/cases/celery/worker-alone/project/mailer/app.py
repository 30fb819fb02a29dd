import os

from celery import Celery

app = Celery("mailer", broker=os.environ.get("CELERY_BROKER_URL", "redis://localhost:6379/0"))


@app.task
def send(to: str) -> str:
    return to


@app.on_after_configure.connect
def every_morning(sender, **kwargs):
    sender.add_periodic_task(86_400, send.s("everybody"))
