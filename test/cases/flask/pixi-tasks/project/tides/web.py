from flask import Flask
from netCDF4 import Dataset


def create_app() -> Flask:
    app = Flask(__name__)

    @app.get("/livez")
    def livez():
        return ""

    @app.get("/heights")
    def heights():
        return {"heights": Dataset("tides.nc").variables["height"][:].tolist()}

    return app
