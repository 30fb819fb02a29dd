from flask import Flask, jsonify

BOOKS = [{"title": "The Dispossessed", "pages": 387}, {"title": "Solaris", "pages": 204}]


def create_app() -> Flask:
    app = Flask(__name__)

    @app.get("/health")
    def health():
        return jsonify(status="ok")

    @app.get("/books")
    def books():
        return jsonify(BOOKS)

    return app
