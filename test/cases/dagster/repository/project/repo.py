from dagster import asset, repository


@asset
def logs():
    return 1


@repository
def archive():
    return [logs]
