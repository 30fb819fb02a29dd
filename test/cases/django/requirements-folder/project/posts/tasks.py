import dramatiq


@dramatiq.actor
def count(post: int) -> None:
    print(post)
