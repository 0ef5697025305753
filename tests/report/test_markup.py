"""Nothing in a name is markup in a report written as Markdown."""

import pytest
from markdown_it import MarkdownIt

from esnsim.markup import code, without_markup

NASTY = (
    "*bold* _it_ **x**", "a|b", "`code`", "<b>x</b>", "[x](y)", "![x](y)", "# head", "- item", "+ item", "1. item",
    "2) item", "=====", "~~gone~~", "&amp; &lt;", "a\\*b", "> said", "---", "a  \n b", "<script>alert(1)</script>",
)  # fmt: skip
READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def words(tokens):
    """What a reader sees, None if anything is more than plain text."""
    if any(each.type not in ("text", "text_special", "softbreak") for each in tokens):
        return None
    return "".join(each.content for each in tokens)


@pytest.mark.parametrize("name", NASTY)
def test_a_name_is_read_as_it_is_written(name):
    """As a paragraph of its own, where lists and headings begin, and in the cell of a table."""
    seen = " ".join(name.split())
    paragraph = READER.parse(without_markup(name))
    cell = READER.parse(f"| a | b |\n|---|---|\n| {without_markup(name)} | 7 |\n")

    assert [each.type for each in paragraph] == ["paragraph_open", "inline", "paragraph_close"]
    assert words(paragraph[1].children) == seen
    read = [words(each.children) for each in cell if each.type == "inline"]
    assert read == ["a", "b", seen, "7"]


@pytest.mark.parametrize("name", ["programmes.a|b[0].dose", "a`b", "``", "plain"])
def test_a_path_in_a_table_of_columns_is_code_as_it_is(name):
    read = READER.parse(f"| a | b |\n|---|---|\n| {code(name)} | 7 |\n")
    (cell,) = [each for each in read if each.type == "inline" and each.children[0].type == "code_inline"]

    assert cell.children[0].content == name
