"""How a facilitator behaves, and how people stay anonymous: what every guide carries, in our own words."""

from ..lib.text import Words

DEFINITION = Words(
    "Facilitation is a process in which a person whom everyone in the group accepts, who is neutral and has no power "
    "to decide, helps the group to improve the way it recognises and solves problems and takes decisions.",
    "Lehtësimi është një proces në të cilin një person i pranuar nga të gjithë, asnjanës dhe pa të drejtë vendimi, "
    "e ndihmon grupin të përmirësojë mënyrën si i njeh dhe i zgjidh problemet dhe si merr vendime.",
)
SOURCE = Words(
    "After Roger M. Schwarz, The Skilled Facilitator, 1994",
    "Sipas Roger M. Schwarz, The Skilled Facilitator, 1994",
)

BEHAVIOUR = [
    Words(
        "You serve the group and take no side.", "I shërbeni grupit dhe nuk mbani anën e askujt."
    ),
    Words(
        "You do not judge what is said, and the ideas are the group’s, not yours.",
        "Nuk e gjykoni atë që thuhet; idetë janë të grupit, jo tuajat.",
    ),
    Words(
        "You keep everybody’s energy on one shared task.",
        "E mbani energjinë e të gjithëve te një detyrë e përbashkët.",
    ),
    Words(
        "When one way of working does not carry, you offer another.",
        "Kur një mënyrë pune nuk ecën, propozoni një tjetër.",
    ),
    Words(
        "You protect people, and what they say, from attack.",
        "I mbroni njerëzit dhe idetë e tyre nga sulmet.",
    ),
    Words(
        "You draw in those who have not spoken yet.",
        "Përfshini në bisedë edhe ata që s’kanë folur ende.",
    ),
    Words(
        "You look with the group for solutions from which everyone gains.",
        "Kërkoni bashkë me grupin zgjidhje nga të cilat fitojnë të gjithë.",
    ),
]

TECHNIQUES = [
    Words(
        "Say at the start what you are there for, and what you are not there for.",
        "Thoni që në fillim për çfarë jeni aty dhe për çfarë jo.",
    ),
    Words(
        "Agree first on how you will work, and on which problem is everybody’s.",
        "Bini dakord më parë si do të punoni dhe cili problem është i të gjithëve.",
    ),
    Words(
        "Do not play the expert. Hand the question back: “What do others here think?”",
        "Mos bëni ekspertin. Kthejeni pyetjen te grupi: “Po të tjerët këtu, si mendojnë?”",
    ),
    Words(
        "Be confident and kind; tell the group what it does well.",
        "Jini dashamirës dhe optimist; thuajini grupit çfarë po bën mirë.",
    ),
    Words(
        "Talk little. Ten seconds of silence are work, not failure.",
        "Flisni pak. Dhjetë sekonda heshtje janë punë, jo dështim.",
    ),
    Words(
        "Support the note-taker: repeat the point, ask for the exact words, wait until they are written.",
        "Ndihmoni mbajtësin e shënimeve: përsëriteni pikën, pyetni për fjalët e sakta, prisni derisa të shkruhen.",
    ),
    Words(
        "Do not be afraid of mistakes. Say “let us try that again” and go on.",
        "Mos kini frikë nga gabimet. Thoni “ta provojmë edhe një herë” dhe vazhdoni.",
    ),
    Words(
        "Help the group to see what it has just learned, also about the way it works.",
        "Ndihmojeni grupin të shohë çfarë sapo mësoi, edhe për vetë mënyrën si punon.",
    ),
]

ANONYMITY = [
    Words(
        "Nothing that could tell who a victim is gets said, written, drawn or photographed: no name, no place, no family, no rare detail.",
        "Asgjë që mund të tregojë se kush është një viktimë nuk thuhet, nuk shkruhet, nuk vizatohet dhe nuk "
        "fotografohet: as emri, as vendi, as familja, as ndonjë hollësi e rrallë.",
    ),
    Words(
        "When somebody begins to tell of a case, interrupt at once and kindly: “Please without name and place. What does it show us?”",
        "Kur dikush nis të tregojë një rast, ndërhyni menjëherë e me mirësjellje: “Ju lutem, pa emër e pa vend. Çfarë na tregon ky rast?”",
    ),
    Words(
        "What slipped out is not written down. If it is on a sheet, the sheet is rewritten on the spot.",
        "Ajo që doli nga goja pa dashje nuk shënohet. Nëse është shkruar në një fletë, fleta rishkruhet aty për aty.",
    ),
    Words(
        "Notes keep the speaker’s words, not the personal story; office and county are enough.",
        "Shënimet ruajnë fjalët e folësit, jo historinë personale; mjaftojnë institucioni dhe qarku.",
    ),
    Words(
        "Answers to the consultation are quoted without anything by which a colleague could be recognised.",
        "Përgjigjet e konsultimit citohen pa asgjë nga e cila mund të njihet një koleg.",
    ),
    Words(
        "Photographs show papers and walls, and people only when they have agreed.",
        "Në fotografi dalin letrat dhe muret, kurse njerëzit vetëm kur kanë dhënë pëlqimin.",
    ),
    Words(
        "A published figure never shows a group of fewer than three people.",
        "Shifrat që botohen nuk tregojnë kurrë një grup me më pak se tre veta.",
    ),
    Words(
        "When you are not sure, ask the lead facilitator before you write it.",
        "Kur nuk jeni të sigurt, pyetni drejtuesin kryesor të lehtësimit para se ta shkruani.",
    ),
]
