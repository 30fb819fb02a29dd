import testkit


def test_health():
    assert testkit
