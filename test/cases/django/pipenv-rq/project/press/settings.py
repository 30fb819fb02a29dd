import os

SECRET_KEY = os.environ["SECRET_KEY"]
ALLOWED_HOSTS = os.environ["ALLOWED_HOSTS"].split(",")
ROOT_URLCONF = "press.urls"
INSTALLED_APPS = ["django.contrib.contenttypes", "django_rq"]
RQ_QUEUES = {
    "high": {"URL": os.environ.get("REDIS_URL", "redis://localhost:6379/0")},
    "default": {"URL": os.environ.get("REDIS_URL", "redis://localhost:6379/0")},
}
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": os.environ.get("DB_HOST", "localhost"),
        "PORT": os.environ.get("DB_PORT", "5432"),
        "NAME": os.environ.get("DB_NAME", "press"),
        "USER": os.environ.get("DB_USER", "press"),
        "PASSWORD": os.environ["DB_PASSWORD"],
    }
}
