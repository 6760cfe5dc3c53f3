"""Sentences in the shapes of municipal announcements, with their tokens.

The treebank has few sums of money, clock times, project numbers and 'š.g.'. These sentences are
made from templates of our own, by a fixed seed, and are mixed into the training text, so that the
tokenizer learns that such dots end neither a token nor a sentence. Tokens follow the treebank's
conventions: an ordinal is one token with its dot ('18.'), so is an abbreviation ('plkst.', 'u.c.'),
a clock time ('17.00') and a number with spaces ('48 454,95'); what is glued is split
('2020.gada' is '2020.' and 'gada').

In a template, blanks divide tokens, '+' glues a token to the one in front of it, '_' is a blank
inside a token, and {name} is filled in.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

Token = tuple[str, bool]
"""A token's text, and whether a blank follows it."""

MONTHS = [
    "janvār",
    "februār",
    "mart",
    "aprīl",
    "maij",
    "jūnij",
    "jūlij",
    "august",
    "septembr",
    "oktobr",
    "novembr",
    "decembr",
]
PLACES = [
    "Valkā",
    "Talsos",
    "Cēsīs",
    "Ogrē",
    "Rojā",
    "Dobelē",
    "Ludzā",
    "Madonā",
    "Saldū",
    "Krāslavā",
    "Preiļos",
    "Līvānos",
]
GENITIVES = [
    "Valkas",
    "Talsu",
    "Cēsu",
    "Ogres",
    "Rojas",
    "Dobeles",
    "Ludzas",
    "Madonas",
    "Saldus",
    "Krāslavas",
    "Preiļu",
]
NAMES = [
    "Saulesstars",
    "Ozoli",
    "Rītausma",
    "Dzirnas",
    "Upes_draugi",
    "Kalnu_ziedi",
    "Sūduri",
    "Lakstīgala",
]
PEOPLE = ["Bērziņa", "Kalniņš", "Ozola", "Liepiņš", "Krūmiņa", "Zariņš"]
EVENTS = ["koncerts", "seminārs", "tirgus", "turnīrs", "pasākums", "gājiens", "sanāksme", "izstāde"]
FUNDS = ["ERAF", "ESF", "ELFLA", "KF", "EKII", "VKKF"]
PARENTS = [("„", "”"), ("“", "”"), ('"', '"'), ("«", "»"), ("„", "“")]

