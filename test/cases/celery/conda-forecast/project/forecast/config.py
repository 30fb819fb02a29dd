import os


class Config:
    broker_url = os.environ["REDIS_URL"]
    timezone = "UTC"
