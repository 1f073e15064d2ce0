"""Given names that are common in Albania and among its neighbours, as they are written in `given_names.txt`."""

from importlib.resources import files


def read_name_list(package: str, name: str) -> tuple[list[str], list[str]]:
    """The words of a list that lies in a package; those of lines that begin with `~` apart."""
    lines = (files(package) / name).read_text("utf-8").splitlines()
    words = [word for line in lines if not line.startswith(("#", "~")) for word in line.split()]
    return words, [word for line in lines if line.startswith("~") for word in line[1:].split()]


SURE_NAMES, ALSO_WORDS = read_name_list(__package__, "given_names.txt")
"""Names that are nothing else, and those that are words as well."""
