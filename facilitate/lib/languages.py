"""Which of the two languages a text is written in, by its commonest small words: quotes keep theirs on paper and screen."""

import re

TAGS = {"en": "en-GB", "sq": "sq-AL"}
"""The languages as Word names them."""
_TEXTS = {
    "en": (
        "an and are as at be but by can each for from had has have if in is it my no not of on or our she so some "
        "that the their them there they this to us was we were what when which who will with would you"
    ),
    "sq": (
        "asnjë atë çdo dhe do duhet e ende është gjithë ia ishin ishte janë jemi jo ka kam kanë këtë kjo ku kur më na ne "
        "në nga një nuk për po por pra prej që s’ka se si sipas t’i ta tani te të tek tyre u unë"
    ),
}
_SMALL_WORDS = {code: frozenset(words.split()) for code, words in _TEXTS.items()}
_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)?")


def text_language(text: str) -> str:
    """`en` or `sq`; empty where the words do not tell, as of a name or a number."""
    words = [word.replace("'", "’") for word in _WORD.findall(text.lower())]
    found = {code: sum(word in small for word in words) for code, small in _SMALL_WORDS.items()}
    found["sq"] += sum(any(letter in "ëç" for letter in word) for word in words)
    first, second = sorted(found, key=lambda code: -found[code])
    return first if found[first] > 2 * found[second] else ""
