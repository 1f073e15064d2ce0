"""Words the search for names and places goes by: given names, words that are capitalised without being a name, what case details are told with."""

import re
from collections.abc import Iterator

from ...lib.text import plain

_CLASS_OR_LETTER = re.compile(r"\[[^\]]*\]|[ëç]")
_BARE = {"ë": "e", "ç": "c"}


def either(pattern: str) -> str:
    """The pattern for those who type without ë and ç as well."""

    def with_bare(match: re.Match[str]) -> str:
        letters = match[0].strip("[]")
        return (
            "["
            + letters
            + "".join(_BARE[one] for one in letters if one in _BARE and _BARE[one] not in letters)
            + "]"
        )

    return _CLASS_OR_LETTER.sub(with_bare, pattern)


_GIVEN = """
Adelina Adriana Afërdita Agim Agron Ajkuna Alba Alban Albana Albert Aldo Alketa Alma Altin Alda Amarda Anila Anisa Anxhela Arben Arbër
Arberi Ardian Ardit Arditë Armand Arjan Arjana Arlinda Arta Artan Artur Astrit Avni Azem Bajram Bardhyl Bashkim Behar Beqir
Besarta Besnik Blerim Blerina Blerta Bledar Bujar Bukurije Çeljeta Dafina Dallëndyshe Dardan Defrim Denada Denis Diana Donika Dorina
Dritan Dritëro Driton Edi Edlira Edmond Edona Eduart Elda Elidon Elira Elisa Eljona Elona Elsa Elton Elvana Elvira Emina Endrit
Enkeleda Enkela Enver Erald Ergys Erion Erjon Erjona Ermal Ermira Ervin Esmeralda Etleva Eugjen Evis Fadil Fatbardh Fatbardha
Fatime Fatjon Fatmir Fatos Ferid Ferit Fisnik Flora Florian Florida Flutura Frrok Gentian Gentiana Gëzim Gjergj Gjergji Gjon Gjovalin
Gjyste Gjystina Granit Hajrije Halil Hamit Hasan Hatixhe Hekuran Ibrahim Ilda Ilir Ilira Iliriana Ismail Isuf Jetmir Jonida Jorida
Julian Juliana Kastriot Klajdi Klea Kledi Klodian Klodiana Kreshnik Kristina Kujtim Ledia Leonard Leonora Leonida Lindita Liridon
Liridona Ludovik Luljeta Lulzim Maksim Majlinda Manjola Marash Marjana Mark Marsela Marsida Mehmet Melisa Merita Mihal Migena Mimoza
Mirela Mirjeta Mirjana Mirlinda Mondi Mustafa Myrvete Naim Nazmie Nertila Nevila Nexhmije Ndoc Ndue Nikolin Nikoll Nikollë Olta Orjeta
Pashk Pellumb Përparim Petrit Prend Prenda Qemal Ramadan Redona Rexhep Rezarta Roland Romina Rovena Rozafa Rudina Sabri Sadije Sanije
Saimir Selim Selma Senada Shkelqim Shkëlqim Shpend Shpëtim Silva Silvana Sokol Sonila Suela Sulejman Taulant Teuta Valbona Valdete
Valentina Valmira Valon Vasil Vasilika Vera Vjollca Vjosa Xhafer Xhevahire Xhevdet Xhuljana Ylli Yllka Zamira Zef Zenel Zenepe Zhaneta
Zybejda Anna Maria Elena Elizabeth Irina Natalia Svetlana Oksana Olga Tatiana Sarah Mary John Peter Robert Michael David Thomas
Marta Lena Klara Rosa Rita Suzana Besa Bora Dita Drita Era Hana Iris Jeta Lule Liri Liria Mira Shpresa Ana Eva Dora Ela Anita
"""
_ALSO_WORDS = """
besa bora dita drita era hana iris jeta lule liri liria mira shpresa ana dora ylli flora alba vera bashkim behar bujar kujtim
kreshnik fisnik agim granit mark silva valon mira mary rosa perparim shpetim flutura mimoza vjollca dafina yllka ela liridona ilir marta
"""
"""Given names that are words as well: only a capital inside a sentence, or a second name, makes them one."""

