"""Words too common to tell one question from another, folded; by language (ISO 639-1)."""

from __future__ import annotations

from pathlib import Path

from bot.language.word_file import read_words

BY_LANGUAGE: dict[str, frozenset[str]] = {
    language: frozenset(words.split())
    for language, words in read_words(Path(__file__).with_name("stopwords.yaml")).items()
}
SWEDISH = BY_LANGUAGE["sv"]
ENGLISH = BY_LANGUAGE["en"]
