import os

from pydantic_settings import BaseSettings


class Base(BaseSettings):
    pass
