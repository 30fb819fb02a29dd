def keep(value: bytes) -> None:
    print(value)
