from datetime import datetime

from airflow import DAG
from airflow.operators.bash import BashOperator

with DAG("nightly", start_date=datetime(2024, 1, 1), schedule_interval="@daily", catchup=False) as dag:
    BashOperator(task_id="report", bash_command="date")
