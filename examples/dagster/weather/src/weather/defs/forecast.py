import dagster as dg


@dg.asset
def forecast(context: dg.AssetExecutionContext) -> int:
    """Degrees, tomorrow."""
    degrees = 21
    context.log.info("tomorrow: %s degrees", degrees)
    return degrees


look_ahead = dg.define_asset_job("look_ahead", selection=[forecast])