_NO_NAME = """
So Then Later Now Here Once Still Yet Only Our My Your First Last Next Pastaj Tani Atëherë Ende Vetëm Së Më Të Një Nuk Mos Ishte Është Ka Kishte
Where When What Who Whom How Why Every Each For If As After Before Since There This That These Those Many Some No Not Yes Also All Both
Kur Ku Kush Cili Cila Si Pse Çdo Për Nga Në Me Pa Nëse Por Edhe Dhe Po Jo Disa Shumë Sipas Pas Para Sot Nesër Këtu Atje Kjo Ky Këto Këta
Unë Une Ai Ajo Ata Ato Ne Ju I We You They He She It The A An In On At From With And But Our Their His Her My Zoti Zonja Zonjusha Zotin Zonjën
Mr Mrs Ms Miss Dr Prof Sir Madam Znj Zj Z Ministria Ministri Ministrja Ministry Minister Ministers Ministrisë Ministrin Ministrit Qarku
Qarkut Qarkun Qark County Rrethi Rrethit District Bashkia Bashkisë Bashkinë Municipality Komuna Komunës Commune Prefekti Prefektit
Prefektura Prefekturës Prefect Prefecture Policia Policisë Policinë Police Shteti Shtetit State Qeveria Qeverisë Government Kuvendi
Kuvendit Parliament Drejtoria Drejtorisë Drejtori Drejtorja Director Directorate Zyra Zyrës Zyrën Office Shërbimi Shërbimit Shërbime
Shërbimeve Service Services Social Sociale Social Shëndeti Shëndetit Shëndetësisë Shëndetësi Health Arsimit Arsimi Arsimore Education Punës
Puna Punësimit Labour Employment Brendshme Interior Drejtësisë Drejtësi Justice Jashtme Foreign Financave Finance Komiteti Komitetit
Komitetin Rajonal Rajonale Rajonit Regional Committee Tryeza Tryezës Tryezën Teknike Technical Table Working Grupi Grupit Grup Group
Bashkëpunimi Bashkëpunimit Collaboration Coordination Koordinimit Koordinatori Koordinatorit Coordinator Kombëtar Kombëtare National
International Ndërkombëtare Ndërkombëtar Konferenca Konferencës Konferencë Conference Koalicioni Koalicionit Coalition Qendra Qendrës
Center Centre Strehëza Shelter Shelters Fondacioni Foundation Shoqata Shoqatës Association Organizata Organizatës Organisation
Organization Plani Planit Plan Action Veprimit Strategjia Strategjisë Strategy Ligji Ligjit Law Kodi Kodit Penal Code Neni Article
Konventa Convention Protokolli Protocol Mekanizmi Mekanizmit Mechanism Referimit Referral Bashkimi Bashkimit Evropian Evropiane
European Union Europe Evropë Evropa Evropës Këshilli Këshillit Council Kombet Bashkuara United Nations Anti Trafikimi Trafikimit
Trafficking Gjykata Gjykatës Court Prokuroria Prokurorisë Prokurori Prosecutor Prosecution University Universiteti Universitetit
Shqipëria Shqipërisë Shqipëri Shqipërinë Albania Albanian Albanians Shqiptar Shqiptare Shqiptarë English Anglisht World Café Cafe Ballkani Ballkanit
Balkans Day Today Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August September
October November December Mondays Tuesdays Wednesdays Thursdays Fridays Saturdays Sundays Hënave Martave
Mërkurave Enjteve Premteve Shtunave Dielave Diela Dielën Hëna Hënën Mërkura Mërkurën Enjtja Enjten Premtja Premten Shtuna Shtunën
Janar Shkurt Mars Prill Maj Qershor Korrik Gusht Shtator Tetor Nëntor Dhjetor Veri Veriu Veriut Jug Jugu Jugut
Lindje Lindja Lindjes Perëndim Perëndimi Qendër North South East West Centre Northern Southern Eastern Western Excel Word Internet
Facebook Skype Euro Euros Lek Lekë Leke Kryeministri Kryeministria Kryetari Kryetarja President Presidency Presidenca Chair Programme
Program Programi Programit Project Projekti Projektit Team Skuadra Report Raporti Raportit Annual Vjetore Vjetor Fund Fondi Bank Banka
Child Children Fëmijëve Fëmijët Women Woman Gruas Grave Gratë Rights Drejtave Drejtat Youth Rinia Rinisë Protection Mbrojtjes Mbrojtja
Development Zhvillimit Aid Ndihma Ndihmës Ekonomike Economic Act General Përgjithshme Permanent Human Njerëzore Legal Ligjore Shkolla
School Inspektorati Agency Agjencia Agjencisë Instituti Institute Presidenti Kushtetuta Secretariat Sekretariati Zoti Bordi Board
Shtetëror Shtetërore Shtetërorë
"""
NO_NAME = frozenset(plain(word) for word in _NO_NAME.split())
"""Words written with a capital that name nobody: offices, months, titles, the words of instruments."""

