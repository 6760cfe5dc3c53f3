"""Each export is read back by a library that had no part in writing it."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
import spacy

import novads
from novads.batch.exports import FORMATS, ExportOptions, export_store, read_coordinates
from novads.batch.exports.geojson import CoordinatesError
from novads.batch.keys import article_key
from novads.batch.outcomes import RowMaker, Task, of_result
from novads.batch.store.schema import StoreError
from novads.batch.store.writer import StoreWriter
from novads.objects import Article

TEXT = """=Svētki; „Upe”, un vēl

Sestdien, 18. jūnijā, plkst. 17.00 Valkas kultūras namā notiks koncerts „Upe”. Koncertu rīko \
biedrība „Upes draugi”.

No 20. līdz 22. jūnijam Cēsīs norisināsies konference „Ūdens”.

Rudenī Milānā notiks projekta partneru sanāksme.

Biedrība „Upes draugi” īsteno projektu „Zaļā upe” (Nr. 8.1.2.0/17/I/036). Projekta kopējās \
izmaksas ir 48 454,95 EUR, no tām 41 186,71 EUR ir Eiropas Reģionālās attīstības fonda \
finansējums, 15 % finansē pašvaldība.
"""


@pytest.fixture(scope="module")
def store(nlp: spacy.Language, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("store") / "novads.duckdb"
    articles = [
        Article(
            text=TEXT,
            source_id="a.txt",
            title="=1+1",
            url="https://example.lv/zina?id=1",
            published=dt.date(2022, 6, 1),
        ),
        Article(text="Nekā te nav, tikai Rīga.", source_id="b.txt"),
    ]
    make_rows = RowMaker()
    outcomes = [
        of_result(Task(article_key(a), a, "text"), result, make_rows)
        for a, result in zip(articles, novads.extract_many(articles, nlp=nlp), strict=True)
    ]
    counts = {"articles": 2, "duplicates": 0, "already_done": 0}
    counts |= {"events": 0, "projects": 0, "errors": 0}
    with StoreWriter(path, "test") as writer:
        writer.begin_run({}, dt.datetime(2026, 1, 1))
        writer.write(outcomes, counts)
        writer.finish("finished", dt.datetime(2026, 1, 1), counts)
    return path


def test_every_format_is_written(store: Path, tmp_path: Path) -> None:
    written = export_store(store, tmp_path, tuple(FORMATS))
    assert all(file.path.is_file() for file in written)
    assert not list(tmp_path.rglob("*.part"))


def test_csv_in_pandas(store: Path, tmp_path: Path) -> None:
    pandas = pytest.importorskip("pandas")
    export_store(store, tmp_path, ("csv",))
    articles = pandas.read_csv(tmp_path / "articles.csv")
    assert sorted(articles["source_id"]) == ["a.txt", "b.txt"]
    funding = pandas.read_csv(tmp_path / "funding.csv", dtype=str)
    assert set(funding["amount"].dropna()) >= {"48454.95", "41186.71"}
    events = pandas.read_csv(tmp_path / "events.csv")
    assert "koncerts „Upe”" in set(events["title"]) or "Upe" in set(events["title"])


def test_csv_for_a_latvian_excel(store: Path, tmp_path: Path) -> None:
    export_store(store, tmp_path, ("csv",), ExportOptions(locale="lv"))
    raw = (tmp_path / "funding.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig")), delimiter=";"))
    assert {"48454,95", "41186,71"} <= {row["amount"] for row in rows}


def test_a_cell_is_never_a_formula(store: Path, tmp_path: Path) -> None:
    export_store(store, tmp_path, ("csv",))
    with (tmp_path / "articles.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    cells = [cell for row in rows for cell in row]
    assert "'=1+1" in cells
    assert any(cell.startswith("'=Svētki") for cell in cells)
    assert not any(cell.startswith(("=", "+", "@")) for cell in cells)


def test_csv_opens_in_a_spreadsheet(store: Path, tmp_path: Path) -> None:
    pandas = pytest.importorskip("pandas")
    openpyxl = pytest.importorskip("openpyxl")
    export_store(store, tmp_path, ("csv",))
    pandas.read_csv(tmp_path / "mentions.csv").to_excel(tmp_path / "m.xlsx", index=False)
    sheet = openpyxl.load_workbook(tmp_path / "m.xlsx").active
    assert "Valkas kultūras nams" in {cell.value for row in sheet.iter_rows() for cell in row}


def test_parquet_in_pyarrow(store: Path, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    export_store(store, tmp_path, ("parquet",))
    rows = parquet.read_table(tmp_path / "funding.parquet").to_pylist()
    assert Decimal("48454.9500") in {row["amount"] for row in rows}
    mentions = parquet.read_table(tmp_path / "mentions.parquet").to_pylist()
    assert all(TEXT[m["span_start"] : m["span_end"]] == m["text"] for m in mentions[:5])


def test_json_lines(store: Path, tmp_path: Path) -> None:
    export_store(store, tmp_path, ("jsonl",))
    lines = (tmp_path / "projects.jsonl").read_text(encoding="utf-8").splitlines()
    (project,) = [json.loads(line) for line in lines]
    assert project["name"] == "Zaļā upe"
    assert project["total"] == "48454.95"
    assert "\\u" not in lines[0]


@pytest.mark.filterwarnings("ignore:.*deprecated:DeprecationWarning:rdflib.*")
def test_json_ld_in_rdflib_and_pyld(store: Path, tmp_path: Path) -> None:
    rdflib = pytest.importorskip("rdflib")
    pyld = pytest.importorskip("pyld.jsonld")
    export_store(store, tmp_path, ("jsonld",))
    path = tmp_path / "records.jsonld"
    graph = rdflib.Graph().parse(path, format="json-ld")
    schema = rdflib.Namespace("https://schema.org/")
    assert len(list(graph.subjects(rdflib.RDF.type, schema.Project))) == 1
    (concert,) = graph.subjects(rdflib.RDF.type, schema.MusicEvent)
    assert str(graph.value(concert, schema.startDate)) == "2022-06-18T17:00"
    grants = list(graph.subjects(rdflib.RDF.type, schema.MonetaryGrant))
    amounts = {str(v) for g in grants for v in graph.objects(graph.value(g, schema.amount))}
    assert "41186.71" in amounts
    assert pyld.expand(json.loads(path.read_text(encoding="utf-8")))


def test_calendar(store: Path, tmp_path: Path) -> None:
    icalendar = pytest.importorskip("icalendar")
    export_store(store, tmp_path, ("ical",))
    raw = (tmp_path / "events.ics").read_bytes()
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    calendar = icalendar.Calendar.from_ical(raw)
    events = {str(e["SUMMARY"]): e for e in calendar.walk("VEVENT")}
    concert = next(e for name, e in events.items() if "Upe" in name)
    start = concert.decoded("DTSTART")
    assert start.replace(tzinfo=None) == dt.datetime(2022, 6, 18, 17)
    assert start.utcoffset() == dt.timedelta(hours=3)
    assert "Valkas kultūras nams" in str(concert["LOCATION"])
    days = next(e for name, e in events.items() if "Ūdens" in name)
    assert days.decoded("DTSTART") == dt.date(2022, 6, 20)
    assert days.decoded("DTEND") == dt.date(2022, 6, 23)
    assert not any("sanāksm" in name for name in events)  # 'rudenī' is no day


def test_geojson(store: Path, tmp_path: Path) -> None:
    validator = pytest.importorskip("geojson_pydantic")
    dump = tmp_path / "LV.txt"
    connection = duckdb.connect(str(store), read_only=True)
    query = "SELECT ids['geonames'] FROM mentions WHERE value = 'Rīga'"
    (riga,) = connection.execute(query).fetchone() or ("",)
    connection.close()
    dump.write_text(f"{riga}\tRīga\tRiga\t\t56.946\t24.10589\tP\tPPLC\n", encoding="utf-8")
    options = ExportOptions(coordinates=read_coordinates(dump))
    export_store(store, tmp_path, ("geojson",), options)
    collection = validator.FeatureCollection.model_validate_json(
        (tmp_path / "places.geojson").read_bytes()
    )
    places = {f.properties["name"]: f for f in collection.features}
    assert places["Valkas kultūras nams"].properties["events"] == 1
    assert places["Valkas kultūras nams"].geometry is None
    assert tuple(places["Rīga"].geometry.coordinates) == (24.10589, 56.946)


@pytest.mark.parametrize("line", ["1\tRīga", "1\tR\tR\t\tx\t24\n", "1\tR\tR\t\t156\t24\n"])
def test_a_broken_line_of_coordinates(tmp_path: Path, line: str) -> None:
    path = tmp_path / "LV.txt"
    path.write_text("2\tA\tA\t\t1\t2\n" + line, encoding="utf-8")
    with pytest.raises(CoordinatesError, match=r"LV\.txt:2"):
        read_coordinates(path)


def test_schemas_validate_what_comes_out(nlp: spacy.Language, store: Path, tmp_path: Path) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    export_store(store, tmp_path, ("schemas",))
    schema = json.loads((tmp_path / "schemas" / "Extraction.schema.json").read_bytes())
    jsonschema.Draft202012Validator.check_schema(schema)
    extraction = novads.extract(TEXT, nlp=nlp)
    jsonschema.validate(json.loads(extraction.model_dump_json()), schema)


def test_a_missing_store(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"none\.duckdb: no such file"):
        export_store(tmp_path / "none.duckdb", tmp_path, ("csv",))


def test_another_database(tmp_path: Path) -> None:
    connection = duckdb.connect(str(tmp_path / "other.duckdb"))
    connection.execute("CREATE TABLE t (x INTEGER)")
    connection.close()
    with pytest.raises(StoreError, match="no novads store"):
        export_store(tmp_path / "other.duckdb", tmp_path, ("csv",))


def test_an_unknown_format(store: Path, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no such format: 'xlsx'"):
        export_store(store, tmp_path, ("xlsx",))
