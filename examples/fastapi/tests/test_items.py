import os

import pytest
from fastapi.testclient import TestClient

from shop.main import app

pytestmark = pytest.mark.skipif("DATABASE_URL" not in os.environ, reason="needs a database")


def test_an_item_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SHOP_API_KEY", raising=False)
    with TestClient(app) as client:
        kept = client.post("/items", json={"name": "lamp", "price": 1990})
        assert kept.status_code == 201
        assert kept.json() in client.get("/items").json()


def test_a_wrong_key_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHOP_API_KEY", "open sesame")
    with TestClient(app) as client:
        refused = client.post(
            "/items", json={"name": "lamp", "price": 1990}, headers={"X-Api-Key": "?"}
        )
    assert refused.status_code == 401
