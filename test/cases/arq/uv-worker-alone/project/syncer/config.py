from pydantic import PostgresDsn, RedisDsn
from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    redis_url: RedisDsn = RedisDsn("redis://localhost:6379/0")
    database_url: PostgresDsn


settings = Settings()
