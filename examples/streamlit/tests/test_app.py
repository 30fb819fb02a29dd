from pathlib import Path

from streamlit.testing.v1 import AppTest

script = Path(__file__).parent.parent / "streamlit_app.py"


def the_app() -> AppTest:
    app = AppTest.from_file(str(script), default_timeout=30)
    app.secrets["bakery"] = {"ovens": 3}
    return app.run()


def test_the_button_counts_within_a_visit():
    app = the_app()
    assert app.title[0].value == "Orders of the bakery"
    assert app.metric[0].value == "0"
    app.button[0].click().run()
    assert app.metric[0].value == "1"
    assert app.caption[-1].value == "Ovens: 3"
    assert not app.exception


def test_the_table_shows_one_customer():
    app = the_app()
    assert len(app.dataframe[0].value) == 6
    app.selectbox[0].select("harbour café").run()
    assert len(app.dataframe[0].value) == 2
