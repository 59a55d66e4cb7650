"""The one replaced function of WeasyPrint: if it changes, this file says so before a letter looks wrong."""

import logging
from types import SimpleNamespace

import pytest
import weasyprint
from weasyprint.layout import inline

from replies.letters import justify


def test_weasyprint_is_the_version_the_replacement_was_written_for():
    assert weasyprint.__version__.split(".")[0] == "70"
    assert justify.is_expected(inline)


def test_installing_twice_changes_nothing():
    assert justify.install() is True
    assert justify.install() is True
    assert inline.justify_line is justify.justify_line


@pytest.mark.parametrize(
    "changed", [SimpleNamespace(), SimpleNamespace(justify_line=lambda line: None, create_layout=print)]
)
def test_a_changed_weasyprint_is_left_alone(changed, monkeypatch, caplog):
    monkeypatch.setattr(weasyprint.layout, "inline", changed)
    with caplog.at_level(logging.ERROR):
        assert justify.install() is False
    assert "WeasyPrint 的排版接口已变化" in caplog.text
    assert getattr(changed, "justify_line", None) is not justify.justify_line
