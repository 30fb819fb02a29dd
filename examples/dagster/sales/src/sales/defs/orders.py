import dagster as dg


@dg.asset
def orders() -> list[int]:
    """What was sold today."""
    return [3, 5, 8]


count_orders = dg.define_asset_job("count_orders", selection=[orders])


@dg.schedule(job=count_orders, cron_schedule="* * * * *", default_status=dg.DefaultScheduleStatus.RUNNING)
def every_minute() -> dict:
    return {}
