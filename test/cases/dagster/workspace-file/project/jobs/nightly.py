from dagster import Definitions, asset


@asset
def audit():
    return 1


night = Definitions(assets=[audit])
day = Definitions()
