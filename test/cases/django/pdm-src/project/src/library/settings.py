import os

SECRET_KEY = os.environ["DJANGO_SECRET_KEY"]
DEBUG = os.environ.get("DJANGO_DEBUG") == "1"
ALLOWED_HOSTS = os.environ.get("DJANGO_ALLOWED_HOSTS", "localhost").split(",")
ROOT_URLCONF = "library.urls"
INSTALLED_APPS = ["django.contrib.contenttypes", "books"]
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.mysql",
        "HOST": os.environ.get("MYSQL_HOST", "localhost"),
        "NAME": os.environ.get("MYSQL_DATABASE", "library"),
        "USER": os.environ.get("MYSQL_USER", "library"),
        "PASSWORD": os.environ["MYSQL_PASSWORD"],
    }
}
