"""Each format, read from a real file of it that another library wrote."""

from __future__ import annotations

import csv
import datetime as dt
import gzip
import io
import json
import tarfile
import zipfile
from pathlib import Path

import pytest

from novads.articles.readers import FieldNames, read_paths
from novads.objects import Article, ErrorRecord

TEXT = "Sestdien, 25. jūnijā, plkst. 12.00 Ķekavas parkā sāksies novada svētki.\n"
PAGE = """<!doctype html><html lang="lv"><head><meta charset="{charset}">
<title>Svētki parkā</title><link rel="canonical" href="https://example.lv/svetki">
<meta property="article:published_time" content="2022-06-18T23:30:00+03:00">
<style>p {{ color: red }}</style><script>var virsraksts = "Skripts nav teksts";</script></head>
<body><nav><ul><li><a href="/">Sākums</a></li><li><a href="/k">Kontakti</a></li></ul></nav>
<article><h1>Svētki parkā</h1><p>Sestdien, 25. jūnijā, parkā sāksies novada svētki.</p>
<script>alert("Skripts nav teksts")</script><p>Projekta izmaksas ir 12 500 eiro.</p></article>
</body></html>"""


def read(*paths: Path | str, fields: FieldNames | None = None) -> list[Article | ErrorRecord]:
    return list(read_paths(paths, fields=fields))


def articles(*paths: Path | str, fields: FieldNames | None = None) -> list[Article]:
    items = read(*paths, fields=fields)
    assert all(isinstance(item, Article) for item in items), items
    return [item for item in items if isinstance(item, Article)]


def error(*paths: Path | str, fields: FieldNames | None = None) -> ErrorRecord:
    (item,) = read(*paths, fields=fields)
    assert isinstance(item, ErrorRecord), item
    return item


def test_a_page(tmp_path: Path) -> None:
    path = tmp_path / "svetki.html"
    path.write_text(PAGE.format(charset="utf-8"), encoding="utf-8")
    (article,) = articles(path)
    assert article.title == "Svētki parkā"
    assert article.published == dt.date(2022, 6, 18)
    assert article.url == "https://example.lv/svetki"
    assert "novada svētki." in article.text
    assert "12 500 eiro" in article.text
    assert "Skripts" not in article.text
    assert "color" not in article.text
    assert article.source_id == path.as_posix()


@pytest.mark.parametrize("charset", ["windows-1257", "ISO-8859-13", "utf-8"])
def test_a_page_in_the_encoding_that_it_states(tmp_path: Path, charset: str) -> None:
    path = tmp_path / "svetki.htm"
    path.write_bytes(PAGE.format(charset=charset).encode(charset))
    (article,) = articles(path)
    assert "Sestdien, 25. jūnijā, parkā sāksies novada svētki." in article.text
    assert article.encoding is not None


def test_a_page_that_states_the_wrong_encoding(tmp_path: Path) -> None:
    path = tmp_path / "svetki.html"
    path.write_bytes(PAGE.format(charset="utf-8").encode("windows-1257"))
    (article,) = articles(path)
    assert "jūnijā" in article.text
    assert article.encoding == "windows-1257"
    path.write_bytes(PAGE.format(charset="windows-1257").encode())
    (article,) = articles(path)
    assert (article.encoding, "jūnijā" in article.text) == ("utf-8", True)


def test_the_date_of_a_page_does_not_hang_on_the_day(tmp_path: Path) -> None:
    path = tmp_path / "svetki.html"
    for year in ("1994", "2022", "2061"):
        html = PAGE.format(charset="utf-8").replace("2022-06-18T", f"{year}-06-18T")
        path.write_text(html, encoding="utf-8")
        (article,) = articles(path)
        assert article.published == dt.date(int(year), 6, 18)