_COUNTRIES = """
Itali Italia Italisë Italinë Italy Italian Greqi Greqia Greqisë Greqinë Greece Greek Kosovë Kosova Kosovës Kosovën Kosovo  Maqedoni
Maqedonia Maqedonisë Macedonia Mali Zi Malin Montenegro Serbi Serbia Belgjikë Belgjika Belgium Gjermani Gjermania Germany  Francë Franca
France Angli Anglia Anglisë England Britain London Londër Londra Milano Milan Romë Athinë Athina Athens Selanik Thessaloniki  Zvicër Zvicra
Switzerland Austri Austria Hollandë Hollanda Netherlands Bruksel Brussels Spanjë Spain Turqi Turqia Turkey Moldavi  Moldova Rumani Romania
Ukrainë Ukraine Bullgari Bulgaria Rusi Russia Amerikë Amerika America Stamboll Istanbul
"""
COUNTRIES = frozenset(plain(word) for word in _COUNTRIES.split())

_TITLES = """
z zj znj zt zoti zotit zotin zonja zonjes zonjen zonjusha mr mrs ms miss dr prof
"""
TITLES = frozenset(_TITLES.split())


def inflected(name: str) -> Iterator[str]:
    """The forms a name takes in Albanian, plain: elira elires eliren; besnik besniku besnikut besnikun."""
    word = plain(name)
    yield word
    if len(word) < 2:
        return
    last, stem = word[-1], word[:-1]
    if last in "ae":
        yield from (stem + end for end in ("a", "e", "es", "en", "ae"))
        yield from (word + end for end in ("s", "n", "ja", "jes", "jen", "se", "ne"))
    elif last in "iuoy":
        yield from (word + end for end in ("t", "n", "s", "ja", "se", "ne", "u", "ut", "un", "ri", "r"))
    else:
        yield from (word + end for end in ("i", "it", "in", "u", "ut", "un", "a", "es", "en", "e"))


ALSO_WORDS = frozenset(_ALSO_WORDS.split())
GIVEN = frozenset(form for name in _GIVEN.split() for form in inflected(name))
"""Forms of given names that are common here."""
SURE = frozenset(
    form for name in _GIVEN.split() if plain(name) not in ALSO_WORDS for form in inflected(name)
) - {form for word in ALSO_WORDS for form in inflected(word)}  # fmt: skip
"""Those that are nothing but names, wherever they stand."""

