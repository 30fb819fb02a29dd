import dagster as dg


@dg.asset
def cars() -> int:
    return 1
