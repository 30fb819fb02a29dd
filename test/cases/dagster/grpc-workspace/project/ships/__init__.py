from dagster import Definitions, asset


@asset
def arrivals():
    return 1


defs = Definitions(assets=[arrivals])
