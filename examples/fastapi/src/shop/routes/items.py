from typing import Annotated

from fastapi import APIRouter, Depends, Header, HTTPException
from pydantic import BaseModel, Field
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from shop.database import session
from shop.models import Item
from shop.settings import Settings

router = APIRouter(prefix="/items", tags=["items"])
Session = Annotated[AsyncSession, Depends(session)]


class NewItem(BaseModel):
    name: str = Field(min_length=1, max_length=200)
    price: int = Field(ge=0, description="in cents")


class StoredItem(NewItem):
    id: int


def known_caller(x_api_key: Annotated[str | None, Header()] = None) -> None:
    expected = Settings().api_key
    if expected and x_api_key != expected:
        raise HTTPException(status_code=401, detail="X-Api-Key is missing or wrong")


@router.post("", status_code=201, dependencies=[Depends(known_caller)])
async def add(new: NewItem, db: Session) -> StoredItem:
    item = Item(name=new.name, price=new.price)
    db.add(item)
    await db.commit()
    return StoredItem(id=item.id, name=item.name, price=item.price)


@router.get("")
async def listing(db: Session) -> list[StoredItem]:
    found = await db.scalars(select(Item).order_by(Item.id).limit(Settings().page_size))
    return [StoredItem(id=item.id, name=item.name, price=item.price) for item in found]
