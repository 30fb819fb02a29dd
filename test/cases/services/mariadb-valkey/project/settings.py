from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    db_host: str = "localhost"
    db_port: int = 3306
    db_user: str
    db_password: str
    db_name: str = "shop"
    redis_url: str = "redis://localhost:6379/2"
    redis_password: str = "changeme"
