import dagster as dg
from weather.defs.forecast import forecast


def test_tomorrow_is_warm():
    assert forecast(dg.build_asset_context()) > 20
