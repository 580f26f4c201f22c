"""Reading YAML safely, with lines."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge.files import yaml_tree
from bot.knowledge.files.yaml_tree import Mapping, Scalar, Sequence, parse_tree, plain, read_tree
from bot.knowledge.problems import Report


def problems(text: str) -> list[str]:
    report = Report("a.yaml")
    parse_tree(text, report)
    return [str(problem) for problem in report.problems]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: 1", 1),
        ("a: 56.0", 56.0),
        ("a: 56,0", "56,0"),
        ("a: '1'", "1"),
        ("a: 2021-03-10", date(2021, 3, 10)),
        ("a: 2021-02-30", "2021-02-30"),
        ("a: yes", True),
        ("a: ~", None),
        ("a:", None),
        ("a: !!str 1", "1"),
        ("a: !!int nio", "nio"),
        ("a: 0o8", "0o8"),
        ("a: " + "9" * 5000, "9" * 5000),
        ("a: [1, två]", [1, "två"]),
        ("a: |\n  en\n  två\n", "en\ntvå\n"),
    ],
)
def test_values(text: str, value: object) -> None:
    assert plain(parse_tree(text, Report(""))) == {"a": value}


def test_lines_and_keys() -> None:
    tree = parse_tree("yes: 1\nno:\n  - a\n  - b\n", Report(""))
    assert isinstance(tree, Mapping)
    assert tree.key_lines == {"yes": 1, "no": 2}
    listed = tree.entries["no"]
    assert isinstance(listed, Sequence)
    assert [item.line for item in listed.items] == [3, 4]
    assert isinstance(tree.entries["yes"], Scalar)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ["a.yaml:1: the file is empty"]),
        ("# bara en kommentar\n", ["a.yaml:1: the file is empty"]),
        ("a: \x01", ["a.yaml:1: not valid YAML: a character that YAML does not allow"]),
        ("a: 1\nb: 2\na: 3", ['a.yaml:3: the key "a" is already given on line 1']),
        ("a: &x 1\nb: *x", [
            "a.yaml:1: anchors (&x) are not allowed", "a.yaml:2: aliases (*x) are not allowed"]),
        ("a: !!python/name:os.system 1", [
            "a.yaml:1: tags (tag:yaml.org,2002:python/name:os.system) are not allowed"]),
        ("a: !!binary aGVq", ["a.yaml:1: tags (tag:yaml.org,2002:binary) are not allowed"]),
        ("a: !!set {b}", ["a.yaml:1: tags (tag:yaml.org,2002:set) are not allowed"]),
        ("a: 1\n---\nb: 2", ["a.yaml:2: a file holds one YAML document, not several"]),
        ("? [a]\n: 1", ["a.yaml:1: a key must be a word, not a list"]),
    ],
)  # fmt: skip
def test_refused(text: str, expected: list[str]) -> None:
    assert problems(text) == expected


@pytest.mark.parametrize("loader", [yaml_tree._LOADER, yaml.SafeLoader], ids=["default", "python"])
@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[" * 21, 1),
        ("[" * 100_000, 1),
        ("{" * 100_000, 1),
        ("[ " * 100_000, 1),
        ("[\n" * 100_000, 21),
        ("[{a: " * 100_000, 1),
        ("- " * 100_000, 1),
        ("- " * 10 + "[" * 100_000, 1),
        ("\n".join(" " * depth + "a:" for depth in range(100)), 21),
    ],
)
def test_nested_too_deep(text: str, line: int, loader: type, monkeypatch: pytest.MonkeyPatch) -> None:
    """Our own bound comes first, however the library words its own."""
    monkeypatch.setattr(yaml_tree, "_LOADER", loader)
    assert problems(text) == [f"a.yaml:{line}: nested deeper than 20 levels; take out brackets or indentation"]


def test_as_deep_as_is_allowed() -> None:
    assert problems("[" * 20 + "]" * 20) == []
    assert problems("a: '" + "[x" * 5000 + "'") == []


@pytest.mark.parametrize("text", ["a: 1\nb: [", "a: 1\n\tb: 2", "a: 1\nb: 'c", "a: 1\n- b"])
def test_syntax(text: str) -> None:
    (problem,) = problems(text)
    assert problem.startswith("a.yaml:2: not valid YAML: ")


def test_alias_bomb() -> None:
    lines = ["a0: &a0 [ha, ha, ha, ha, ha, ha, ha, ha, ha]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)]
    found = problems("\n".join(lines))
    assert found[0] == "a.yaml:1: anchors (&a0) are not allowed"
    assert len(found) == 20


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"a: 1\nb: \xe5\xe4\xf6\n", "a.yaml:1: the file a.yaml is not UTF-8: byte 8 cannot be read"),
        (b"#" * 5_000_001, "a.yaml:1: the file a.yaml has 5000001 bytes; at most 5000000 are read"),
        (None, "a.yaml:1: the file a.yaml does not exist"),
    ],
)
def test_files(tmp_path: Path, content: bytes | None, expected: str) -> None:
    path = tmp_path / "a.yaml"
    if content is not None:
        path.write_bytes(content)
    report = Report("a.yaml")
    assert read_tree(path, report) is None
    assert [str(problem) for problem in report.problems] == [expected]


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.dates() | st.text(st.characters(codec="utf-8")),
    lambda inner: st.lists(inner) | st.dictionaries(st.from_regex(r"\A[a-zåäö_]{1,8}\Z"), inner),
    max_leaves=20,
)


@given(VALUES)
def test_reads_as_the_safe_loader_does(value: object) -> None:
    text = yaml.safe_dump(value, allow_unicode=True)
    report = Report("")
    tree = parse_tree(text, report)
    if not report.problems:
        assert plain(tree) == yaml.safe_load(text)
    else:
        assert any(reason in str(report.problems) for reason in ("anchors", "nested", "key"))


@given(st.one_of(st.text(), st.text(st.sampled_from("ab:- \n[]{},&*!|>'\"#?%\t1"))))
def test_any_text_is_a_tree_or_a_problem(text: str) -> None:
    report = Report("")
    tree = parse_tree(text, report)
    assert tree is not None or report.problems
    assert all("\n" not in str(problem) for problem in report.problems)


def test_plain() -> None:
    text = "votes: {yes: 5, no: 3}\nabout: [skola, 2021-03-10]\nby:\n"
    tree = parse_tree(text, Report("case.yaml"))
    assert plain(tree) == {
        "votes": {"yes": 5, "no": 3},
        "about": ["skola", date(2021, 3, 10)],
        "by": None,
    }
    assert plain(None) is None
