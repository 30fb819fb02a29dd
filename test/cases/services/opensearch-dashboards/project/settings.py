from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    opensearch_url: str = "https://localhost:9200"
    es_hosts: list[str] = ["http://localhost:9201"]
