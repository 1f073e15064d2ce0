"""Words of agendas in both languages: pauses and meals, rooms, roles, notes, groups side by side, headings of columns."""

import re
import tomllib
from importlib.resources import files

from ...lib.albanian import read_name_list
from ...lib.text import plain_text
from .arrived import WhyLeftOut

BREAK = re.compile(
    r"\b(pushim\w*|pauz\w*|kafe|kafja|kafeja|kafeje|kafes|kafen|kafene|caj|caji|dreka?|dreke\w*|drekes|darka?|"
    r"darke\w*|darkes|(?<!\bi )(?<!\be )(?<!\bte )(?<!\bse )mengjesi?t?|"
    r"zemra|koktej\w*|zamer\w*|freskim\w*|breaks?|lunch\w*|coffee\w*|tea|dinner|supper|breakfast|brunch|"
    r"cocktails?|refreshments?|snacks?|pizza|juice|biscuits|cookies|pastries|sandwich(?:es)?|(?:bacon|bread) rolls|barbecue|bbq|"
    r"aperitif|aperitivo?|buffet|bufe|prayer|meal|kohe e lire|free time|recess|intermission|pause|"
    r"(?:hot )?drinks|picnic\w*|piknik\w*|kaffeepause|mittagessen|mittagspause|abendessen|fruhstuck|imbiss|pausa|pauza|pranzo|"
    r"cena(?! \w)|cena (?:di|sociale|de)|colazione|dejeuner|"
    r"pause dejeuner|diner|repas|descanso|almuerzo|comida|desayuno|receso|rucak|rucka|vecera|dorucak|kafa|kafu|kafom|"
    r"(?:steh)?kaffee|(?:tee|kurz|fruhstucks|getranke)pause|mittag|mittags(?:imbiss|buffet|tisch|snack)|apero|caffe|"
    r"odmor|predah|zakuska|koktel\w*|osvezenje|пауза|кафе|кафа|ручек|ручак|вечера|појадок|доручак|одмор|коктел)\b|"
    r"^\W*(soup|cakes?|supe)(?: (?:for|per) (?:all|everybody|everyone|te gjithe))?\W*$"
)
PAUSE = re.compile(
    r"\b(pushim\w*|pauz\w*|пауз\w*|(?:kaffee|mittags|tee|kurz)?pause|mittagessen|abendessen|rucak|rucka|vecera|ручек|ручак|вечера|breaks?|lunch\w*|drek\w*|dark\w*|dinner|supper|breakfast|mengjes\w*|recess|intermission)\b"
)
"""What makes a pause of whatever stands beside it."""
NO_BREAK = re.compile(
    r"\b(world cafe|kaf(?:e\w*|ja) boteror\w*|kaf(?:eja|ja) e botes|break[- ]?outs?|ice[- ]?breakers?|break(ing)? (the|down|into|in groups)|"
    r"breakthrough|tea party of|"
    r"pushime\w* veror\w*|kafe(ja)? e dijes|knowledge cafe|science cafe|death cafe)\b|\bcafe\b(?=.*(tavolin|"
    r"tryez|table|raund|round))"
)
NOT_FIRST = re.compile(
    r"^\W*(regjistrim\w*|registration\w*|registro\b|registrazione|inscription\b|acreditacion|akreditim\w*|accreditation|anmeldung|"
    r"registrierung|begrussung|willkommen|ankommen|ankunft|anreise|abreise|eroffnung|abschluss|vortrag|diskussion|"
    r"registracija|prijava|dolazak|odlazak|otvaranje|zatvaranje|zakljucci|diskusija|sesija|povratak|okupljanje|"
    r"регистрација|отворање|отварање|дискусија|сесија|заклучоци|mberritj\w*|ardhj\w*|arrival\w*|welcome|welcoming|mireseardhj\w*|"
    r"mirepritj\w*|hapj\w*|opening|"
    r"mbyllj\w*|permbyllj\w*|perfundim\w*|closing|closure|sesion\w*|session\w*|seanc\w*|panel\w*|diskutim\w*|"
    r"discussion\w*|workshop\w*|fjala|"
    r"keynote|pritja|check[- ]?in|pergatitj\w*|preparation|set[- ]?up|plenar\w*|kthim\w*|return\w*|reconven\w*|"
    r"rifillim\w*|back|before|after|pas|para|conclusion\w*|"
    r"konkluzion\w*|permbledhj\w*|summary|wrap[- ]?up|debrief\w*|pres\w*|talk\w*|introduc\w*|prezantim\w*|"
    r"travel|departure|nisj\w*|nisja)\b"
)
SIDE_BY_SIDE = re.compile(
    r"\b(paralel\w*|parallel|side by side|concurrent|simultaneous|njekohesisht|break[- ]?outs?( groups?| sessions?)?|"
    r"grupe\w* (te )?pun\w*|pune ne grup\w*|working groups?|"
    r"work(ing)? tables|(thematic|discussion|topic) tables|(tryeza|tavolina) (pune|tematike|diskutimi)|work(shop)?s? in groups|group ?work|"
    r"in (two|three|four|five|[2-6]) (parallel )?groups|"
    r"ne (dy|tre|kater|pese|[2-6]) grupe|"
    r"choose (one|between|from)|choose$|zgjidh(ni)? (nje|mes)\w*|zgjidhni$|grupet tematike|thematic groups|punetori\w*|workshops|tracks|streams|"
    r"sesione\w* tematik\w*|small groups|grupe te vogla|arbeitsgruppen?|gruppenarbeit|"
    r"(?:rad u|grupni rad|radne) grup\w*|grupni rad|radionice|работа во групи|рад у групама|работни групи)\b"
)
GROUP_LINE = re.compile(
    r"^\s*(?:[-–—•*·▪◦‣o]\s+)?(?:(?P<letter>[a-fA-F]|[ivIV]{1,3}|\d{1,2})[).:]\s+|(?:grupi|group|grupa|gruppe|ag|група|g|salla|room|raum|seminarraum|saal|sala|"
    r"tryeza|table|workshop|punetoria|punëtoria|ws|track|sesioni|session|paneli|panel|stream|rryma|breakout)"
    r"\s+(?:[a-fA-F]|[ivxIVX]{1,4}|\d{1,2})\b\s*[:.)–—-]?|(?:t|g|gp|wg|ws)\d{1,2}\b\s*[:.)–—-]?|(?:grupi|group|punëtoria|workshop)\s*[:–-])",
    re.IGNORECASE,
)
INLINE_GROUP = re.compile(r"(?:(?<=\s)|^)(?:(?P<letter>[a-fA-F])\)|\((?P<bracketed>[a-fA-F])\))\s+")
BULLET = re.compile(
    r"^\s*(?:[-–—•*·▪◦‣●○■□➢✓>→]|[o](?=\s)|\d{1,2}[.)](?!\d)|[a-zA-Z]\)|[ivx]{1,4}[.)])\s+(?:\[[ xX]?\]\s+)?|"
    r"^\s*[•▪◦‣●○■□➢✓→☐☑☒]\s*|^\s*[\u2190-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff\ufe0f\u200d]+\s*(?=\d)"
)
"""A sign in front of a line; ahead of a time also a picture, as messages have them."""
NOTE = re.compile(
    r"^\W*(shenim\w*|sqarim\w*|verejtj\w*|kujdes|notes?(?![- ]?tak)|n\.?b|p\.?s|reminder|please|ju lutem\w*|"
    r"lutemi|attention|important|rendesi|"
    r"(?:agenda|notice|programme?|axhenda|agjenda) (?:posted|published|updated|issued|u shpall)|posted (?:on|at|by)|"
    r"disclaimer|perkthim\w* (simultan|sinkron|gjate|ne te)|simultaneous interpretation|interpretation (is|"
    r"will)|dress code|veshja|wifi|wi-fi|"
    r"kontakt\w*|contacts?|tel|telefon\w*|phone|e-?mail|www|https?|hashtag|fjalekalimi|password|gjuha e punes|"
    r"working languages?|languages?|gjuhet|subject to change|"
    r"programi mund te|agjenda mund te|the (programme|agenda) may|draft|projekt-?agjend\w*)\b|^\s*\*\s?\w|^\s*\*{2,}\s?\w"
)
COPYRIGHT = re.compile(r"©|\bcopyright\b|all rights reserved|të gjitha të drejtat", re.IGNORECASE)
"""What stands below a page, with years that look like times: `2025-2030 ©`."""
TOTAL = re.compile(
    r"^\W*(totali?|gjithsej|shuma|sum|total (time|duration|hours|minutes)|koha (totale|gjithsej)|"
    r"kohezgjatja totale|overall)\b"
)
CLOSED_ABROAD = r"srdacan pozdrav|srdacno|s postovanjem|viele grusse|mit freundlichen|beste grusse|herzliche grusse|со почит|с поштовањем"
"""How mails in other languages end."""
SIGNATURE = re.compile(
    r"^\W*(pergatiti|pergatitur|miratoi|miratuar|hartoi|hartuar|perpiloi|prepared by|approved by|compiled by|"
    r"drafted by|version|versioni|"
    r"last updated|perditesuar|perditesimi|sent from|derguar nga|me respekt|me nderim\w*|me te mira|te fala|"
    r"pershendetje,?$|gjithe te mirat|faleminderit,?!?$|"
    r"(kind|best|warm) regards|regards|best wishes|best,|cheers|sincerely|yours|thanks,?!?$|thank you,?!?$|"
    r"many thanks|nenshkrim\w*|signed|"
    rf"{CLOSED_ABROAD}|"
    r"nr\.? ?prot\w*|protokoll\w*|faqe \d+|page \d+)\b|^\s*--\s*$"
)
SIGNED_AS = re.compile(
    r"^\W*(kryetar|nenkryetar|sekretar|drejtor|ministr|zevendesministr|prefekt|president|rektor|dekan|koordinator|"
    r"chair|secretary|director|mayor|the (chair|secretary|director|mayor))"
)
"""The office that stands over a name at the end of a paper."""
GREETING = re.compile(
    r"^\W*(postovan\w*|dragi|drage|sehr geehrte\w*|liebe[r]?|почитувани|поштовани|"
    r"dear|hi|hello|good (morning|day)|te dashur|te nderuar\w*|e dashur|i dashur|i nderuar|e nderuar|"
    r"pershendetje|tungjatjeta|miredita|"
    r"please find|attached|bashkengjitur|me poshte|below (is|you)|here (is|are)|ja (programi|agjenda))\b"
)
QUOTE_HEAD = re.compile(
    r"^\s*(-{2,}\s*(original message|forwarded message|mesazhi origjinal|mesazh i percjelle).*|"
    r"on .{6,90} wrote:|me .{6,90} shkroi:|.{4,90} (ka shkruar|shkroi|wrote):)\s*$"
)
MAIL_HEAD = re.compile(
    r"^\s*\**(from|to|cc|bcc|sent|subject|reply-to|date|nga|per|kopje|derguar|data|tema|subjekti|lenda)\**\s*:",
    re.IGNORECASE,
)
PEOPLE_LABEL = re.compile(
    r"(?:^|(?<=[\s(\[,;|.–—-]))(?:me\s+)?(?P<label>moderator(?:i|e|ja|ët|s|ë)?|moderon|moderojnë|"
    r"moderuar\s+nga|moderated\s+by|moderation|moderimi?|mod\.|folës(?:i|it|ja|e|ve)?|fol[eë]s|referues(?:i|it|"
    r"ja|e)?|referojn?[eë]?|referon|flet|flasin|"
    r"prezantues(?:i|it|ja|e)?|prezanton|prezantojnë|relaton|relatojnë|relatore?|relatues(?:i|ja|e|it)?|raporton|raportojnë|paraqet|paraqesin|panelist(?:ë|ët|i|e|s)?|speakers?|"
    r"keynote\s+speakers?|presenters?|presented\s+by|panell?ists?|panel\s+members|facilitators?|"
    r"facilitated\s+by|"
    r"facilit(?:atori|atorja|ues(?:i|ja|e|it)?|on)|lehtëson|lehtësojnë|lehtësues(?:i|ja|e|it)?|drejton|drejtues(?:i|ja)?|"
    r"udhëheq|udhëheqës(?:i|ja)?|trajner(?:i|ja|e|ët)?|trainers?|chair(?:s|person|ed\s+by)?|co-?chairs?|hosts?|"
    r"hosted\s+by|"
    r"(?:led|guided|given|delivered|introduced|opened)\s+by|"
    r"(?:drejtuar|udhëhequr|mbajtur|prezantuar|paraqitur|lehtësuar)\s+nga|lead|leads|rapporteurs?|raportues(?:i|ja)?|discussants?|diskutues(?:i|ja|it)?|përgjegjës(?:i|ja|"
    r"e|it)?|personi\s+përgjegjës|responsible|responsible\s+person|with|w/|by|interviewer|interviewed\s+by|mban|"
    r"çel|hap|nga|me pjesëmarrjen e|respondents?)"
    r"(?:(?<!\w)|(?!\w))(?:\([^\W\d]{1,3}\))?(?:\s*/\s*[^\W\d]+(?:\([^\W\d]{1,3}\))?(?=\s*:))?\s*(?P<colon>:|\s[–—-]\s)?\s*",
    re.IGNORECASE,
)
BARE_LABELS = (
    "with",
    "w/",
    "by",
    "nga",
    "mban",
    "mod.",
    "led by",
    "guided by",
    "given by",
    "delivered by",
    "introduced by",
    "opened by",
    "drejtuar nga",
    "udhehequr nga",
    "mbajtur nga",
    "prezantuar nga",
    "paraqitur nga",
    "lehtesuar nga",
    "moderated by",
    "facilitated by",
    "presented by",
    "chaired by",
    "moderuar nga",
    "moderon",
    "lehteson",
    "drejton",
    "prezanton",
    "prezantojne",
    "referon",
    "flet",
    "flasin",
    "hosted by",
    "interviewed by",
    "me pjesemarrjen e",
    "paraqet",
    "relaton",
)
"""Labels that need no colon before a name."""
VERB_LABELS = frozenset(BARE_LABELS) - {"with", "w/", "by", "nga", "mban"}
"""Those behind which a name needs no given name that is known: two words with a capital are one."""
COLLECTIVE = re.compile(
    r"^\W*(everyone|everybody|various|te ndryshem|all|all participants|participants|the whole group|whole group|te gjithe|"
    r"(all|both) (tables|groups|teams|staff|delegates|members|partners|facilitators|speakers)|"
    r"te gjitha (grupet|tryezat|tavolinat)|te gjithe (grupet|partneret|anetaret)|"
    r"te (dy|tre|gjithe) (trajneret|lehtesuesit|facilituesit|folesit|moderatoret)|both trainers|"
    r"te gjithe pjesemarresit|pjesemarresit|"
    r"(table |station |group )?hosts?|"
    r"(the )?chair(person)?|kryetar(i|ja)?|kryesia|(the )?secretariat|sekretariati?|drejtori|drejtoresha|(the )?director|"
    r"facilitators?|facilituesit|facilituesi|organi[sz]ers?|organizatoret|moderatoret|moderators|staff|stafi|team|ekipi|country teams|tbc|tbd|tba)\W*$"
)
"""Who is nobody in particular."""
ROOM_LABEL = re.compile(
    r"^\W*(salla|vendi(?: i takimit)?|vendtakimi|pika e takimit|vendndodhja|ambienti|dhoma|hapesira|room|venue|location|"
    r"place|meeting (?:point|place)|where|ku|ubicación|ubicacion|lugar|lieu|luogo|"
    r"raum|saal|sala|salle|ort|mesto|lokacija|prostorija|место|сала)(?:\s*/\s*[^\W\d]+)?\s*[:–-]\s*(?P<room>.+)$",
    re.IGNORECASE,
)
_NUMBERED = (
    r"(?:[A-Z]|\d{1,3}|[IVX]+)(?:\s?(?:[–/+,-]|und|bis|i|и|do|et|e)\s?(?:[A-Z]|\d{1,3}|[IVX]+))*"
)
_RAUM = (
    r"(?:(?:seminar|konferenz|besprechungs|sitzungs|tagungs|schulungs|gruppen|arbeits|gruppenarbeits|klassen|mehrzweck|veranstaltungs|"
    r"vortrags|unterrichts|computer|workshop|versammlungs|plenar|projekt|kurs)r(?:aum|äume|äumen)|\w*(?:saal|säle)|turnhalle|stadthalle|"
    r"festhalle|kantine|cafeteria|bibliothek)"
)
_ABROAD = (
    rf"(?:[\w'’.-]+\s+){{0,2}}{_RAUM}(?:\s+(?:{_NUMBERED}|(?-i:[A-ZÄÖÜ])[\w’'-]+))?|raum\s+(?-i:[A-ZÄÖÜ])[\w’'-]+|"
    rf"(?:\w*r(?:aum|äume)|zimmer|kabinet|kancelarija|кабинет|канцеларија)\s+{_NUMBERED}|"
    r"(?:\d\.|[IVX]+\.?)\s?(?:stock|og|etage|obergeschoss|sprat|kat)|erdgeschoss|"
    r"(?:(?:velika|mala|svečana|svecana|plava|crvena|bijela|konferencijska|kongresna|multimedijalna|gradska|голема|велика|мала|свечена|свечана|"
    r"конгресна|gran|grande|piccola|petite)\s+(?:sala|salle|сала|aula)|sala|salle|сала|dvorana|učionica|ucionica|училница|учионица|"
    r"amfiteatar|амфитеатар|restoran|ресторан|predvorje|hol|хол|фоаје)(?:\s+[^,;:]+)?"
)
"""Rooms as programmes in German, Serbian, Macedonian, Italian and French have them: `Seminarraum 1–3`, `velika sala`.

`Raum` alone is a space for something, and many a `…raum` a region.
"""
_ROOM_FIRST = (
    r"salla|sallën|sallen|sallë|sallat|restaurant|hotel(?:i|in)?|café|cafe|bar|ballroom|library|garden|terrace|laboratori(?:n)?|labs?\s+(?:[A-Z]\b|\d+)|klubi|dhoma|dhomën|holli?|hollin|auditori\w*|amfiteatri\w*|foaje\w*|foajé|"
    r"foyer|kafeteri\w*|restorant\w*|terrac\w*|tarrac\w*|oborri\w*|kopshti\w*|"
    r"bibliotek\w*|klasa|kati|ambienti\w*|hyrja|korridori|lobi|studio|zyra e|teatri|mensa|mensën|"
    r"rooms?|halls?|conference room|meeting room|breakout room|seminar room|plenary room|auditorium|theat(?:re|"
    r"er)|floor|amphitheat(?:re|er)|aula|salon|suite|lobby|zoom|online|"
    r"tenda|tendat|çadra|bujtina|plaza|patio|sheshi|ms teams|microsoft teams|google meet|webex|room no\.?"
)
_ROOM_LAST = (
    r"\w*rooms?|hall|auditorium|foyer|lobby|theat(?:re|er)|restaurant|terrace|garden|library|ballroom|lounge|kitchen|"
    r"cafeteria|canteen|atrium|amphitheat(?:re|er)|floor|salon|suite|courtyard|gallery|"
    r"attic|basement|cellar|loft|papafingo|bodrum|chamber|aula|foaje|sallë|salle|tent|marquee|barn|chapel|plaza|patio|centre|center"
)
ROOM = re.compile(
    rf"^(?:(?:in|at|në|ne|te|im|in der|u|во)\s+)?(?:the\s+)?(?:{_ABROAD}|(?:{_ROOM_FIRST})(?:\s+[^,;:]+|\s*)|"
    rf"(?:[\w'’.&-]+\s+){{0,4}}(?:{_ROOM_LAST})(?:\s+(?:[A-Z]|\d+|[IVX]+))?)$",
    re.IGNORECASE,
)
ROOM_AT_END = re.compile(
    r"\s+(?:(?:in|at)\s+(?:the\s+|der\s+|den\s+)?|në\s+|ne\s+|te\s+|im\s+|u\s+)(?P<room>(?:sallën|sallen|foajenë|foaje|hollin|holl|"
    r"restorantin|restorant|kafeterinë|dhomën|tarracën|terracën|oborrin|bibliotekën|auditorin|amfiteatrin|"
    r"kopshtin|mensën|hotelin|laboratorin)(?:\s+(?:(?:e|i|të|së|nr\.?)\s+)?[\w“”\"’-]+){0,4}"
    r"|(?:Pallati|Qendra|Shtëpia|Sheshi|Shkolla|Biblioteka|Muzeu|Teatri|Parku|Bashkia|Prefektura|Universiteti|Restoranti|Hoteli)"
    r"(?:\s+(?:(?:e|i|të|së)\s+)?[A-ZÇË“\"][\w’“”\"-]*){0,4}"
    r"|(?:Restaurant|Hotel|Café|Cafe|Bar|Restorant|Hall|Room)\s+[“\"A-Z\d][\w’'“”\"-]*(?:\s+[A-Z\d][\w’'“”\"-]*){0,2}"
    r"|(?:[A-Z][\w’'-]*\s+){0,3}(?:[Rr]ooms?|[Hh]all|[Aa]uditorium|[Ff]oyer|[Ll]obby|[Rr]estaurant|[Tt]errace|"
    r"[Gg]arden|[Ll]ibrary|[Bb]allroom|[Ll]ounge|[Cc]anteen|[Aa]trium)(?:\s+(?:[A-Z]\b|\d+))?|(?:main|small|"
    r"big|large|plenary)\s+(?:room|hall)"
    rf"|(?:(?:[Gg]roßen|[Kk]leinen)\s+)?(?:(?i:{_RAUM})|Foyer|Mensa|Aula)(?:\s+(?:{_NUMBERED}|[A-ZÄÖÜ][\w’-]*))?|Raum\s+{_NUMBERED}"
    r"|(?:sali|holu|restoranu|amfiteatru|foajeu|predvorju|učionici|dvorani)(?:\s+[\w“”„\"’-]+){0,3})\s*\.?$"
)
NOMINATIVE = {
    "sallën": "salla",
    "sallen": "salla",
    "foajenë": "foajeja",
    "hollin": "holli",
    "restorantin": "restoranti",
    "kafeterinë": "kafeteria",
    "dhomën": "dhoma",
    "tarracën": "tarraca",
    "terracën": "terraca",
    "oborrin": "oborri",
    "bibliotekën": "biblioteka",
    "auditorin": "auditori",
    "amfiteatrin": "amfiteatri",
    "kopshtin": "kopshti",
    "mensën": "mensa",
    "sali": "sala",
    "holu": "hol",
    "restoranu": "restoran",
    "amfiteatru": "amfiteatar",
    "foajeu": "foaje",
    "predvorju": "predvorje",
    "učionici": "učionica",
    "dvorani": "dvorana",
    "großen": "großer",
    "kleinen": "kleiner",
}

