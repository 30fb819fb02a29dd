from shipping import create_app

celery = create_app().extensions["celery"]


@celery.task
def label(parcel: int) -> str:
    return f"label {parcel}"
