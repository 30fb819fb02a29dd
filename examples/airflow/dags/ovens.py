"""Looks whether the ovens are warm before anybody comes."""

from __future__ import annotations

import pendulum
from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG

with DAG("ovens", schedule="0 3 * * *", start_date=pendulum.datetime(2026, 1, 1, tz="UTC"), catchup=False, tags=["bakery"]) as dag:
    BashOperator(task_id="warm", bash_command="echo 240 degrees") >> BashOperator(task_id="tell", bash_command="date")
