import dramatiq


@dramatiq.actor(queue_name="slow")
def read(path: str) -> None:
    print(path)
