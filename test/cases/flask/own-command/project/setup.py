from setuptools import find_packages, setup

setup(
    name="queue-board",
    version="1.2.0",
    packages=find_packages(),
    install_requires=["flask>=3", "click>=8", "redis>=5"],
    entry_points={"console_scripts": ["queue-board = queue_board.cli:main"]},
)
