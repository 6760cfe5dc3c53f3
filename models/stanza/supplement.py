"""Sentences in the shapes of municipal announcements, with their tokens.

The treebank has few sums of money, clock times, project numbers and 'š.g.'. These sentences are
made from templates of our own, by a fixed seed, and are mixed into the training text, so that the
tokenizer learns that such dots end no sentence. Tokens follow the treebank's conventions:

- one token: an ordinal ('18.'), a date in figures ('7.8.2001.'), an abbreviation ('plkst.',
  'u.c.'), a clock time ('17.00', '14:00'), a number with blanks in it ('48 454,95'), 'a/s', '13/15',
  an address on the web;
- split: what is glued ('2020.' 'gada'), a percentage ('85' '%'), ranges ('20.' '-' '21.'), scores
  ('3' ':' '1'), quotes, and the dot after a number that ends its sentence and isn't an ordinal
  ('19.15' '.').

In a template, blanks divide tokens; '_' is a blank inside a token; a '+' before or after a token
glues it to its neighbour; closing punctuation and what follows an opening bracket are glued
always; {name} is filled in.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from random import Random

from treebank import Paragraph, Token

LOCATIVES = [
    *("janvārī", "februārī", "martā", "aprīlī", "maijā", "jūnijā"),
    *("jūlijā", "augustā", "septembrī", "oktobrī", "novembrī", "decembrī"),
]
DATIVES = [
    *("janvārim", "februārim", "martam", "aprīlim", "maijam", "jūnijam"),
    *("jūlijam", "augustam", "septembrim", "oktobrim", "novembrim", "decembrim"),
]
SHORT_MONTHS = ["janv.", "febr.", "apr.", "jūn.", "jūl.", "aug.", "sept.", "okt.", "nov.", "dec."]
WEEKDAYS = ["Pirmdien", "Otrdien", "Trešdien", "Ceturtdien", "Piektdien", "Sestdien", "Svētdien"]
PLACES = [
    *("Valkā", "Talsos", "Cēsīs", "Ogrē", "Rojā", "Dobelē", "Ludzā", "Madonā", "Saldū"),
    *("Krāslavā", "Preiļos", "Līvānos", "Aizputē", "Kandavā", "Tukumā", "Balvos"),
]
GENITIVES = [
    *("Valkas", "Talsu", "Cēsu", "Ogres", "Rojas", "Dobeles", "Ludzas", "Madonas", "Saldus"),
    *("Krāslavas", "Preiļu", "Līvānu", "Aizputes", "Kandavas", "Tukuma", "Balvu"),
]
NAMES = [
    *("Saulesstars", "Ozoli", "Rītausma", "Dzirnas", "Upes draugi", "Kalnu ziedi", "Lakstīgala"),
    *("Zaļā sēta", "Mēs Rojai", "Jūras vārti", "Celtne un Co", "Trīs bērzi"),
]
QUOTES = [("„", "”"), ("„", "“"), ("“", "”"), ('"', '"'), ("«", "»"), ("„", '"')]
EVENTS = ["koncerts", "seminārs", "tirgus", "turnīrs", "pasākums", "gājiens", "konkurss"]
TITLES = ["Koncerts", "Izrāde", "Zaļumballe", "Gājiens", "Radošās darbnīcas", "Orientēšanās"]
FUNDS = ["ERAF", "ESF", "ELFLA", "KF", "EJZF", "VKKF", "LEADER", "URBACT"]
PEOPLE = ["Bērziņa", "Kalniņš", "Ozola", "Liepiņš", "Krūmiņa", "Zariņš", "Upīte"]


def _group(rng: Random) -> str:
    return f"{rng.randint(1, 999)}_{rng.randint(0, 999):03d}"


def _money(rng: Random) -> str:
    cents = f"{rng.randint(0, 99):02d}"
    return rng.choice(
        [
            f"{_group(rng)},{cents}",
            f"{_group(rng)},{cents}",
            f"{_group(rng)}.{cents}",
            f"{rng.randint(1, 9)}_{rng.randint(0, 999):03d}_{rng.randint(0, 999):03d}",
            _group(rng),
            f"{rng.randint(100, 99999)},{cents}",
            str(rng.randint(10, 9999)),
        ]
    )


def _project(rng: Random) -> str:
    serial = f"{rng.randint(1, 99):03d}"
    return rng.choice(
        [
            f"{rng.randint(1, 13)}.{rng.randint(1, 5)}.{rng.randint(1, 3)}.0/{rng.randint(15, 23)}/I/{serial}",
            f"{rng.randint(10, 22)}-08-AL{rng.randint(10, 30)}-A019.2202-000{serial}",
            f"LLI-{rng.randint(100, 500)}",
            f"20{rng.randint(14, 23)}-1-LV01-KA229-060{serial}",
        ]
    )


def _quoted(rng: Random) -> str:
    opening, closing = rng.choice(QUOTES)
    first, *rest = rng.choice(NAMES).split()
    return " ".join([opening, f"+{first}", *rest, f"+{closing}"])


def _year(rng: Random) -> str:
    return f"{rng.randint(2007, 2027)}"


def _figures(rng: Random) -> str:
    day, month = rng.randint(1, 31), rng.randint(1, 12)
    return rng.choice([f"{day:02d}.{month:02d}.", f"{day}.{month}."]) + _year(rng)


def _range(rng: Random) -> str:
    dash = rng.choice("-–")
    return rng.choice([dash, f"+{dash}+"])


SLOTS: dict[str, Callable[[Random], str]] = {
    "day": lambda rng: f"{rng.randint(1, 31)}.",
    "month": lambda rng: rng.choice(LOCATIVES),
    "to_month": lambda rng: rng.choice(DATIVES),
    "short_month": lambda rng: rng.choice(SHORT_MONTHS),
    "weekday": lambda rng: rng.choice(WEEKDAYS),
    "year": lambda rng: f"{_year(rng)}.",
    "bare_year": _year,
    "date": lambda rng: f"{_figures(rng)}.",
    "date_without_dot": _figures,
    "century": lambda rng: rng.choice(["18.", "19.", "20.", "XIX", "XX"]),
    "time": lambda rng: f"{rng.randint(8, 23)}{rng.choice('..:')}{rng.choice(['00', '30', '15'])}",
    "hour": lambda rng: str(rng.randint(8, 23)),
    "at": lambda rng: rng.choice(["plkst.", "plkst.", "Plkst.", "pl."]),
    "to": _range,
    "dash": lambda rng: rng.choice("–-"),
    "place": lambda rng: rng.choice(PLACES),
    "of": lambda rng: rng.choice(GENITIVES),
    "quoted": _quoted,
    "event": lambda rng: rng.choice(EVENTS),
    "title": lambda rng: rng.choice(TITLES),
    "fund": lambda rng: rng.choice(FUNDS),
    "person": lambda rng: rng.choice(PEOPLE),
    "initial": lambda rng: f"{rng.choice('AEIJKMPRSUVZĀĒĢĻŠŽ')}.",
    "money": _money,
    "currency": lambda rng: rng.choice(["EUR", "eiro", "euro", "Eur", "€"]),
    "decimal": lambda rng: f"{rng.randint(1, 60)},{rng.randint(1, 9)}",
    "number": lambda rng: str(rng.randint(1, 400)),
    "small": lambda rng: str(rng.randint(2, 40)),
    "ordinal": lambda rng: f"{rng.randint(1, 40)}.",
    "four": lambda rng: str(rng.randint(1000, 5800)),
    "roman": lambda rng: rng.choice(["II", "III", "IV", "VI", "XXVI"]),
    "project": _project,
    "measure": lambda rng: rng.choice(["19.2.", "4.2.2.", "5.6.2.", "9.2.4.2.", "19.2.2."]),
    "phone": lambda rng: f"{rng.choice('26')}{rng.randint(1000000, 9999999)}",
    "mail": lambda rng: rng.choice(["pasts@novads.lv", "kultura@centrs.lv", "a.berzina@dome.lv"]),
    "url": lambda rng: rng.choice(["www.novads.lv", "https://www.dome.lv/zinas", "www.svetki.lv"]),
}

TEMPLATES = """
{day} {month} plkst. {time} {place} notiks {event} .
{weekday} , {day} {month} , plkst. {time} kultūras namā {place} gaidāms {event} .
{day} +{month} plkst. +{time} {place} notiks {event} .
Visi gaidīti {day} {month} , plkst. {time} .
Darba grupa tiekas {day} {month} plkst. {hour} .
Laureātus sveiks {year} gada {day} {month} {place} .
{year} +gada {day} +{month} {place} atklāja jaunu rotaļu laukumu .
{year} gada {month} dome piešķīra līdzekļus jumta nomaiņai .
{year} +gada {day} {month} stājās spēkā saistošie noteikumi Nr. {number} .
No {day} {month} līdz {day} {to_month} {place} apskatāma gleznu izstāde .
Nometne ilgs no {day} {to} {day} {month} .
{day} {to} {day} +{month} {place} pulcēsies pūtēju orķestri .
{day} un {day} {month} satiksme centrā būs slēgta .
Pieteikumus pieņem līdz {year} gada {day} {to_month} plkst. {time} ( ieskaitot ) .
Š.g. {day} {month} dome lēma par telpu nomu .
Š. g. {day} {month} parakstīts līgums par ceļa seguma atjaunošanu .
Pieteikties var līdz š.g. {day} {to_month} , zvanot pa tālr. {phone} .
Anketas jāiesniedz līdz šī gada {day} {to_month} .
Talka sāksies jau {day} {short_month} no rīta .
Dokuments parakstīts {date} un stājas spēkā nākamajā dienā .
Līguma termiņš ir {date_without_dot} , un to var pagarināt .
Iesniegumi gaidāmi līdz {date}
Projekta ilgums : {date} {to} {date}
Projektu īsteno no {date} līdz {date} {of} novadā .
Attīstības programma {year} {to} {year} gadam nodota apspriešanai .
Pasākumu atbalsta programma {bare_year} {to} {bare_year} .
{bare_year} +/ +{bare_year} mācību gadā skolu absolvē {small} jaunieši .
Projekta kopējās izmaksas ir {money} {currency} , no tām {money} {currency} ir {fund} finansējums .
Kopējais budžets : {money} {currency} , t.sk. {fund} {money} {currency} un novada daļa {money} {currency} .
Finansējums : EUR {money} .
Iepirkuma summa sasniedz EUR {money} , neskaitot PVN .
No tām {small} +% jeb {money} {currency} sedz {fund} , bet {money} {currency} {dash} novada pašvaldība .
Atbalsta likme ir {small} % , taču ne vairāk kā {money} {currency} .
Būvnieks saņems {money} {currency} ( bez PVN ) .
Darbi izmaksās ap {decimal} milj. {currency} , vēl {decimal} tūkst. {currency} atvēlēti uzraudzībai .
Kopumā ieguldīti {decimal} milj. {currency} .
Dalības maksa {dash} {small} {currency} , skolēniem {small} {currency} .
Biļetes cena : {small},00 {currency}
Balvās {money} {currency} , suvenīri u.c. pārsteigumi .
Projekts Nr. {project} ilgs līdz {year} gada {day} {to_month} .
Projekta {quoted} ( Nr. {project} ) vadītāja ir {initial} {person} , tālr. {phone} .
Vienošanās Nr. +{project} noslēgta {date}
Līgums noslēgts ar SIA {quoted} .
Darbus veica SIA {quoted} , AS {quoted} un z/s {quoted} .
Biedrība {quoted} sadarbībā ar {of} novada pašvaldību rīko semināru .
Muzicēs grupa {quoted} , koris {quoted} u.c.
{of} nov. {of} pag. iedzīvotāji aicināti uz sanāksmi .
Adrese : Liepu iela {small} , {of} pag. , {of} nov. , LV-{four} .
Saimniecība atrodas {of} pag. {quoted} .
Pulcēšanās {initial} Raiņa ielā {small} plkst. {time} , sākums plkst. {hour} .
Kr. Barona ielā {small} notiks ielu svētki , tirgus u.tml. aktivitātes .
Ar runu uzstājās {initial} {person} un {initial} {person} .
Tirgos medu , maizi , sieru utt.
Varēs zīmēt , dziedāt u.tml.
Nāks ģimenes , skolēni , seniori u.c. interesenti .
Uzziņas pa tālr. {phone} , m.t. {phone} vai e-pastā {mail} .
Tālr. +: {phone} , e-pasts : {mail}
Plašāka informācija : {url}
Sīkāk lasiet {url} .
Nolikums pieejams vietnē {url} , sadaļā {quoted} .
Bibliotēka atvērta no plkst. {hour} līdz {hour} , sestdienās {time} {to} {time} .
Reģistrācija no plkst. {time} līdz plkst. {time} .
Dienas kārtībā : 1 ) budžets ; 2 ) ceļi ; 3 ) dažādi jautājumi .
Apakšpasākums {measure} {quoted} īstenots {year} {to} {year} gada periodā .
Atbilstoši {measure} pasākuma un MK noteikumu {ordinal} punktam iesniegti {small} projekti .
Uzvarēja {ordinal} klases komanda , bet {ordinal} vietu ieguva {of} vidusskola .
Finālā {of} komanda uzvarēja ar {small} +: +{small} .
Mērījums {small} +° +C bija augstākais mēnesī .
Dziedās ev. lut. draudzes koris , {roman} konkursa laureāti u.c. dziedātāji .
Muiža celta {century} gs. sākumā .
Baznīcas zvans atliets {century} gs.
Grāmatai ir {small} lpp. un {small} att.
Sv. Jāņa baznīcā ērģeles spēlēs {initial} {person} .
Tradīcijas aizsākās {century} gs. {ordinal} gados .
Dalībnieku ir par {small} +% vairāk , t.i. , {number} cilvēki .
Ieguvēji ir bērni , t.i. skolēni un pirmsskolēni .
Sākums pēc {small} min. pie {of} novada domes .
Trases garums ir {decimal} km .
Pieteikušies jau {number} .
Ēku {initial} Upīša ielā {small} siltinās līdz {year} gada beigām .
Komanda izcīnīja {ordinal} vietu , pērn {dash} {ordinal}
Skrējienā {initial} {person} finišēja {ordinal}
Visus gaidīsim {place} !
Ieeja bez maksas .
Vai zini , kas notiks {day} {month} ?
Ieeja brīva .
Visi laipni aicināti !
"""

HEADINGS = """
{time} Svētku atklāšana estrādē
{time} {to} {time} {title} kultūras namā
{day} {month} {time} {dash} {title} {place}
{day} +{month} plkst. +{time} {title}
{at} {time} {title} ( ieeja brīva )
Publicēts : {date}
{weekday} , {day} {month}
{of} novadā sākas projekts {quoted}
{place} {dash} {ordinal} novada svētki
Pašvaldība saņem {money} {currency}
Foto : {initial} {person}
{initial} {person} , projekta vadītāja
{bare_year}
"""

_CLOSING = re.compile(r"[,.:;!?)]")
_SLOT = re.compile(r"\{(\w+)\}")


def parse(line: str) -> list[Token]:
    """The tokens of a line in the templates' notation, its slots filled already."""
    tokens: list[Token] = []
    for piece in line.split():
        text = piece.removeprefix("+").removesuffix("+").replace("_", " ")
        if tokens and (piece.startswith("+") or _CLOSING.fullmatch(text)):
            tokens[-1] = (tokens[-1][0], False)
        tokens.append((text, text != "(" and not piece.endswith("+")))
    return tokens


def _fill(rng: Random, template: str) -> list[Token]:
    return parse(_SLOT.sub(lambda slot: SLOTS[slot[1]](rng), template))


def paragraphs(count: int, seed: int) -> Iterator[Paragraph]:
    """Paragraphs of one to four sentences; one in six is a heading, or ends without a dot."""
    rng = Random(seed)
    sentences = TEMPLATES.strip().splitlines()
    headings = HEADINGS.strip().splitlines()
    for _ in range(count):
        if rng.random() < 1 / 6:
            yield [_fill(rng, rng.choice(headings))]
            continue
        filled = [_fill(rng, template) for template in rng.sample(sentences, rng.randint(1, 4))]
        if rng.random() < 0.05 and filled[-1][-1][0] == ".":
            filled[-1] = filled[-1][:-1]
        yield filled
