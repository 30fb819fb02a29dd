import os

import dagster as dg


@dg.asset
def prices() -> str:
    return os.environ["PRICE_LIST"] + os.environ.get("CURRENCY", "EUR") + (os.getenv("NOTE") or "")
