"""manage.py bench letters: the figures and where they come from. How fast anything is, no test says."""

import io
import json
from contextlib import contextmanager
from itertools import islice

import pytest
from django.core.management import CommandError, call_command

from replies.letters import engine, obstacles, patches
from replies.letters.pdf import default_layout
from replies.management.benchmarks import engines, run, worker
from replies.management.benchmarks.letters import letters


class FakeWorker:
    """Takes 0.1 s a letter, stock 0.4 s; every letter has seven pages."""

    def __init__(self, name, size, seed):
        self.spent = {"ours": 0.1, "stock": 0.4}[name]

    def measure(self, first, last):
        count = last - first
        return {"cpu": [self.spent] * count, "pages": [7] * count, "wall": 0.2 * count, "memory": 200.0, "peak": 250.0}

    def ask(self, first, last):
        self.asked = first, last

    def answer(self):
        return self.measure(*self.asked)

    def stop(self):
        pass


class FakeBrowser:
    def measure(self, contents):
        return 0.5 * len(contents)


@contextmanager
def browser():
    yield FakeBrowser()


@pytest.fixture(autouse=True)
def fakes(monkeypatch):
    monkeypatch.setattr(engines, "Worker", FakeWorker)
    monkeypatch.setattr(engines, "chromium", browser)
    monkeypatch.setattr(engines, "libreoffice", lambda contents: 0.2 * len(contents))


def figures(**options):
    out, err = io.StringIO(), io.StringIO()
    call_command("bench", "letters", **({"size": 3} | options), stdout=out, stderr=err)
    return json.loads(out.getvalue())


def test_it_prints_the_figures_of_one_and_of_two_processes():
    found = figures()
    assert (found["size"], found["seed"], found["mean_pages"]) == (3, 1, 7)
    assert (found["letters_per_second"], found["pages_per_second"], found["cpu_per_letter"]) == (5, 35, 0.1)
    assert found["two_processes"] == {
        "letters_per_second": 7.5, "pages_per_second": 52.5, "cpu_per_letter": 0.1, "peak_memory_mb": 500,
    }  # fmt: skip
    assert found["peak_memory_mb"] == {"1": 250, "2": 500}
    assert found["memory_growth_mb"] == {"after_20_percent": 200, "at_the_end": 200, "growth": 0}
    assert found["seven_pages_cpu"] == 0.1
    assert found["versions"]["weasyprint"].startswith("70.")


def test_it_compares_with_the_others():
    found = figures()
    assert found["compared_letters"] == 3
    assert found["cpu_ratio_to_stock"] == 0.25
    assert found["cpu_ratio_to_chromium"] == 0.2
    assert found["cpu_ratio_to_libreoffice"] == 0.5
    assert found["cpu_per_letter_compared"] == {"ours": 0.1, "stock": 0.4, "chromium": 0.5, "libreoffice": 0.2}
    assert found["why"] == {}


def test_a_program_that_is_missing_is_null_with_the_reason(monkeypatch):
    def missing(contents):
        raise engines.Missing("没有安装 LibreOffice。")

    monkeypatch.setattr(engines, "libreoffice", missing)
    monkeypatch.setattr(engines, "_playwright", missing_playwright)
    monkeypatch.setattr(engines, "chromium", lambda: real_chromium())
    found = figures()
    assert found["cpu_ratio_to_libreoffice"] is None
    assert found["cpu_ratio_to_chromium"] is None
    assert found["why"] == {"chromium": "没有安装 playwright（make dev）。", "libreoffice": "没有安装 LibreOffice。"}
    assert set(found["cpu_per_letter_compared"]) == {"ours", "stock"}


real_chromium = engines.chromium


def missing_playwright():
    raise engines.Missing("没有安装 playwright（make dev）。")


def test_a_program_that_fails_halfway_has_no_figure(monkeypatch):
    calls = []

    def fails(self, contents):
        calls.append(contents)
        if len(calls) > 1:  # the first warms it
            raise OSError("browser gone")
        return 1.0

    monkeypatch.setattr(FakeBrowser, "measure", fails)
    found = figures(size=25)
    assert found["cpu_ratio_to_chromium"] is None
    assert found["why"]["chromium"] == "browser gone"
    assert len(calls) == 2


def test_without_a_letter_of_seven_pages_it_says_so(monkeypatch):
    stock = FakeWorker.measure
    monkeypatch.setattr(FakeWorker, "measure", lambda *asked: stock(*asked) | {"pages": [2] * (asked[2] - asked[1])})
    found = figures()
    assert found["seven_pages_cpu"] is None
    assert found["why"] == {"seven_pages_cpu": "这些信中没有七页的。"}


def test_the_others_are_measured_on_the_first_letters_only(monkeypatch):
    monkeypatch.setattr(run, "COMPARED", 10)
    found = figures(size=25)
    assert (found["size"], found["compared_letters"]) == (25, 10)
    assert found["cpu_ratio_to_libreoffice"] == 0.5


def test_a_size_below_one_is_refused():
    with pytest.raises(CommandError, match="--size 至少为 1。"):
        figures(size=0)


# --- what is measured -------------------------------------------------------------------------------


def test_the_letters_depend_on_the_seed_only():
    assert list(letters(3, 5)) == list(islice(letters(30, 5), 3))
    assert list(letters(3, 5)) != list(letters(3, 6))


def test_the_letters_can_all_be_printed_and_differ():
    contents = list(letters(40, 1))
    assert [found for content in contents if (found := obstacles(content, default_layout(content)))] == []
    assert {default_layout(content) for content in contents} == {"document", "letter"}
    assert any(content.attachments for content in contents)
    assert any(len(content.addressees) == 12 for content in contents)
    assert any(len(content.signatories) > 1 for content in contents)


@pytest.mark.parametrize("name", ["ours", "stock"])
def test_a_worker_sets_letters_and_says_what_it_cost(name):
    try:
        found = worker._measure(worker.ENGINES[name](), list(letters(1, 1)))
    finally:
        engine.install()
        patches.install()
    assert len(found["cpu"]) == len(found["pages"]) == 1
    assert found["cpu"][0] > 0
    assert found["pages"][0] >= 1
    assert 0 < found["memory"] <= found["peak"] * 1.1


def test_the_cpu_of_a_process_tree_is_that_of_its_processes():
    import os

    before = engines.tree_cpu(os.getpid())
    sum(number * number for number in range(3_000_000))
    assert engines.tree_cpu(os.getpid()) > before
