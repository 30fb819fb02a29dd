from flask import Blueprint

from .extensions import db

api = Blueprint("api", __name__, url_prefix="/api")


class Note(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    words = db.Column(db.Text, nullable=False)


@api.get("/notes")
def notes():
    return [note.words for note in Note.query.all()]


@api.route("/healthz")
def healthz():
    return {"status": "ok"}
