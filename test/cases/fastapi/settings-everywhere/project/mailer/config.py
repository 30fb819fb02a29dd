from pydantic import AnyUrl, BaseModel, EmailStr, Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Smtp(BaseModel):
    host: str = "localhost"
    port: int = 25


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="MAILER_", env_nested_delimiter="__")

    sender: EmailStr
    site: AnyUrl = Field(validation_alias="SITE_URL")
    jwt_secret_key: str = "changeme"
    third_party_token: str | None = None
    batch: int = 20
    greeting: str = "It costs $5 {today}"
    hosts: list[str] = ["*"]
    smtp: Smtp = Smtp()
    db_host: str = "localhost"
    db_port: int = 5432
    db_user: str = "mailer"
    db_password: str
    db_name: str = "mailer"
