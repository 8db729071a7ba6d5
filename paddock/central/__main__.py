"""The front door of `paddock-central`."""

from paddock.central.cli import main

if __name__ == "__main__":
    main()
