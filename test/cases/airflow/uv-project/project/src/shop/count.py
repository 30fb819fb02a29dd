import os


def three() -> int:
    return int(os.environ.get("SHOP_COUNT", "3"))
