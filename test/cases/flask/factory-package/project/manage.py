from notes import create_app

app = create_app()

if __name__ == "__main__":
    with app.app_context():
        print("nothing to do")
