import os


def archive_url() -> str:
    return os.environ["DB_URL"]
