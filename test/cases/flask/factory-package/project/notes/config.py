import os


class Config:
    SECRET_KEY = os.environ["SECRET_KEY"]
    SQLALCHEMY_DATABASE_URI = os.environ["DATABASE_URL"]
    NOTES_PER_PAGE = int(os.environ.get("NOTES_PER_PAGE", "20"))
