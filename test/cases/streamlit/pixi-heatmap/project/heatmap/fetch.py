def grid() -> list[list[int]]:
    return [[1, 2], [3, 4]]


if __name__ == "__main__":
    print(grid())
