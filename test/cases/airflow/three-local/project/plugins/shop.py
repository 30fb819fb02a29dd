from airflow.plugins_manager import AirflowPlugin


class ShopPlugin(AirflowPlugin):
    name = "shop"