_KNOWN_SQ = (
    "mësues(?:it|es)|kryetar(?:it|es)|kryeplakut|mjekut|doktorit|policit|prefektit|drejtor(?:it|eshës)|priftit|hoxhës|imamit|fqinjit"
    "|komshiut|dyqanxhiut|inspektorit|deputetit"
)
_KNOWN_EN = "teacher|mayor|doctor|priest|imam|policeman|police officer|prefect|director|headmaster|neighbou?r|shopkeeper|village head"
"""Whom everybody in a village knows: their family is known by them."""
PLACE_WORD = either(
    r"fshat(?:i|it|in|ra|rat)?|lagj(?:ja|jes|jen|e|en|es|ia)|shkoll(?:a|ës|ën|ë|es|en)|rrug(?:a|ës|ën|ë|es|en)|pallat(?:i|it|in)?|konvikt(?:i|it|in)?"
    r"|komun(?:a|ës|ën|ë|es|en)|kamp(?:i|it|in)?|sheshi(?:t|n)?|kopsht(?:i|it|in)?|village|hamlet|neighbou?rhood|school|street|camp|kindergarten"
)
PERSON_SPOKEN_OF = re.compile(
    either(
        r"\b(?:një|kjo|ky|këtë|kësaj|këtij|ajo|e|i)\s{1,9}(?:vajz\w{0,40}|grua\w{0,40}|gru(?:ja|as)|nën[ëa]\w{0,40}|djal\w{0,40}|fëmij\w{0,40}|e\s{1,9}re|e\s{1,9}mitur\w{0,40}"
        r"|i\s{1,9}mitur\w{0,40}|mitur\w{0,40}|viktim\w{0,40}|përfitues\w{0,40}|i\s{1,9}ri|burr[ëi]\w{0,40}|rast\w{0,40})|\b(?:vajza|gruaja|e\s{1,9}mitura|i\s{1,9}mituri|viktima|nëna|djali|vajzën|vajzës|gruan|gruas)\b"
        r"|\b(?:a|an|one|this|that|the|young|another)\s{1,9}(?:\w{1,40}\s{1,9})?(?:girl|woman|boy|child|mother|victim|survivor|client|minor|teenager|man|beneficiary)\b"
        r"|\bcase\s{1,9}of\s{1,9}(?:a|one|the)\b|\bour\s{1,9}client\b"
        r"|\b(?:is|was|been|became)\s{1,9}(?:\w{1,40}\s{1,9})?(?:pregnant|sold|raped|trafficked|exploited|beaten)\b"
        r"|\b(?:është|ishte|mbeti|mbetur)\s{1,9}(?:\w{1,40}\s{1,9})?shtatzë?n\w{0,40}|\bu\s{1,9}(?:shit|trafikua|përdhunua|shfrytëzua|rrah)\b"
    ),
    re.IGNORECASE,
)
"""One particular person is spoken of: then a county, a country or what happened may tell who."""
KIN = re.compile(
    either(
        r"\b(?:(?:babai|babain|babait|nëna|nënën|nënës|vëllai|vëllain|vëllait|motra|motrën|motrës|xhaxhai|xhaxhain|xhaxhait|daja|dajën|halla|tezja|burri|burrin|burrit"
        r"|bashkëshorti|bashkëshortin|bashkëshortit|njerku|kushëriri|kushëririn|i\s{1,9}dashuri|i\s{1,9}fejuari|djali|vajza|gjyshja|gjyshi)\s{1,9}(?:i|e|të|së)\s{1,9}(?:saj|tij|vajzës|viktimës)"
        r"|(?:i\s{1,9}ati|e\s{1,9}ëma|e\s{1,9}ëmës|të\s{1,9}atit|të\s{1,9}ëmën|i\s{1,9}vëllai|e\s{1,9}motra|i\s{1,9}shoqi)"
        r"|(?:her|his)\s{1,9}(?:own\s{1,9})?(?:father|mother|uncle|aunt|brother|sister|husband|stepfather|cousin|boyfriend|fianc[ée]|partner|son|daughter|grandfather|grandmother|parents)"
        rf"|(?:vajz(?:a|ën|ës)|djal(?:i|in|it)|gru(?:aja|an|as)|nëna|babai|motr(?:a|ën)|vëlla(?:i|in))\s{{1,9}}(?:i|e|të|së)\s{{1,9}}(?:{_KNOWN_SQ})"
        rf"|(?:{_KNOWN_EN})['’]s\s{{1,9}}(?:wife|husband|son|daughter|mother|father|brother|sister|niece|nephew)"
        rf"|(?:wife|husband|son|daughter|mother|father|brother|sister|niece|nephew)\s{{1,9}}of\s{{1,9}}(?:the|our)\s{{1,9}}(?:{_KNOWN_EN}))\b"
    ),
    re.IGNORECASE,
)
CASE = re.compile(
    either(
        r"\b(?:shtatzën\w{0,40}|shtatzan\w{0,40}|u\s{1,9}shfrytëzua\w{0,40}|shfrytëzua(?:r|n)(?:\s{1,9}seksualisht)?|u\s{1,9}trafikua|e\s{1,9}trafikuar|u\s{1,9}shit|e\s{1,9}shit[iu]\w{0,40}|e\s{1,9}shitur|dëshmoi|ka\s{1,9}dëshmuar"
        r"|u\s{1,9}strehua|e\s{1,9}strehuar|është\s{1,9}strehuar|u\s{1,9}përdhunua|përdhun\w{1,40}|abuzua\w{0,40}|u\s{1,9}abuzua|u\s{1,9}rrah\w{0,40}|tentoi\s{1,9}vetëvrasj\w{0,40}|vetëvrasj\w{0,40}|vetëvra\w{1,40}|HIV|SIDA"
        r"|aftësi\s{1,9}të\s{1,9}kufizuara|shurdh\w{0,40}|u\s{1,9}largua\s{1,9}nga\s{1,9}shtëpia|e\s{1,9}divorcuar|jetime?|rome|rom|egjiptiane|u\s{1,9}kthye\s{1,9}nga\s{1,9}\w{1,40}|u\s{1,9}mart(?:ua|uar)|e\s{1,9}fejuar"
        r"|pregnant|was\s{1,9}(?:exploited|trafficked|sold|raped|beaten|abused|sheltered|recruited|married|forced)|raped?|abused|testified|suicide|divorced|orphan"
        r"|disab(?:led|ility)|deaf|roma|returned\s{1,9}from\s{1,9}\w{1,40}|sheltered|ran\s{1,9}away|gave\s{1,9}birth|lindi\s{1,9}(?:një\s{1,9})?fëmij\w{0,40})\b"
    ),
    re.IGNORECASE,
)
