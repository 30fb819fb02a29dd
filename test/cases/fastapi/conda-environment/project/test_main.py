from main import app


def test_routes():
    assert {"/health", "/tiles"} <= {route.path for route in app.routes}
