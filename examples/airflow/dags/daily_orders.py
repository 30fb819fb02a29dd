"""Counts each night what was ordered."""

from __future__ import annotations

import csv
import os
from pathlib import Path

import humanize
import pendulum
from airflow.sdk import dag, task

ORDERS = Path(__file__).parents[1] / "include" / "orders.csv"


@dag(schedule="@daily", start_date=pendulum.datetime(2026, 1, 1, tz="UTC"), catchup=False, tags=["bakery"])
def daily_orders():
    @task
    def read() -> dict[str, int]:
        with ORDERS.open() as file:
            return {row["bread"]: int(row["count"]) for row in csv.DictReader(file)}

    @task
    def count(orders: dict[str, int]) -> int:
        total = sum(orders.values())
        print(f"{humanize.intcomma(total)} loaves for {os.environ.get('BAKERY_NAME', 'the bakery')}")
        return total

    count(read())


pipeline = daily_orders()

if __name__ == "__main__":
    pipeline.test()
