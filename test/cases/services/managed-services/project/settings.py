from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    mysql_url: str
    mongo_uri: str
    rabbitmq_host: str = "localhost"
    rabbitmq_user: str
    rabbitmq_password: str
    s3_bucket: str
    s3_endpoint_url: str | None = None
