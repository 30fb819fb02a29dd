from celery import shared_task


@shared_task
def remind(visit: int) -> int:
    return visit
