from flask import Flask

from shop.checks import checks
from shop.models import db, migrate
from shop.settings import Settings


def create_app() -> Flask:
    app = Flask(__name__)
    app.config.from_object(Settings)
    db.init_app(app)
    migrate.init_app(app, db)
    app.register_blueprint(checks, url_prefix="/internal")
    return app
