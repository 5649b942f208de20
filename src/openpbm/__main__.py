"""`python -m openpbm` is the same as `openpbm`."""

from openpbm.cli.main import run

if __name__ == "__main__":
    run()
