from rides_api.main import health


def test_health():
    assert health()["status"] == "ok"
