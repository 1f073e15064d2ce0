"""How any number of people comes to know, choose, agree, plan or practise: what a draft proposes where no technique fits them."""

from dataclasses import dataclass

from ...lib.text import Words
from ...techniques.technique import OutputKind


@dataclass(frozen=True)
class AnySize:
    """How any number of people gets there without a technique: in groups of about `size`, then all together.

    `title` and `do`: what the first is called and how it is done; `then` and `then_do` the same of the second.
    """

    title: Words
    do: Words
    then: Words
    then_do: Words
    size: int = 8


WITHOUT: dict[OutputKind, AnySize] = {
    OutputKind.KNOW: AnySize(
        Words("What everybody should know", "Çfarë duhet të dinë të gjithë"),
        Words(
            "Every group reads one page about it and writes down what it does not understand.",
            "Çdo grup lexon një faqe për të dhe shënon çfarë nuk kupton.",
        ),
        Words("Questions of the groups", "Pyetjet e grupeve"),
        Words(
            "Collect the questions on cards, put like ones together, answer the most frequent first.",
            "Mblidhni pyetjet në kartona, bashkoni të ngjashmet, përgjigjuni të parave më të shpeshtave.",
        ),
    ),
    OutputKind.IDEAS: AnySize(
        Words("Ideas in groups", "Ide nëpër grupe"),
        Words(
            "Everybody writes two ideas on cards; the group puts like ones together.",
            "Secili shkruan dy ide në kartona; grupi bashkon të ngjashmet.",
        ),
        Words("What the groups found", "Çfarë gjetën grupet"),
        Words(
            "The cards hang on the wall; every second group reads out the one it likes best.",
            "Kartonat varen në mur; çdo grup i dytë lexon atë që i pëlqen më shumë.",
        ),
    ),
    OutputKind.CHOICE: AnySize(
        Words("What counts most", "Çfarë ka më shumë rëndësi"),
        Words(
            "Every group brings one proposal, written on a sheet in one sentence.",
            "Çdo grup sjell një propozim, të shkruar në një fletë me një fjali.",
        ),
        Words("What we choose, by cards", "Çfarë zgjedhim, me kartonë"),
        Words(
            "Join what is alike on the wall, then everybody votes: with three dots, a card, or by phone (Votes).",
            "Bashkoni në mur çfarë është e ngjashme, pastaj votojnë të gjithë: me tri pika, me karton ose me telefon (Votimet).",
        ),
    ),
    OutputKind.AGREEMENT: AnySize(
        Words("What we can live with", "Me çfarë mund të pajtohemi"),
        Words(
            "Every group reads the proposal and writes down the one change it needs.",
            "Çdo grup lexon propozimin dhe shkruan të vetmin ndryshim që i duhet.",
        ),
        Words("What we agree on, by cards", "Për çfarë biem dakord, me kartonë"),
        Words(
            "Read the text with its changes; everybody holds up a card from 1 (fully) to 6 (not at all), or votes by phone "
            "(Votes). Hear the low cards, change the text, ask once more.",
            "Lexoni tekstin me ndryshimet; secili ngre një karton nga 1 (plotësisht) te 6 (aspak), ose voton me telefon "
            "(Votimet). Dëgjoni kundërshtimet, ndryshoni tekstin, pyesni edhe një herë.",
        ),
    ),
    OutputKind.PLAN: AnySize(
        Words("Who does what by when", "Kush bën çfarë dhe deri kur"),
        Words(
            "Every group plans for its own county or office: three actions, each with a name and a date, on a poster.",
            "Çdo grup planifikon për qarkun ose zyrën e vet: tri veprime, secili me emër dhe datë, në një poster.",
        ),
        Words("What the groups will do", "Çfarë do të bëjnë grupet"),
        Words(
            "Everybody reads the posters on the walls and marks where they can help; the gaps are named in the plenary.",
            "Të gjithë lexojnë posterat në mure dhe shënojnë ku mund të ndihmojnë; boshllëqet thuhen në plenare.",
        ),
    ),
    OutputKind.PRACTICE: AnySize(
        Words("Practice in threes", "Ushtrim në treshe"),
        Words(
            "One tries it on a short case, one answers, one watches and says what worked; then they change places.",
            "Njëri e provon me një rast të shkurtër, tjetri përgjigjet, i treti vëzhgon dhe thotë çfarë funksionoi; pastaj "
            "ndërrojnë vendet.",
        ),
        Words("What we learned by trying", "Çfarë mësuam duke provuar"),
        Words(
            "Five threes say what they will do otherwise from tomorrow; the rest write it on a card.",
            "Pesë treshe thonë çfarë do të bëjnë ndryshe që nga nesër; të tjerat e shkruajnë në një karton.",
        ),
        size=3,
    ),
}
"""What is proposed where no technique of the library fits the number of people: small groups, then everybody together."""
