from sales.defs.orders import orders


def test_there_are_orders():
    assert orders() == [3, 5, 8]
