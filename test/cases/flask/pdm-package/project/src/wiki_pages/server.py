import os

from flask import Flask
from pymongo import MongoClient
from waitress import serve

app = Flask(__name__)
pages = MongoClient(os.environ.get("MONGODB_URL", "mongodb://localhost:27017/wiki")).get_default_database().pages


@app.get("/")
def index():
    return "pages"


@app.get("/health")
def health():
    return "ok"


def main() -> None:
    serve(app, host=os.environ.get("HOST", "127.0.0.1"), port=int(os.environ.get("PORT", "8090")))
