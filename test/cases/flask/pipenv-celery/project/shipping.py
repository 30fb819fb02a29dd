import os

from celery import Celery, Task
from flask import Flask


def create_app() -> Flask:
    app = Flask(__name__)
    app.config["CELERY"] = {"broker_url": os.environ.get("CELERY_BROKER_URL", "redis://localhost:6379/0"), "task_ignore_result": True}

    class ContextTask(Task):
        def __call__(self, *args, **kwargs):
            with app.app_context():
                return self.run(*args, **kwargs)

    celery = Celery(app.name, task_cls=ContextTask)
    celery.config_from_object(app.config["CELERY"])
    celery.set_default()
    app.extensions["celery"] = celery

    @app.get("/ready")
    def ready():
        return {"ready": True}

    return app
