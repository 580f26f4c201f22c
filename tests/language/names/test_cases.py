"""Cases in a text: which are named, by what, and how surely against each other."""

from __future__ import annotations

import pytest

from bot.language.names.cases import CaseName, CaseNames
from bot.language.tokens import tokenize

KNOWN = CaseNames(
    [
        CaseName("bad", ("KS 2024/171",), "Ekhamns kommun", "kommunstyrelsen", frozenset({2024}), 5, frozenset({52})),
        CaseName(
            "hall",
            ("KFN 2024/9",),
            "Ekhamns kommun",
            "kultur- och fritidsnämnden",
            frozenset({2024}),
            9,
            frozenset({7}),
        ),
        CaseName("bro", ("TN 2023/4",), "Granviks kommun", "tekniska nämnden", frozenset({2023}), 5, frozenset({52})),
    ]
)


def named(text: str, years: tuple[int, ...] = ()) -> tuple[set[str], set[str]]:
    """The cases that are named most surely, and those that are named beyond doubt."""
    of_paragraph, rest = KNOWN.of_paragraph(text)
    found = KNOWN.find(tokenize(rest), years, of_paragraph)
    most = max(found.cases.values(), default=0.0)
    return {case for case, surely in found.cases.items() if surely == most}, set(found.by_reference)


@pytest.mark.parametrize(
    ("text", "most", "given"),
    [
        ("vad kostar badet", set(), set()),
        ("vad beslutades i ekhamn", {"bad", "hall"}, set()),
        ("ks 2024/171 vad kostar det", {"bad"}, {"bad"}),
        ("kfn vad sa sd", {"hall"}, set()),
        ("kommunstyrelsens beslut om badet", {"bad"}, set()),
        ("§ 7 vad kostar den", {"hall"}, {"hall"}),
        ("§ 52 granvik varför reserverade sig s", {"bro"}, set()),
        ("paragraf 52 ks i ekhamn", {"bad"}, set()),
        ("vad kostar taket i § 9", set(), set()),
    ],
)
def test_a_text_names_cases(text: str, most: set[str], given: set[str]) -> None:
    assert named(text) == (most, given)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("vad kostar ks 2024/171", ["vad", "kostar"]),
        ("vad kostar bad", ["vad", "kostar"]),  # a case's id
        ("granviks bro", []),
        ("tn 2023/4 vad kostar den", ["vad", "kostar", "den"]),
    ],
)
def test_which_words_name_a_case(text: str, left: list[str]) -> None:
    tokens = tokenize(text)
    found = KNOWN.find(tokens, ())
    assert [token.word for number, token in enumerate(tokens) if number not in found.tokens] == left
    assert found.tokens <= set(range(len(tokens)))


def test_a_paragraph_of_another_town_is_not_meant_beyond_doubt() -> None:
    assert named("§ 7 i granvik") == ({"bro"}, set())


def test_years_and_months_tell_cases() -> None:
    assert named("vad beslutades om vägar", (2023,))[0] == {"bro"}
    assert named("vad beslutades i september")[0] == {"hall"}


def test_what_all_cases_share_names_none() -> None:
    alike = CaseNames([CaseName(each, (), "Ekhamns kommun", "kommunstyrelsen", frozenset()) for each in ("a", "b")])
    assert alike.find(tokenize("ks i ekhamn"), ()).cases == {}


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("ska det vara gratis att parkera", set()),
        ("ska det vara gratis i vara", {"1-Vara"}),
        ("Vara inte rädd", set()),
        ("vad beslutade Vara om parkering", {"1-Vara"}),
        ("det är bra. Vara snäll och svara", set()),
        ("SKA DET VARA GRATIS", set()),
        ("vara kommun parkering", {"1-Vara"}),
        ("how big are the costs", set()),
        ("den lilla parken vid bron", set()),
        ("skolor lilla edet", {"1-Lilla Edets"}),
        ("Lilla Edets skolor", {"1-Lilla Edets"}),
        ("en bro i upplands-bro", {"1-Upplands-Bro"}),
        ("vem betalar väsbys bro", {"1-Upplands Väsby"}),
        ("ekhamns badhus", {"1-Ekhamns"}),
    ],
)
def test_an_everyday_word_names_a_municipality_where_it_is_written_as_a_name(text: str, meant: set[str]) -> None:
    towns = ("Vara", "Åre", "Lilla Edets", "Upplands-Bro", "Upplands Väsby", "Ekhamns")
    known = CaseNames([CaseName(f"1-{town}", (), f"{town} kommun", None, frozenset()) for town in towns])
    found = known.find(tokenize(text), ()).cases
    most = max(found.values(), default=0.0)
    assert {case for case, surely in found.items() if surely == most} == meant
