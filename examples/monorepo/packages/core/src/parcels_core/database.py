from functools import lru_cache

from sqlalchemy import Engine, String, create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from parcels_core.settings import Settings


class Base(DeclarativeBase):
    pass


class Parcel(Base):
    __tablename__ = "parcels"

    id: Mapped[int] = mapped_column(primary_key=True)
    receiver: Mapped[str] = mapped_column(String(200))
    grams: Mapped[int]
    cents: Mapped[int | None] = mapped_column(default=None)


@lru_cache
def engine() -> Engine:
    return create_engine(
        Settings().database_url,
        pool_pre_ping=True,
        connect_args={"client_encoding": "utf8"},  # whatever the server's is
    )
