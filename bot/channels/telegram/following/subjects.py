"""Subjects: what a person may follow (a case, a municipality, or a word), as it is written, named, and met by news."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property

from rapidfuzz import fuzz

from bot.answering.browse import Browser
from bot.answering.wording import enumerate_names, say
from bot.channels.telegram.views.markup import printable, shorten
from bot.knowledge.lazy import CaseCard
from bot.knowledge.news import News
from bot.language.names.places import bare_place
from bot.language.stems import Stems
from bot.language.tokens import fold, tokenize
from bot.state.follows import Follow, Sort

LONGEST_WORD = 40
"""Characters of a word, or two, that somebody follows."""
_WORDS = 2
_LEAST = 3  # letters of a word that says something
_TITLE = 85  # likeness, of 100, from which several words are taken to name a title
_NAMED = 80  # units of a title in a list


def read_subject(written: str, browser: Browser) -> Follow | None:
    """What is to be followed, as a person wrote it: a case's id, reference or title, a municipality, a word or two.

    None for what is none of these: too much, too little, or no word.
    """
    written = " ".join(printable(written).split()).strip(" \"'”“.,:;!?")
    if case := browser.case(written):
        return Follow(Sort.CASE, case.id)
    if place := _municipality(written, browser.cases):
        return Follow(Sort.MUNICIPALITY, place)
    if titled := _titled(written, browser.cases):
        return Follow(Sort.CASE, titled.id)
    tokens = tokenize(written)
    is_word = (
        0 < len(tokens) <= _WORDS
        and len(written) <= LONGEST_WORD
        and not any(token.is_figure for token in tokens)  # no dates, telephone or personal numbers are kept
        and any(len(token.word) >= _LEAST for token in tokens)
    )
    return Follow(Sort.WORD, " ".join(token.text for token in tokens).lower()) if is_word else None


def named(follow: Follow, browser: Browser, language: str) -> str:
    """What is followed, as part of a sentence: the title of a case, a municipality, a word in quotation marks."""
    if follow.sort is not Sort.CASE:
        return say(f"follow.{follow.sort.value}", language, what=follow.what)
    case = browser.case(follow.what)
    title = follow.what if case is None else case.title
    return say("follow.case", language, what=shorten(title, _NAMED))


def all_named(follows: Iterable[Follow], browser: Browser, language: str) -> str:
    """Several that are followed, as a list in running text."""
    return enumerate_names([named(follow, browser, language) for follow in follows], language)


class Meeting:
    """Tells which subjects news meet. A word is met where the title or what is decided has its stem."""

    def __init__(self, news: Iterable[News]) -> None:
        self._stems = Stems()
        self._news = [_Met(new, self._stemmed) for new in news]

    def of(self, follow: Follow) -> Iterator[News]:
        """The news that meet a subject, in order."""
        met = self._met_by(follow)
        return (new.news for new in self._news if met(new))

    def _met_by(self, follow: Follow) -> Callable[[_Met], bool]:
        if follow.sort is Sort.CASE:
            return lambda new: new.news.case.id == follow.what
        place = bare_place(follow.what)
        if follow.sort is Sort.MUNICIPALITY:
            return lambda new: new.place == place
        stems = self._stemmed(follow.what)
        return lambda new: stems <= new.stems or new.place == place

    def _stemmed(self, text: str) -> frozenset[str]:
        return frozenset(self._stems.of_tokens(tokenize(text)))


class _Met:
    def __init__(self, news: News, stemmed: Callable[[str], frozenset[str]]) -> None:
        self.news, self.place = news, bare_place(news.case.municipality or "")
        self._stemmed = stemmed

    @cached_property
    def stems(self) -> frozenset[str]:
        """Those of the title and of all that is to be quoted."""
        quotes = (quote.display_text for fact in self.news.facts for quote in fact.quotes)
        return self._stemmed("\n".join((self.news.case.title, *quotes)))


def _municipality(written: str, cases: Iterable[CaseCard]) -> str | None:
    """The municipality that is written, as a case has it; None where no case is of it."""
    wanted = bare_place(written)
    return next(
        (c.municipality for c in cases if wanted and c.municipality and bare_place(c.municipality) == wanted), None
    )


def _titled(written: str, cases: Iterable[CaseCard]) -> CaseCard | None:
    """The case whose title is written: word for word, or nearly where there are more words than one may follow."""
    wanted = fold(written)
    several = len(tokenize(written)) > _WORDS
    best: tuple[float, CaseCard] | None = None
    for case in cases:
        title = fold(case.title)
        if title == wanted:
            return case
        likeness = fuzz.token_set_ratio(wanted, title) if several else 0.0
        if likeness >= _TITLE and (best is None or likeness > best[0]):
            best = (likeness, case)
    return best[1] if best else None
