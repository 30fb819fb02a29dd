from gates.web import health


def test_health():
    assert health()["status"] == "ok"
