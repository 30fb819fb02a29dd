from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    smtp_host: str
    smtp_port: int = 587
    smtp_user: str | None = None
    smtp_tls: bool = True
    queue_url: str = "http://localhost:4566/000000000000/orders"
