from celery import shared_task

from .models import Order

PRICE = 4


@shared_task
def price(order: int) -> None:
    found = Order.objects.get(pk=order)
    found.total = found.loaves * PRICE
    found.save(update_fields=["total"])


@shared_task
def count_open() -> int:
    return Order.objects.filter(total=None).count()
