def main() -> None:
    print("nothing to import")
