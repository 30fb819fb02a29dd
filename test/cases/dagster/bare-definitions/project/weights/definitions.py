from dagster import Definitions, EnvVar

from .scale import Scale, readings

defs = Definitions(assets=[readings], resources={"scale": Scale(url=EnvVar("SCALE_DATABASE_URL"), token=EnvVar("SCALE_TOKEN"), retries=EnvVar.int("SCALE_RETRIES"))})
