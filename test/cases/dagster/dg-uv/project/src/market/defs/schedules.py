import dagster as dg

from .assets import prices

nightly = dg.define_asset_job("nightly", selection=[prices])
every_night = dg.ScheduleDefinition(job=nightly, cron_schedule="0 2 * * *")
