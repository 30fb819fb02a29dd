from sqlalchemy import URL, create_engine

from settings import Settings

settings = Settings()
engine = create_engine(
    URL.create(
        "mariadb+mariadbconnector",
        username=settings.db_user,
        password=settings.db_password,
        host=settings.db_host,
        port=settings.db_port,
        database=settings.db_name,
    )
)
