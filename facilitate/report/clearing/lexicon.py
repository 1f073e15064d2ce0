"""Lists the search for names and places goes by: given names, villages, words that are capitalised without being a name."""

from collections.abc import Iterator
from functools import cache

from ...lib.albanian import ALSO_WORDS, SURE_NAMES, read_name_list
from ...lib.text import plain_text

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
Shtetëror Shtetërore Shtetërorë Njësia Njësisë Njësinë Njësitë Unit Units Antitrafik Antitrafikut Burimeve Njerëzore Resources Sektori
Sektorit Sector Departamenti Departamentit Department Seksioni Section Komanda Garda Avokati Popullit Autoriteti Authority Linja Line
Helpline Task Force Fund Mission Charter Declaration Protection Prevention Gender Equality Barazisë Gjinore Gjinisë Family Familjes
Familja Anti-Trafiktim Kufitare Border Migration Migracionit Migracioni Penale Civil Civile Court Supreme Objektivi Objective Objectives
Swedish Norwegian Danish Finnish Dutch Swiss Austrian Belgian French German British American Turkish Serbian Kosovar Macedonian Montenegrin
Spanish Bulgarian Romanian Suedeze Suedez Norvegjeze Gjermane Zvicerane Holandeze Austriake Franceze Britanike Amerikane Turke Android
Windows Google Zoom Teams WhatsApp Viber Instagram TikTok YouTube Telegram Messenger iPhone Samsung Chrome Firefox Microsoft Outlook Gmail
USAID UNICEF UNHCR IOM OSCE OSBE ILO GIZ Caritas ICMPD UNDP OKB NATO Interpol Europol INSTAT Ramadan Easter Christmas Krishtlindje Covid
Schengen Frontex Annex Shtojca Table Group Session Sesioni Seanca Round Raundi Agenda Rendi Ditës Item Pika Step Hapi Panel Paneli Workshop Seminar
Seminari Training Trajnimi
Kongreseve Kongresit Palace Congresses Kulturës Sportit Sporteve Bulevardi Bulevardit Bulevardin Boulevard Dëshmorët
Kombit Enter Escape Tab Shift Space Forms
"""
NO_NAME = frozenset(plain_text(word) for word in _NO_NAME.split())
"""Words written with a capital that name nobody: offices, months, titles, the words of instruments."""

_COUNTRIES = """
Itali Italia Italisë Italinë Italy Italian Greqi Greqia Greqisë Greqinë Greece Greek Kosovë Kosova Kosovës Kosovën Kosovo  Maqedoni
Maqedonia Maqedonisë Macedonia Mali Zi Malin Montenegro Serbi Serbia Belgjikë Belgjika Belgium Gjermani Gjermania Germany  Francë Franca
France Angli Anglia Anglisë England Britain London Londër Londra Milano Milan Romë Athinë Athina Athens Selanik Thessaloniki  Zvicër Zvicra
Switzerland Austri Austria Hollandë Hollanda Netherlands Bruksel Brussels Spanjë Spain Turqi Turqia Turkey Moldavi  Moldova Rumani Romania
Ukrainë Ukraine Bullgari Bulgaria Rusi Russia Amerikë Amerika America Stamboll Istanbul
"""
COUNTRIES = frozenset(plain_text(word) for word in _COUNTRIES.split())

_TITLES = """
z zj znj zt zoti zotit zotin zonja zonjes zonjen zonjusha mr mrs ms miss dr prof
"""
TITLES = frozenset(_TITLES.split())


def inflected_forms(name: str) -> Iterator[str]:
    """The forms a name takes in Albanian, plain: elira elires eliren; besnik besniku besnikut besnikun."""
    word = plain_text(name)
    yield word
    if len(word) < 2:
        return
    last, stem = word[-1], word[:-1]
    if last in "ae":
        yield from (stem + end for end in ("a", "e", "es", "en", "ae"))
        yield from (word + end for end in ("s", "n", "ja", "jes", "jen", "se", "ne"))
    elif last in "iuoy":
        yield from (
            word + end for end in ("t", "n", "s", "ja", "se", "ne", "u", "ut", "un", "ri", "r")
        )
    else:
        yield from (word + end for end in ("i", "it", "in", "u", "ut", "un", "a", "es", "en", "e"))


@cache
def given_forms() -> frozenset[str]:
    """Forms of given names that are common here."""
    return frozenset(form for name in (*SURE_NAMES, *ALSO_WORDS) for form in inflected_forms(name))


@cache
def sure_forms() -> frozenset[str]:
    """Those that are nothing but names, wherever they stand."""
    also_words = {form for word in ALSO_WORDS for form in inflected_forms(word)}
    return frozenset(form for name in SURE_NAMES for form in inflected_forms(name)) - also_words


@cache
def village_forms() -> frozenset[str]:
    """Forms of small places."""
    return (
        frozenset(
            form
            for name in read_name_list(__package__, "places.txt")[0]
            for form in (*inflected_forms(name), *inflected_forms(name.replace("-", "")))
        )
        - given_forms()
    )
