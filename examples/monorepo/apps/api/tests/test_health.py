from fastapi.testclient import TestClient
from parcels_api.main import app


def test_health_needs_no_database() -> None:
    assert TestClient(app).get("/api/health").json() == {"status": "ok"}
