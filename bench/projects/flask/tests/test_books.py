from library import create_app


def test_books_are_listed():
    response = create_app().test_client().get("/books")
    assert [book["title"] for book in response.get_json()] == ["The Dispossessed", "Solaris"]
