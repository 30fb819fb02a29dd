from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    mongodb_url: str = "mongodb://localhost:27017"
    mongo_db_name: str = "shop"
    kafka_bootstrap_servers: str = "localhost:9092"
    kafka_topic: str = "orders"
    kafka_ui_url: str = "http://localhost:8080"
    nats_servers: str = "nats://localhost:4222"