def test_a_page_without_a_date_has_none(tmp_path: Path) -> None:
    path = tmp_path / "svetki.html"
    text = "<p>Svētki bija 2019. gada 5. maijā.</p><p>Nākamie būs 12.06.2023. parkā.</p>"
    path.write_text(f"<html><body><article>{text}</article></body></html>", encoding="utf-8")
    (article,) = articles(path)
    assert article.published is None


def test_a_page_with_a_broken_byte_comes_out(tmp_path: Path) -> None:
    path = tmp_path / "svetki.html"
    path.write_bytes(PAGE.format(charset="utf-8").encode().replace(b"eiro", b"eir\xff"))
    (article,) = articles(path)
    assert "eir\ufffd" in article.text
    assert "jūnijā" in article.text
    assert article.encoding == "utf-8, broken"


@pytest.mark.parametrize("suffix", [".json", ".jsonl", ".ndjson"])
def test_json_with_guessed_fields(tmp_path: Path, suffix: str) -> None:
    rows: list[dict[str, object]] = [
        {"ID": 7, "Virsraksts": "Svētki", "Saturs": TEXT, "Datums": "18.06.2022.", "saite": "u"},
        {"ID": 8, "Virsraksts": None, "Saturs": 'a "b" [c] {d} \\', "Datums": "", "n": [{"k": 1}]},
    ]
    path = tmp_path / f"raksti{suffix}"
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    text = json.dumps(rows, indent=1) if suffix == ".json" else "\n".join(lines)
    path.write_text(text, encoding="utf-8")
    first, second = articles(path)
    assert first == Article(
        text=TEXT,
        title="Svētki",
        url="u",
        published=dt.date(2022, 6, 18),
        source_id="7",
        encoding="utf-8",
    )
    assert (second.source_id, second.text, second.published) == ("8", 'a "b" [c] {d} \\', None)


def test_json_without_a_list_around_it(tmp_path: Path) -> None:
    path = tmp_path / "raksti.json"
    path.write_text('{"text": "a"}\n{"text": "b"} ', encoding="utf-8")
    assert [a.text for a in articles(path)] == ["a", "b"]
    path.write_text('{\n "text": "c"\n}', encoding="utf-8")
    assert [a.text for a in articles(path)] == ["c"]


def table(path: Path, delimiter: str, encoding: str = "utf-8") -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file, delimiter=delimiter)
        writer.writerow(["Nr", "Publicēts", "Virsraksts", "Teksts", "Piezīmes; citas"])
        writer.writerow([1, "2022-06-18", "Svētki", TEXT, "a,b"])
        writer.writerow([2, "18.06.2022.", "", 'Pulcējas „Ausma"\r\nun citi; arī, "visi"', "=1+1"])
    return path


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1257"])
def test_csv(tmp_path: Path, delimiter: str, encoding: str) -> None:
    first, second = articles(table(tmp_path / "raksti.csv", delimiter, encoding))
    assert (first.text, first.title, first.source_id) == (TEXT, "Svētki", "1")
    assert first.published == second.published == dt.date(2022, 6, 18)
    assert second.text == 'Pulcējas „Ausma"\r\nun citi; arī, "visi"'
    assert second.title is None
    assert first.encoding == encoding.replace("-sig", "").replace("utf-16", "utf-16-le")


def test_tsv_and_a_stated_separator(tmp_path: Path) -> None:
    assert len(articles(table(tmp_path / "raksti.tsv", "\t"))) == 2
    path = tmp_path / "excel.csv"
    path.write_text("sep=;\r\ntext;date\r\na,b;2022-01-01\r\n", encoding="utf-8")
    assert [a.text for a in articles(path)] == ["a,b"]


