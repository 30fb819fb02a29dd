from dagster import Definitions

from traffic.counts import cars

defs = Definitions(assets=[cars])


def test_cars():
    assert cars() == 1
