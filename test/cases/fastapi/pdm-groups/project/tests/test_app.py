from app.main import app


def test_routes():
    assert any(route.path == "/healthz" for route in app.routes)
