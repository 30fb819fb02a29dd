from flask import Blueprint

checks = Blueprint("checks", __name__)


@checks.get("/healthz")
def healthz():
    return {"ok": True}
