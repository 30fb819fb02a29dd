from api.main import health


def test_health():
    assert health()["ok"]
