from decouple import Csv, config

SECRET_KEY = config("SECRET_KEY")
DEBUG = config("DEBUG", default=False, cast=bool)
ALLOWED_HOSTS = config("ALLOWED_HOSTS", default="localhost", cast=Csv())
ROOT_URLCONF = "parcels.urls"
INSTALLED_APPS = ["django.contrib.contenttypes", "django.contrib.gis"]
DATABASES = {
    "default": {
        "ENGINE": "django.contrib.gis.db.backends.postgis",
        "HOST": config("POSTGRES_HOST", default="localhost"),
        "NAME": config("POSTGRES_DB", default="parcels"),
        "USER": config("POSTGRES_USER", default="parcels"),
        "PASSWORD": config("POSTGRES_PASSWORD"),
    }
}
