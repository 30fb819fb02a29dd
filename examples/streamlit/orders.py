"""What was ordered, by day and customer; nothing here knows Streamlit."""

from pathlib import Path

import pandas as pd

FILE = Path(__file__).parent / "data" / "orders.csv"


def read(file: Path = FILE) -> pd.DataFrame:
    orders = pd.read_csv(file, parse_dates=["day"])
    return orders.assign(total=orders.loaves * orders.price)


def of_customer(orders: pd.DataFrame, customer: str | None) -> pd.DataFrame:
    return orders if customer is None else orders[orders.customer == customer]
