from dagster import Definitions, load_assets_from_modules

from . import counts

defs = Definitions(assets=load_assets_from_modules([counts]))
