import dagster as dg


@dg.asset
def pages() -> int:
    return 1
