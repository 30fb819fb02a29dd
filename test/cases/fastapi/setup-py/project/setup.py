from setuptools import find_packages, setup

setup(
    name="parcels",
    version="2.1.0",
    long_description=open("README.md").read(),
    packages=find_packages("src"),
    package_dir={"": "src"},
    python_requires=">=3.12",
    install_requires=[
        "fastapi>=0.120",
        "uvicorn>=0.38",
        "lxml>=6",
    ],
    extras_require={"test": ["pytest>=8", "httpx"], "docs": ["mkdocs"]},
    entry_points={"console_scripts": ["parcels-import = parcels.importer:main"]},
)
