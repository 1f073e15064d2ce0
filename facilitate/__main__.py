"""`python -m facilitate`: the command where its folder is not on the path, as with Windows’ Python."""

from .run.command import main

if __name__ == "__main__":
    main()
