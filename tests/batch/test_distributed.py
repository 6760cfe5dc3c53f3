"""Many machines: a real Ray cluster of two nodes on this one. Runs where Ray is installed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from stubs import Rows, Stub, articles

from novads.articles.readers import read_paths
from novads.batch.distributed import RayRun
from novads.batch.engines import InProcess
from novads.batch.journal import Journal
from novads.batch.local import RESULTS, Run
from novads.errors import NovadsError
from novads.objects import Article

ray = pytest.importorskip("ray", reason="Ray is an extra: pip install 'novads[ray]'")
pytestmark = pytest.mark.filterwarnings("ignore")

MEMORY = 100 * 2**20


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    from ray.cluster_utils import Cluster

    before = os.environ.get("PYTHONPATH")
    # the workers import the stub by its name
    os.environ["PYTHONPATH"] = str(Path(__file__).parent)
    os.environ["RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO"] = "0"
    head = {"num_cpus": 2, "object_store_memory": MEMORY, "include_dashboard": False}
    cluster = Cluster(initialize_head=True, head_node_args=head)
    try:
        ray.init(address=cluster.address, log_to_driver=False, configure_logging=False)
        yield cluster
    finally:
        ray.shutdown()
        cluster.shutdown()
        if before is None:
            del os.environ["PYTHONPATH"]
        else:
            os.environ["PYTHONPATH"] = before


def write(path: Path, items: list[Article]) -> None:
    path.write_text("".join(item.model_dump_json() + "\n" for item in items), encoding="utf-8")


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Six files: articles, one that fails, copies of text and of articles, one that is no file."""
    folder = tmp_path_factory.mktemp("ray") / "texts"
    folder.mkdir()
    many = articles(600)
    many[17] = Article(text="FAIL", source_id="bad")
    for n in range(5):
        write(folder / f"{n}.jsonl", many[n * 120 : (n + 1) * 120])
    copy = many[3].model_copy(update={"source_id": "copy"})
    write(folder / "5.jsonl", [copy, many[5], Article(text="Cits.", source_id="x")])
    return folder


@pytest.fixture(scope="module")
def local(texts: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """What a run on this machine writes."""
    out = tmp_path_factory.mktemp("local")
    with Journal(out, RESULTS, "v") as journal:
        Run(InProcess(Stub(), Rows()), journal)(read_paths([str(texts), str(texts / "none.txt")]))
    return (out / RESULTS).read_text(encoding="utf-8")


def joined(out: Path) -> str:
    files = sorted(out.iterdir())
    assert all(file.name.endswith(".jsonl") for file in files)
    return "".join(file.read_text(encoding="utf-8") for file in files)


def test_the_output_equals_the_local_run(
    cluster: Any, texts: Path, local: str, tmp_path: Path
) -> None:
    summary = RayRun(Stub(), "v").run([str(texts), str(texts / "none.txt")], str(tmp_path / "out"))
    assert joined(tmp_path / "out") == local
    assert (summary.articles, summary.duplicates, summary.repeated) == (601, 1, 1)
    assert summary.errors == 2


def test_a_node_that_is_killed_loses_nothing(
    cluster: Any, texts: Path, local: str, tmp_path: Path
) -> None:
    node = cluster.add_node(num_cpus=2, object_store_memory=MEMORY)
    cluster.wait_for_nodes()
    killed = threading.Event()

    def kill() -> None:
        time.sleep(8)
        cluster.remove_node(node, allow_graceful=False)
        killed.set()

    threading.Thread(target=kill, daemon=True).start()
    RayRun(Stub(delay=0.03), "v", workers=3).run(
        [str(texts), str(texts / "none.txt")], str(tmp_path / "out")
    )
    assert killed.is_set(), "it was over before"
    assert joined(tmp_path / "out") == local


def test_any_file_system(cluster: Any, texts: Path, tmp_path: Path) -> None:
    """An address of fsspec's instead of a path; S3 is read just so."""
    RayRun(Stub(), "v").run([f"file://{texts}/5.jsonl"], f"file://{tmp_path}/out")
    lines = [json.loads(line) for line in joined(tmp_path / "out").splitlines()]
    assert [line["source_id"] for line in lines] == ["copy", "raksti/00005.txt", "x"]


def test_a_folder_with_something_in_it_is_left_alone(texts: Path, tmp_path: Path) -> None:
    (tmp_path / "x").write_text("")
    with pytest.raises(NovadsError, match="not empty"):
        RayRun(Stub(), "v").run([str(texts)], str(tmp_path))


def test_the_library_does_not_need_ray() -> None:
    code = "import novads.cli_session, novads.batch.distributed, sys; print('ray' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "False"
