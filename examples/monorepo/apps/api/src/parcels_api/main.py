from typing import Annotated

from celery import Celery
from fastapi import APIRouter, Depends, FastAPI
from parcels_core.database import Parcel, engine
from parcels_core.queue import PRICE, connected
from pydantic import BaseModel, Field
from sqlalchemy import select
from sqlalchemy.orm import Session

router = APIRouter(prefix="/api")


class NewParcel(BaseModel):
    receiver: str = Field(min_length=1, max_length=200)
    grams: int = Field(gt=0, le=30_000)


class StoredParcel(NewParcel):
    id: int
    cents: int | None = Field(description="None until the worker has priced it")


def queue() -> Celery:
    return connected("parcels_api")


@router.get("/health")
def health() -> dict[str, str]:
    return {"status": "ok"}


@router.post("/parcels", status_code=201)
def add(new: NewParcel, to: Annotated[Celery, Depends(queue)]) -> StoredParcel:
    with Session(engine()) as session:
        parcel = Parcel(receiver=new.receiver, grams=new.grams)
        session.add(parcel)
        session.commit()
        stored = StoredParcel.model_validate(parcel, from_attributes=True)
    to.send_task(PRICE, [stored.id])
    return stored


@router.get("/parcels")
def listing() -> list[StoredParcel]:
    with Session(engine()) as session:
        found = session.scalars(select(Parcel).order_by(Parcel.id.desc()).limit(50))
        return [StoredParcel.model_validate(parcel, from_attributes=True) for parcel in found]


app = FastAPI(title="Parcels")
app.include_router(router)
