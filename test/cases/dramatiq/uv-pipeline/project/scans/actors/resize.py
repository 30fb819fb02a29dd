import dramatiq


@dramatiq.actor(max_retries=3)
def resize(path: str) -> None:
    print(path)