TEMPLATES = """
{day} {month} plkst. {time} {place} notiks {event} .
{weekday} , {day} {month} , plkst. {time} kultūras namā {place} notiks {event} .
{day} +{month} plkst. +{time} notiks {event} .
Pasākums notiks {year} gada {day} {month} {place} .
{year} +gada {day} +{month} {place} atklāja jaunu rotaļu laukumu .
No {day} {month} līdz {day} {monthdat} {place} apskatāma izstāde .
Pieteikumus pieņem līdz {year} gada {day} {monthdat} plkst. {time} ( ieskaitot ) .
Š.g. {day} {month} dome pieņēma lēmumu Nr. {number} .
Pieteikties var līdz š.g. {day} {monthdat} , zvanot pa tālr. {phone} .
Aicinām līdz šī gada {day} {monthdat} ( trešdienai ) .
Projekta kopējās izmaksas ir {money} EUR , no tām {money} EUR ir {fund} finansējums .
Kopējās izmaksas : {money} EUR , t.sk. {fund} {money} EUR un pašvaldības finansējums {money} EUR .
Finansējums : EUR {money} .
No tām {percent} +% jeb {money} eiro sedz {fund} , bet {money} EUR – novada pašvaldība .
Līguma summa ir {money} EUR ( bez PVN ) .
Darbi izmaksās ap {decimal} milj. eiro , to skaitā {decimal} tūkst. eiro autoruzraudzībai .
Ieejas maksa – {small} eiro , skolēniem {small} EUR .
Balvu fonds ir {money} EUR u.c. balvas .
Projekts Nr. {projectno} turpināsies līdz {year} gada {day} {monthdat} .
Projekta {q}{name}{p} ( Nr. {projectno} ) vadītāja ir A. {person} , tālr. {phone} .
Līgums noslēgts ar SIA {q}{name}{p} .
Darbus veic {q}SIA{p} un AS {q}{name}{p} , kā arī z/s {q}{name}{p} .
Biedrība {q}{name}{p} sadarbībā ar {gen} novada pašvaldību rīko {event2} .
{gen} novada {gen} pag. un {gen} nov. iedzīvotāji aicināti uz sanāksmi .
Adrese : Liepu iela {small} , {gen} pag. , {gen} nov. , LV-{four} .
Pulcēšanās J. Raiņa ielā {small} plkst. {time} , sākums plkst. {hour} .
Kr. Barona ielā {small} notiks ielu svētki , tirgus u.tml. aktivitātes .
Tirgos medu , maizi , sieru utt. un muzicēs kapela {q}{name}{p} .
Informācija pa tālr. {phone} , m.t. {phone} vai e-pastā {mail} .
Vairāk informācijas : {url}
Sīkāk : {url} .
Bibliotēka atvērta no plkst. {hour} līdz {hour} , sestdienās {time} +–+{time} .
Reģistrācija no plkst. {time} līdz plkst. {time} .
{time} Svētku atklāšana estrādē
{time} {event3} kultūras namā
{day} {month} {time} – {event3} {place}
plkst. {time} {event3} ( ieeja brīva )
Publicēts : {dotted}
Norises laiks : {dotted} – {dotted}
Projekta īstenošanas laiks : {dotted} +–+{dotted}
Pasākums notika {dotted} {place} , un to atbalstīja {fund} .
Līgums parakstīts {dotted} , darbi jāpabeidz līdz {dotted}
Latvijas Lauku attīstības programmas {year4}. +–+{year4b} gadam apakšpasākums {measure} {q}{name}{p} .
Rīcība {measure} tiek īstenota {year4}. +-+{year4b} gada plānošanas periodā .
Atbilstoši {measure} pasākumam un MK noteikumu {small}. punktam .
Uzvarēja {small}. klases komanda , bet {small}. vietu ieguva {gen} vidusskola .
Koncertā piedalās ev. lut. draudzes koris , {roman} starptautiskā konkursa laureāti u.c. dziedātāji .
Muiža celta {century} gs. sākumā .
Baznīca celta {century} gs.
Grāmatai ir {small} lpp. un {small} att.
Konkurss notiks {small}. kārtā .
Izstāde būs skatāma līdz {day} {monthdat} . Ieeja bez maksas .
Piedalīsies {name1} , {name1} u.c. Ieeja brīva .
Nāks ģimenes , skolēni , seniori utt. Visi laipni gaidīti !
Kopā {small} dalībnieki ( t.i. par {percent} +% vairāk ) .
Temperatūra bija {small} °C , vējš {decimal} m/s .
Autors : {q}{name}{p} , foto – I. {person}
Nolikums Nr. +{small} ( prot. Nr. {small}. , {small}. § ) stājas spēkā {dotted}
"""
# an ordinal that ends its sentence
ENDINGS = """
Skrējienā viņš palika {small}.
Komanda izcīnīja {small}. vietu , pērn – {small}.
Sapulce notika {year}
Ceturtais raunds bija {roman}.
"""


