import dagster as dg


@dg.asset
def prices() -> int:
    return 1
