from chat import create_app, socketio

app = create_app()


@socketio.on("message")
def message(text):
    socketio.send(text)


if __name__ == "__main__":
    socketio.run(app, port=5000)
