"""Documents whose text is no text that can be read, and those that only look so."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.drafting.documents.document import DocumentError, read_document

SWEDISH = "Nämnden beslutar att bygga ett badhus för 40 miljoner kronor i hamnen, och att det ska stå klart år 2027. "
ENGLISH = "The committee decides to build a bath house for 40 million kronor by the harbour, and that it opens in May. "
SHIFTED = str.maketrans({chr(code): chr(code + 1) for code in range(33, 250)})  # a font with letters of its own


@pytest.mark.parametrize("text", [SWEDISH, ENGLISH, SWEDISH.upper()])
def test_is_read(text: str, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(text * 5, encoding="utf-8")
    assert read_document(path).text.split() == (text * 5).split()


@pytest.mark.parametrize("text", [SWEDISH, ENGLISH])
def test_letters_that_are_others_than_one_sees(text: str, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text((text * 5).translate(SHIFTED), encoding="utf-8")
    with pytest.raises(DocumentError, match=r"hardly any of its words are Swedish or English ones.*save the document"):
        read_document(path)


def test_a_short_text_is_not_judged(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Badhus Ekestad dnr KS 2025/12", encoding="utf-8")
    assert read_document(path).text.startswith("Badhus")
