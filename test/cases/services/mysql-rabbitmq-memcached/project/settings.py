from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    database_url: str = "mysql+asyncmy://shop:shop@localhost:3306/shop"
    amqp_url: str = "amqp://guest:guest@localhost:5672/"
    memcached_servers: str = "localhost:11211"
    cache_ttl: int = 60
