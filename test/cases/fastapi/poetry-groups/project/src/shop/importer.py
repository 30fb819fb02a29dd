def run() -> None:
    print("nothing to import")
