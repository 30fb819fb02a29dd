from harvest.app import app


def test_layout():
    assert app.layout is not None
