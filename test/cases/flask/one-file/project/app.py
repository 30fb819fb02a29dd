import os

import requests
from flask import Flask, jsonify, render_template

app = Flask(__name__)
UPSTREAM = os.getenv("UPSTREAM", "https://weather.example.com")


@app.route("/")
def index():
    return render_template("index.html", weather=requests.get(UPSTREAM, timeout=5).json())


@app.route("/ping")
def ping():
    try:
        requests.get(UPSTREAM, timeout=1)
    except requests.RequestException:
        return jsonify(status="down")
    return jsonify(status="up")


if __name__ == "__main__":
    app.run(host="0.0.0.0", port=8080, debug=True)
