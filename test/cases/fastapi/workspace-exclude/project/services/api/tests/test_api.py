import testkit


def test_api():
    assert testkit
