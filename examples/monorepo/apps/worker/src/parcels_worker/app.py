from celery import Celery
from parcels_core.database import Parcel, engine
from parcels_core.pricing import price
from parcels_core.queue import PRICE
from parcels_core.settings import Settings
from sqlalchemy.orm import Session

app = Celery("parcels_worker", broker=Settings().redis_url)


@app.task(name=PRICE)
def price_parcel(parcel_id: int) -> None:
    with Session(engine()) as session:
        parcel = session.get_one(Parcel, parcel_id)
        parcel.cents = price(parcel.grams)
        session.commit()
