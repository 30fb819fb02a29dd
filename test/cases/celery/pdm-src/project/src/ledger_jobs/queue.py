import os

from celery import Celery

tasks = Celery(
    "ledger",
    broker=os.environ.get("AMQP_URL", "amqp://guest:guest@localhost:5672//"),
    backend=f"db+{os.environ['DATABASE_URL']}",
    include=["ledger_jobs.close"],
)