def _fill(rng: random.Random, name: str) -> str:
    month = rng.choice(MONTHS)
    money = rng.choice(
        [
            f"{rng.randint(1, 999)}_{rng.randint(0, 999):03d},{rng.randint(0, 99):02d}",
            f"{rng.randint(1, 999)}_{rng.randint(0, 999):03d}.{rng.randint(0, 99):02d}",
            f"{rng.randint(1, 9)}_{rng.randint(0, 999):03d}_{rng.randint(0, 999):03d}",
            f"{rng.randint(1, 999)}_{rng.randint(0, 999):03d}",
            f"{rng.randint(1000, 99999)},{rng.randint(0, 99):02d}",
            f"{rng.randint(10, 9999)}",
        ]
    )
    hour = rng.randint(8, 23)
    year = rng.randint(2009, 2026)
    project = rng.choice(
        [
            f"{rng.randint(1, 13)}.{rng.randint(1, 5)}.{rng.randint(1, 3)}.0/"
            f"{rng.randint(15, 23)}/I/{rng.randint(1, 99):03d}",
            f"{rng.randint(10, 22)}-08-AL{rng.randint(10, 30)}-A019.22{rng.randint(1, 4):02d}-"
            f"{rng.randint(1, 99):06d}",
            f"LLI-{rng.randint(100, 500)}",
            f"EKII-{rng.randint(2, 6)}/{rng.randint(1, 99)}",
            f"20{rng.randint(14, 23)}-1-LV01-KA229-{rng.randint(10000, 99999):06d}",
        ]
    )
    values = {
        "day": f"{rng.randint(1, 31)}.",
        "month": month + ("ā" if month in ("mart", "august") else "ī" if month[-1] != "j" else "ā"),
        "monthdat": month
        + ("am" if month in ("mart", "august", "maij", "jūnij", "jūlij") else "im"),
        "year": f"{year}.",
        "year4": f"{rng.choice((2007, 2014, 2021))}",
        "year4b": f"{rng.choice((2013, 2020, 2027))}.",
        "weekday": rng.choice(
            ["Pirmdien", "Otrdien", "Trešdien", "Ceturtdien", "Piektdien", "Sestdien"]
        ),
        "time": f"{hour}{rng.choice('.:')}{rng.choice(('00', '30', '15'))}",
        "hour": str(hour),
        "place": rng.choice(PLACES),
        "gen": rng.choice(GENITIVES),
        "event": rng.choice(EVENTS),
        "event2": rng.choice(("koncertu", "talku", "semināru")),
        "event3": rng.choice(("Koncerts", "Izrāde", "Zaļumballe", "Gājiens")),
        "money": money,
        "decimal": f"{rng.randint(0, 30)},{rng.randint(1, 9)}",
        "percent": str(rng.randint(1, 100)),
        "small": str(rng.randint(1, 40)),
        "number": f"{rng.randint(1, 400)}",
        "projectno": project,
        "phone": rng.choice(
            (f"{rng.randint(20000000, 29999999)}", f"6{rng.randint(1000000, 9999999)}")
        ),
        "four": str(rng.randint(1000, 5800)),
        "fund": rng.choice(FUNDS),
        "name": rng.choice(NAMES),
        "name1": rng.choice(("Saulesstars", "Dzirnas", "Ozoli", "Rītausma")),
        "person": rng.choice(PEOPLE),
        "mail": rng.choice(("pasts@novads.lv", "kultura@centrs.lv", "anna.berzina@dome.lv")),
        "url": rng.choice(
            ("www.novads.lv", "https://www.dome.lv/zinas", "www.facebook.com/svetki")
        ),
        "dotted": f"{rng.randint(1, 31):02d}.{rng.randint(1, 12):02d}.{year}.",
        "measure": rng.choice(("19.2.", "4.2.2.", "5.6.2.", "9.2.4.2.", "19.2.2.")),
        "roman": rng.choice(("III", "IV", "V", "XX", "XXVI")),
        "century": rng.choice(("18.", "19.", "20.")),
    }
    return values[name]


def _sentence(rng: random.Random, template: str) -> list[Token]:
    opening, closing = rng.choice(PARENTS)
    tokens: list[list[object]] = []
    for piece in template.split():
        parts = [(p, n > 0) for n, p in enumerate(piece.split("+"))]
        for text, glued in parts:
            if not text:
                continue
            lead = opening if text.startswith("{q}") else None
            tail = closing if text.endswith("{p}") else None
            text = text.removeprefix("{q}").removesuffix("{p}")
            while "{" in text:
                start, end = text.index("{"), text.index("}")
                text = text[:start] + _fill(rng, text[start + 1 : end]) + text[end + 1 :]
            words = text.replace(" ", "_").split("_") if lead else [text.replace("_", " ")]
            if tokens and (glued or text in (",", ".", ":", ")", "!")):
                tokens[-1][1] = False
            if lead:
                tokens.append([lead, False])
            for word in words:
                tokens.append([word, True])
            if tail:
                tokens[-1][1] = False
                tokens.append([tail, True])
            if text == "(":
                tokens[-1][1] = False
    # the treebank keeps a number and the dot that ends its sentence as one token
    if len(tokens) > 1 and tokens[-1][0] == "." and str(tokens[-2][0])[-1].isdigit():
        tokens[-2:] = [[f"{tokens[-2][0]}.", True]]
    return [(str(text), bool(space)) for text, space in tokens]


def paragraphs(count: int, seed: int) -> Iterator[list[list[Token]]]:
    """Paragraphs of one to five sentences, each a list of tokens."""
    rng = random.Random(seed)
    templates = [t for t in TEMPLATES.strip().splitlines() if t]
    endings = [t for t in ENDINGS.strip().splitlines() if t]
    unended = [t for t in templates if not t.endswith((".", "!")) or t.endswith("gs.")]
    ended = [t for t in templates if t not in unended]
    for _ in range(count):
        if rng.random() < 0.25:
            chosen = [rng.choice(unended)]
        else:
            chosen = [rng.choice(ended) for _ in range(rng.randint(1, 5))]
            if rng.random() < 0.15:
                chosen.append(rng.choice(endings))
        yield [_sentence(rng, t) for t in chosen]
