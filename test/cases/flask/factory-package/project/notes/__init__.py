from flask import Flask

from .config import Config
from .extensions import db


def create_app(config: type = Config) -> Flask:
    app = Flask(__name__)
    app.config.from_object(config)
    db.init_app(app)

    from .api import api
    from .pages import pages

    app.register_blueprint(api, url_prefix="/api/v1")
    app.register_blueprint(pages)
    return app