HEADINGS: dict[str, list[str]] = tomllib.loads(
    (files(__package__) / "headings.toml").read_text("utf-8")
)
"""By field: the words and phrases people use as the heading of its column, plain."""
NO_NAME = frozenset(read_name_list(__package__, "no_names.txt")[0])
"""Words with a capital that name nobody, plain."""
ABROAD = frozenset(plain_text(name) for name in read_name_list(__package__, "names_abroad.txt")[0])
"""Given names that are common elsewhere."""
OFFICES = re.compile(
    r"^(?:(?:h\.?\s?e\.?|sh\.?\s?t\.?\s?(?:i|e|z)?\.?|shkëlqesia e (?:tij|saj))\s+)?(?:(?:z|znj|zj|zt|zoti|"
    r"zonja|zonjusha|zonjushë|mr|mrs|ms|miss|mx|dr|prof|prof\.?\s?dr|prof\.?\s?asoc|asoc|as|akad|msc|ma|phd|"
    r"ing|inxh|arch|ark|av|hon|rev|sir|madam|mme|herr|frau|dott|doc|kol|col|gen|lt|cpt|kap|dipl|mag|amb|cllr|rep|sen|gov|pc|sgt|insp|supt|maj|sr|fr|"
    r"asst\.?\s?prof|assoc\.?\s?prof|doc\.?\s?dr|cand|eng|adv|psik|lord|lady|dame|dom|imam)"
    r"(?:\.\s*|\s+)|(?:(?:deputy|vice|acting|former|zv\.?|zëvendës|nën|ish)[\s-]*)?(?:ambassador|ambasador(?:i|ja)?|minister|ministr(?:i|ja)|president[i]?|professor|"
    r"profesor(?:i|esha)?|doktor(?:i|esha)?|koordinator(?:i|ja)?|judge|gjyqtar(?:i|ja)|prokuror(?:i|ja)|"
    r"colonel|koloneli|senator|deputet(?:i|ja)|prefekti|kryetar(?:i|ja)|"
    r"mayor|governor|councillor|commissioner|bishop|reverend|rector|dean|rektor(?:i|ja)?|dekan(?:i|ia)?|inspector|"
    r"sergeant|captain|chief|sister|brother|father|pastor|komisar(?:i|ja)?|psikolog(?:i|e|ia)?|inspektor(?:i|e|ja)?)\s+)+",
    re.IGNORECASE,
)
"""What stands before a name and is none of it."""