def test_parquet_written_by_arrow(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    pq = pytest.importorskip("pyarrow.parquet")
    path = tmp_path / "raksti[1].parquet"
    days = [dt.date(2022, 6, 18), None]
    columns = {"id": [1, 2], "teksts": [TEXT, None], "datums": days, "skaits": [1.5, 2.5]}
    pq.write_table(pa.table(columns), path)
    good, bad = read(path)
    assert isinstance(good, Article)
    assert (good.text, good.source_id, good.published) == (TEXT, "1", days[0])
    assert isinstance(bad, ErrorRecord)
    assert (bad.source_id, bad.reason) == ("2", "teksts: missing")


def test_parquet_whose_text_is_stored_as_bytes(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    pq = pytest.importorskip("pyarrow.parquet")
    path = tmp_path / "raksti.parquet"
    pq.write_table(pa.table({"text": pa.array([TEXT.encode("cp1257"), b"\x00"])}), path)
    good, bad = read(path)
    assert isinstance(good, Article)
    assert (good.text, good.encoding) == (TEXT, "windows-1257")
    assert isinstance(bad, ErrorRecord)
    assert bad.source_id == f"{path.as_posix()}:2"


def test_warc_written_by_warcio(tmp_path: Path) -> None:
    path = write_warc(tmp_path / "crawl.warc.gz", gzipped=True)
    told: list[tuple[str, str]] = []
    items = list(read_paths([path], skipped=lambda *what: told.append(what)))
    page, chunked, short = items
    assert isinstance(page, Article)
    assert page.source_id == f"{path.as_posix()}!/20230501120000/https://example.lv/a"
    assert page.url == "https://example.lv/a"
    assert page.published == dt.date(2022, 6, 18)
    assert page.encoding == "windows-1257"
    assert "jūnijā" in page.text
    assert isinstance(chunked, Article)
    assert (chunked.url, chunked.text) == ("https://example.lv/b", page.text)
    assert isinstance(short, ErrorRecord)
    assert short.reason == "no article text found in the page"
    assert [reason for _, reason in told] == [
        "the server answered 404",
        "not HTML but image/png",
        "a record of the type resource",
    ]
    plain = write_warc(tmp_path / "crawl.warc", gzipped=False)
    assert [type(item) for item in read(plain)] == [Article, Article, ErrorRecord]


def write_warc(path: Path, *, gzipped: bool) -> Path:
    pytest.importorskip("warcio")
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    class Writer(WARCWriter):  # type: ignore[misc]
        def _create_temp_file(self) -> io.BytesIO:  # warcio's own is never closed
            return io.BytesIO()

    html = PAGE.format(charset="utf-8").encode("windows-1257")
    packed = gzip.compress(html)
    chunks = b"".join(
        b"%x\r\n%b\r\n" % (len(part), part) for part in (packed[:100], packed[100:], b"")
    )
    kind = ("Content-Type", "text/html; charset=Windows-1257")
    wrapped = [kind, ("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked")]
    responses = [
        ("https://example.lv/a", "200 OK", [kind], html),
        ("https://example.lv/none", "404 Not Found", [kind], html),
        ("https://example.lv/b", "200 OK", wrapped, chunks),
        ("https://example.lv/c.png", "200 OK", [("Content-Type", "image/png")], b"\x89PNG"),
        ("https://example.lv/empty", "200 OK", [kind], b"<html><body></body></html>"),
    ]
    day = {"WARC-Date": "2023-05-01T12:00:00Z"}
    with path.open("wb") as file:
        writer = Writer(file, gzip=gzipped)
        writer.write_record(writer.create_warcinfo_record(path.name, {"software": "test"}))
        for url, status, headers, body in responses:
            head = StatusAndHeaders(status, headers, protocol="HTTP/1.1")
            record = writer.create_warc_record(
                url, "response", io.BytesIO(body), http_headers=head, warc_headers_dict=day
            )
            writer.write_record(record)
        note = io.BytesIO(b"<html>")
        writer.write_record(writer.create_warc_record("urn:x", "resource", note))
    return path


def members(tmp_path: Path) -> dict[str, bytes]:
    return {
        "a/raksts.txt": TEXT.encode(),
        "b.html": PAGE.format(charset="utf-8").encode(),
        "c.csv": table(tmp_path / "c.csv", ";").read_bytes(),
        "d.jsonl.gz": gzip.compress(json.dumps({"text": "rinda"}).encode()),
        "e.warc.gz": write_warc(tmp_path / "e.warc.gz", gzipped=True).read_bytes(),
        "attels.png": b"\x89PNG",
        "mape/": b"",
    }


EXPECTED = ["Article", "Article", "Article", "Article", "Article", "Article", "Article"]


def check_members(path: Path) -> None:
    items = read(path)
    names = [(item.source_id or "").removeprefix(f"{path.as_posix()}!/") for item in items]
    assert names == [
        "a/raksts.txt",
        "b.html",
        "1",
        "2",
        "d.jsonl.gz:1",
        "e.warc.gz!/20230501120000/https://example.lv/a",
        "e.warc.gz!/20230501120000/https://example.lv/b",
        "e.warc.gz!/20230501120000/https://example.lv/empty",
    ]
    assert [type(item).__name__ for item in items] == [*EXPECTED, "ErrorRecord"]


def write_zip(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, raw in files.items():
            archive.writestr(name, raw)
    return out.getvalue()


def write_tar(files: dict[str, bytes], mode: str = "w:") -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:  # type: ignore[call-overload]
        for name, raw in files.items():
            info = tarfile.TarInfo(name.rstrip("/"))
            info.type = tarfile.DIRTYPE if name.endswith("/") else tarfile.REGTYPE
            info.size = len(raw)
            archive.addfile(info, io.BytesIO(raw))
    return out.getvalue()


def test_zip(tmp_path: Path) -> None:
    path = tmp_path / "arhivs.zip"
    path.write_bytes(write_zip(members(tmp_path)))
    check_members(path)


@pytest.mark.parametrize("suffix", [".tar", ".tar.gz", ".tgz"])
def test_tar(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"arhivs{suffix}"
    path.write_bytes(write_tar(members(tmp_path), "w:" if suffix == ".tar" else "w:gz"))
    check_members(path)


def test_an_archive_in_an_archive(tmp_path: Path) -> None:
    inner = write_zip({"x.txt": b"x", "y.tar": write_tar({"z.txt": b"z"})})
    path = tmp_path / "arhivs.tar.gz"
    path.write_bytes(write_tar({"inner.zip": inner, "last.txt": b"l"}, "w:gz"))
    good, deep, last = read(path)
    assert good.source_id == f"{path.as_posix()}!/inner.zip!/x.txt"
    assert isinstance(deep, ErrorRecord)
    assert deep.source_id == f"{path.as_posix()}!/inner.zip!/y.tar"
    assert "no deeper" in deep.reason
    assert isinstance(last, Article)


def test_parquet_in_an_archive(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    pq = pytest.importorskip("pyarrow.parquet")
    pq.write_table(pa.table({"text": [TEXT]}), tmp_path / "t.parquet")
    path = tmp_path / "arhivs.zip"
    path.write_bytes(write_zip({"t.parquet": (tmp_path / "t.parquet").read_bytes()}))
    (article,) = articles(path)
    assert (article.text, article.source_id) == (TEXT, f"{path.as_posix()}!/t.parquet:1")


@pytest.mark.parametrize("name", ["a.txt.gz", "a.html.gz", "a.csv.gz", "a.json.gz"])
def test_gzip_of_any(tmp_path: Path, name: str) -> None:
    raw = {
        "a.txt.gz": TEXT.encode(),
        "a.html.gz": PAGE.format(charset="utf-8").encode(),
        "a.csv.gz": b"text\r\na\r\n",
        "a.json.gz": b'[{"text": "a"}]',
    }[name]
    path = tmp_path / name
    half = len(raw) // 2
    path.write_bytes(gzip.compress(raw[:half]) + gzip.compress(raw[half:]))
    (article,) = articles(path)
    assert (article.source_id or "").startswith(path.as_posix())


def test_bzip2_in_a_zip(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("a.txt", TEXT)
    assert articles(path)[0].text == TEXT
