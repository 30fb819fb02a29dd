import pytest
from orders.models import Order
from orders.tasks import price


def test_health(client):
    assert client.get("/health/").json() == {"status": "ok"}


@pytest.mark.django_db
def test_an_order_gets_its_price():
    order = Order.objects.create(loaves=3)
    price(order.pk)
    order.refresh_from_db()
    assert order.total == 12
