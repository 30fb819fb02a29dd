import dagster as dg


@dg.asset
def levels() -> int:
    return 1
