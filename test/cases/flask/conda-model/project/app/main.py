import pickle
from pathlib import Path

from flask import Flask, jsonify, request
from flask_cors import CORS

app = Flask(__name__)
CORS(app)
model = pickle.loads((Path(__file__).parent / "model.pkl").read_bytes())


@app.route("/health")
def health():
    return jsonify(status="ok")


@app.route("/predict", methods=["POST"])
def predict():
    return jsonify(price=float(model.predict([request.json["features"]])[0]))
