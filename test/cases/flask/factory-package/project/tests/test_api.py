from flask import Flask

fake = Flask("fake")


def test_fake():
    assert fake
