from shipping import create_app

app = create_app()
