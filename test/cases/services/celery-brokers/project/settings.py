from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    celery_broker_url: str = "amqp://guest:guest@localhost:5672//"
    celery_result_backend: str = "redis://localhost:6379/1"
    cache_url: str = "redis://localhost:6379/0"
