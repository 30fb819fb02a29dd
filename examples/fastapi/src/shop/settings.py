from pydantic_settings import BaseSettings, SettingsConfigDict


class DatabaseSettings(BaseSettings):
    database_url: str


class CacheSettings(BaseSettings):
    redis_url: str = "redis://localhost:6379/0"


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="SHOP_")

    title: str = "Shop"
    page_size: int = 50
    api_key: str | None = None
