"""Pictures of the app for the documentation: without a browser that is said, and pages go on."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

FILE = Path(__file__).parents[2] / "docs" / "app_pictures.py"


@pytest.fixture
def app_pictures():
    """The module that lies beside the pages."""
    found = importlib.util.spec_from_file_location("app_pictures", FILE)
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


def test_where_there_is_no_browser_that_is_said(app_pictures, tmp_path, monkeypatch, capsys):
    pytest.importorskip("playwright.sync_api")
    monkeypatch.setattr(app_pictures, "CHROMIUM", ("no such browser",))
    taken = app_pictures.take_pictures(tmp_path / "pictures")

    assert taken == []
    assert "there is no Chromium. The pages are built without its pictures." in capsys.readouterr().err
    assert "where Chromium is at hand" in app_pictures.pictures_page(taken, "pictures")


def test_every_picture_says_what_is_to_be_seen(app_pictures):
    page = app_pictures.pictures_page(list(app_pictures.PICTURES), "pictures")

    for each in app_pictures.PICTURES:
        assert f"```{{figure}} pictures/{each.name}.png" in page
        assert page.count(each.text) == 2
    assert len({each.name for each in app_pictures.PICTURES}) == len(app_pictures.PICTURES)
