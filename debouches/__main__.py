"""`python -m debouches` is the command line."""

from debouches.cli import main

if __name__ == "__main__":
    main()
