from dagster import ConfigurableResource, asset
from sqlalchemy import create_engine


class Scale(ConfigurableResource):
    url: str
    token: str
    retries: int

    def engine(self):
        return create_engine(self.url)


@asset
def readings(scale: Scale):
    return 1
