from typing import Literal

from settled.base import Base


class Settings(Base):
    database__hostname: str = "localhost"
    database__password: str
    database__username: str = "me"
    database__db: str = "me"
    stage: Literal["local", "live"]
    stripe_secret_key: str
