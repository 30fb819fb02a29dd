def resize(name: str) -> str:
    return name.upper()
