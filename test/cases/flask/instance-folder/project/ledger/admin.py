from flask import Flask


def create_admin():
    app = Flask("admin")
    return app
