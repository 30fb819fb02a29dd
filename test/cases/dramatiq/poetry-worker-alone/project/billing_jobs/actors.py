import dramatiq

from billing_jobs import broker  # noqa: F401


@dramatiq.actor
def bill(account: int) -> None:
    print(account)
