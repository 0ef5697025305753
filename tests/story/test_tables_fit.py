"""Tables for a terminal: however narrow it is, no number is cut."""

import io
import re

import pytest
from rich.console import Console

from esnsim.cli.output.tables import TableColumn, print_columns, stacked

NUMBERS = ["0.2", "+0.2 to +4.6", "1,234", "2026-11-22", "12,345 of 23,456"]
NAMES = ["campaign with leaders and ambassadors", "none"]


def printed(width):
    """The same table on a page so wide."""
    page = Console(file=io.StringIO(), width=width, markup=False, highlight=False)
    told = [TableColumn("", NAMES, words=True), *(TableColumn("share of all", [each, "-"]) for each in NUMBERS)]
    narrow = [told[0], stacked(told[1], told[2]), *told[3:]]
    print_columns(page, told, narrow, title="Table")
    return page.file.getvalue()


@pytest.mark.parametrize("width", [200, 120, 100, 90, 80, 70, 60, 50, 40])
def test_no_number_is_cut_however_narrow_the_page_is(width):
    """Heads are broken first, then columns are put below each other, then rows become lines."""
    text = printed(width)

    assert max(map(len, text.splitlines())) <= width
    assert "\N{HORIZONTAL ELLIPSIS}" not in text
    for number in NUMBERS:
        assert re.search(rf"(?<![\d.,]){re.escape(number)}(?![\d.,])", text)
    for word in NAMES[0].split():
        assert word in text


def test_heads_stay_whole_where_there_is_room():
    assert printed(200).count("share of all") == len(NUMBERS)
    assert printed(80).count("share of all") < len(NUMBERS)
