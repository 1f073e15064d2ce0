"""Files that were damaged by chance, the same ones for the same seed."""

import io
import random
import zipfile


def mutate_file(content: bytes, chance: random.Random) -> bytes:
    """The file with something wrong in it: in its bytes, or, if it is a zip, in a part of it that is packed again."""
    if content.startswith(b"PK\x03\x04") and chance.random() < 0.75:
        return _part_mutated(content, chance)
    return _bytes_mutated(content, chance)


def _bytes_mutated(content: bytes, chance: random.Random) -> bytes:
    changed = bytearray(content)
    for _time in range(chance.randint(1, 8)):
        at = chance.randrange(len(changed) + 1)
        end = min(at + chance.randint(1, 64), len(changed))
        match chance.randrange(6):
            case 0:
                del changed[at:end]
            case 1:
                changed[at:at] = changed[at:end] * chance.randint(1, 400)
            case 2:
                changed[at:at] = chance.randbytes(chance.randint(1, 32))
            case 3:
                del changed[at:]
            case 4:
                changed[at:at] = chance.choice(WORDS)
            case _:
                changed[at:end] = bytes(byte ^ 1 << chance.randrange(8) for byte in changed[at:end])
    return bytes(changed)


def _part_mutated(content: bytes, chance: random.Random) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = chance.choice(sorted(parts))
    match chance.randrange(8):
        case 0:
            del parts[name]
        case 1:
            parts[chance.choice(["/", "..", "a/" * 40, name.upper()])] = parts[name]
        case _:
            parts[name] = _bytes_mutated(parts[name], chance)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


WORDS = [
    b"999999999999999999",
    b"-1",
    b"1e309",
    b"nan",
    b"\x00",
    b"\xff\xfe",
    b"\xed\xa0\xbd",
    b"<",
    b"&#0;",
    b"]]>",
    b'"',
    b"<!DOCTYPE x [<!ENTITY a 'a'>]>",
    b"{" * 3000,
    b"[" * 3000,
    b"a." * 3000,
    b"<w:p>" * 300,
    b"\n" * 3000,
    b";" * 3000,
]
"""What programs stumble over."""
