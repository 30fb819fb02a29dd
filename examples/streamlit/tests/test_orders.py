import orders


def test_total_of_a_line():
    assert orders.read().total.iloc[0] == 42 * 1.20


def test_orders_of_one_customer():
    kept = orders.of_customer(orders.read(), "night kitchen")
    assert list(kept.loaves) == [65, 61]
