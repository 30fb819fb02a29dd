from shipping import create_app


def test_ready():
    assert create_app().test_client().get("/ready").json == {"ready": True}
