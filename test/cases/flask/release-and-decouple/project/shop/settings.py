import secrets

from decouple import Csv, config


class Settings:
    SECRET_KEY = config("SECRET_KEY", default=secrets.token_hex(32))
    SQLALCHEMY_DATABASE_URI = config("DATABASE_URL")
    SHOP_REGION = config("SHOP_REGION")
    SHOP_HOSTS = config("SHOP_HOSTS", default="localhost,127.0.0.1", cast=Csv())
    SHOP_PAGE_SIZE = config("SHOP_PAGE_SIZE", default=25, cast=int)
