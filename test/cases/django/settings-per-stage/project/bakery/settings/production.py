from .base import *  # noqa: F403

DEBUG = False
MEDIA_ROOT = BASE_DIR / "media"  # noqa: F405