_PHONE = re.compile(r"\b(?:tel|cel|mob|mobile|phone)\b\W{0,3}\d{2,}")
"""`Koordinatore: Elona Prifti, tel. 069 20 30 405`."""
_MAY_NAME = re.compile(
    r"^\W*(?:draft (?!"
    r"programm?e?\b|programi\w*|agjend\w*|axhend\w*|agenda\b|[ie] (?:pare|dyte|trete|programit|agjendes|axhendes)\b|version\b|as of\b|of \d|\d)|"
    r"(?:important|attention|rendesi\w*|kujdes\w*|contacts?|kontakt\w*|"
    r"languages?|gjuhet|working languages?|protokoll\w*|nenshkrim\w*|version|versioni|reminder|kryetar\w*) )(?=[a-z])(?!nr\b)"
)
_LABEL = re.compile(r"^\W*(?:\w+\W){1,2}?\s*[:=]|:\s*$")


def may_be_title(simple: str) -> bool:
    """Whether what begins as notes and signatures do may be what a step is called: `Draft action plan`, `Kontaktet e para`.

    Only where the line around it says that it is a step.
    """
    return bool(_MAY_NAME.match(simple)) and not _LABEL.search(simple)


def why_no_step(simple: str) -> WhyLeftOut | None:
    """Why a plain text alone is a total, a signature or a note; None for anything else."""
    if _PHONE.search(simple):
        return WhyLeftOut.NOTE
    said = ((WhyLeftOut.TOTAL, TOTAL), (WhyLeftOut.SIGNATURE, SIGNATURE), (WhyLeftOut.NOTE, NOTE))
    return next((why for why, begins in said if begins.match(simple)), None)
