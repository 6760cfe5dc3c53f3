"""Compare the inflection generator with a Hunspell dictionary of Latvian (a development check).

For each noun of the dictionary whose entry names its declension (Debian's hunspell-lv does, in the
`po:` field), the forms of the numbers it is listed in are generated and put to `hunspell`; the
share that it accepts is printed by declension, and the rejected forms are listed. The share of
nouns whose declension is guessed right from the nominative is printed too.

    apt-get install hunspell hunspell-lv
    python tools/check_inflection.py --dic /usr/share/hunspell/lv_LV.dic \
        --aff /usr/share/hunspell/lv_LV.aff

Nothing of the dictionary is kept. A rejected form is a question, not an error: the dictionary
leaves out plurals of many nouns, and marks some of its own.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from novads.language.inflection import Case, Number, decline, decline_adjective, guess_declension

_ENTRY = re.compile(r"(?P<word>[^\W\d_]+)/(?P<flags>\S*)\s+po:(?P<kind>lietv[1-6]|īpv[12])")
# affix classes of the singular and of the plural; those for diminutives and verbs don't matter
_SINGULAR, _PLURAL = frozenset("OQS"), frozenset("oqs")


def entries(dic: Path) -> Iterator[tuple[str, str, tuple[Number, ...]]]:
    """Nominative, declension code (adjectives: 'adj', 'adj_def') and numbers of each entry."""
    for line in dic.read_text(encoding="utf-8").splitlines():
        match = _ENTRY.match(line)
        if match is None:
            continue
        word, flags, kind = match.group("word", "flags", "kind")
        if kind.startswith("īpv"):
            if word.endswith("ais"):
                yield word, "adj_def", tuple(Number)
            elif word.endswith(("s", "š")) and not word.endswith("us"):
                yield word, "adj", tuple(Number)
            continue
        numbers = tuple(
            number
            for number, classes in zip(Number, (_SINGULAR, _PLURAL), strict=True)
            if classes.intersection(flags)
        )
        code = kind[-1]
        if numbers == (Number.PLURAL,) and word.endswith(("i", "as", "es", "is")):
            code = {"3": "1"}.get(code, code) + "p"
        if numbers:
            yield word, code, numbers


def accepted(words: set[str], dic: Path, aff: Path) -> set[str]:
    """The words that Hunspell accepts with this dictionary."""
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder) / "check"
        base.with_suffix(".dic").symlink_to(dic.resolve())
        base.with_suffix(".aff").symlink_to(aff.resolve())
        listed = subprocess.run(
            ["hunspell", "-i", "utf-8", "-d", str(base), "-l"],
            input="\n".join(sorted(words)) + "\n",
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=True,
        )
    return words - set(listed.stdout.split())


def generated(word: str, code: str, numbers: tuple[Number, ...]) -> Iterator[tuple[Case, str]]:
    """The forms to be checked, vocatives left out, with their cases."""
    for number in numbers:
        if code.startswith("adj"):
            stem = word.removesuffix("ais") if code == "adj_def" else word[:-1]
            definite = (stem + "ais", stem + "ā")
            for nominative in definite if code == "adj_def" else (word, stem + "a", *definite):
                for case, variants in decline_adjective(nominative, number=number).items():
                    yield from ((case, form) for form in variants if case is not Case.VOC)
            continue
        for case, variants in decline(word, code, number=number).items():
            yield from ((case, form) for form in variants if case is not Case.VOC)


def main() -> int:
    """Print the figures; 0 if all went well."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--dic", type=Path, required=True)
    parser.add_argument("--aff", type=Path, required=True)
    parser.add_argument("--rejected", type=Path, help="write the rejected forms to this file")
    parser.add_argument("--misguessed", type=Path, help="write wrong guesses to this file")
    arguments = parser.parse_args()

    rows: list[tuple[str, str, Case, str]] = []
    guesses: Counter[tuple[str, bool]] = Counter()
    wrong: list[str] = []
    unfit = 0
    for word, code, numbers in entries(arguments.dic):
        try:
            rows += [(code, word, case, form) for case, form in generated(word, code, numbers)]
        except ValueError:
            unfit += 1  # the dictionary's class and the nominative don't go together
            continue
        if not code.startswith("adj"):
            guess = guess_declension(word)
            same = guess.rstrip("m") == code or (guess, code) in {("1p", "2p"), ("refl", "4")}
            guesses[code, same] += 1
            if not same:
                wrong.append(f"{word}\t{code}\t{guess}")
    good = accepted({form for *_, form in rows}, arguments.dic, arguments.aff)
    totals: Counter[str] = Counter()
    passed: Counter[str] = Counter()
    rejected = []
    for code, word, case, form in rows:
        totals[code] += 1
        passed[code] += form in good
        if form not in good:
            rejected.append(f"{form}\t{case}\t{word}\t{code}")
    print("declension   nouns     forms  accepted   guessed right")
    for code in sorted(totals):
        nouns = guesses[code, True] + guesses[code, False]
        guessed = f"{guesses[code, True] / nouns:8.2%}" if nouns else "       –"
        share = passed[code] / totals[code]
        print(f"{code:10} {nouns:7} {totals[code]:9} {share:9.2%} {guessed:>15}")
    print(f"all forms: {sum(passed.values())} of {sum(totals.values())} accepted", end=" ")
    print(f"({sum(passed.values()) / sum(totals.values()):.2%}); {unfit} entries left out")
    for path, lines in ((arguments.rejected, rejected), (arguments.misguessed, wrong)):
        if path is not None:
            path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
