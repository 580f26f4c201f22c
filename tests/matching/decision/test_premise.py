"""Premises: questions that take for granted what the document contradicts, beside such as it answers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.answering.answer import Status
from bot.answering.answerer import Answerer
from bot.evaluation.questions import read_questions
from bot.evaluation.score import evaluate
from bot.matching.decision.premise import is_contradicted
from bot.matching.query.question import read_question

FILE = Path(__file__).parents[2] / "data" / "questions" / "premise.jsonl"
CASE = "ks-2020-1616"


@pytest.mark.parametrize(
    ("fact", "question", "expected"),
    [
        # opposite words
        ("amounts/mordforsok-okning", "Varför minskade mordförsöken?", True),
        ("amounts/mordforsok-okning", "Varför ökade mordförsöken?", False),
        ("details/beredningen-tillstyrker", "Vad var skälet till att beredningen röstade ned förslaget?", True),
        ("positions/v-kultur-omfordelning", "Varför fick kulturnämnden nya pengar?", True),
        ("positions/foredragande-innovation", "På vilket sätt har pandemin bromsat digitaliseringen?", True),
        # another stance
        ("positions/fi-forslag-om-sluta-skjut", "Varför är Fi emot sluta skjut?", True),
        ("positions/fi-forslag-om-sluta-skjut", "Varför vill Fi ha sluta skjut?", False),
        ("positions/v-talangbostader", "Why is the Left Party so keen on homes for talents?", True),
        ("positions/v-privatiserad-aldreomsorg", "Vad tycker V är så bra med privat äldreomsorg?", True),
        ("positions/v-privatiserad-aldreomsorg", "Vad tycker V är så dåligt med privat äldreomsorg?", False),
        # a denial on one side only
        ("positions/s-medarbetarnas-insatser", "Varför är S inte tacksamma mot de anställda?", True),
        ("positions/s-medarbetarnas-insatser", "Varför är S så tacksamma mot de anställda?", False),
        ("positions/s-individuell-vardbedomning", "Varför fick de äldre den vård de hade rätt till?", True),
        ("positions/s-individuell-vardbedomning", "Varför fick de äldre inte den vård de hade rätt till?", False),
        # a wish for what is opposed
        ("positions/v-ohallbart-sanka-skatter", "Varför vill V sänka skatten?", True),
        ("positions/v-ohallbart-sanka-skatter", "Varför vill V inte sänka skatten?", False),
        ("positions/s-extern-kommission", "Varför vill S ha en extern kommission?", False),
        # somebody else blamed
        ("positions/s-brister-i-politiken", "Varför skyller S på de anställda?", True),
        ("positions/s-brister-i-politiken", "Varför skyller S på politiken?", False),
        # nothing is taken for granted
        ("amounts/mordforsok-okning", "Minskade mordförsöken?", False),
        ("amounts/mordforsok-okning", "Hur snabbt ökar mordförsöken?", False),
        ("positions/fi-forslag-om-sluta-skjut", "Är Fi emot sluta skjut?", False),
        ("amounts/mordforsok-okning", "", False),
    ],
)
def test_is_contradicted(bot: Answerer, fact: str, question: str, expected: bool) -> None:
    lexicon = bot.matcher.ranker.lexicon
    assert is_contradicted(read_question(question, lexicon), bot.knowledge.by_id[f"{CASE}/{fact}"], lexicon) is expected


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Varför är Vänsterpartiet för talangbostäder?", None),
        ("Varför gillar Vänsterpartiet talangbostäder?", "Frågan utgår från något annat"),
        ("Why is the Left Party so keen on talent housing?", "takes for granted"),
    ],
)
def test_what_contradicts_is_shown(bot: Answerer, question: str, said: str | None) -> None:
    """A refusal that says why, with the passage that contradicts and no other."""
    answer = bot.ask(question).answer
    if said is None:
        assert answer.status in (Status.ANSWERED, Status.LIKELY)
        return
    assert (answer.status, answer.reason, answer.facts) == (Status.DECLINED, "not_in_case", ())
    assert said in answer.text
    assert [fact.id for fact in answer.related] == [f"{CASE}/positions/v-talangbostader"]


def of_all_facts(bot: Answerer) -> Iterator[tuple[str, bool]]:
    lexicon = bot.matcher.ranker.lexicon
    for fact in bot.knowledge.cases[CASE].facts:
        for text in fact.questions:
            yield text, is_contradicted(read_question(text, lexicon), fact, lexicon)


def test_curated_questions_are_seldom_taken_for_false(bot: Answerer) -> None:
    contradictions = [text for text, contradicted in of_all_facts(bot) if contradicted]
    assert len(contradictions) < 0.005 * len(list(of_all_facts(bot))), contradictions


def test_few_false_premises_are_stated_and_most_true_ones_answered(bot: Answerer) -> None:
    """Questions in pairs about the same passages: what the document contradicts, and what it answers."""
    outcomes = list(evaluate(bot, read_questions(FILE)))
    false = [outcome.answer.status is Status.ANSWERED for outcome in outcomes if outcome.expected.declines]
    true = [outcome.right for outcome in outcomes if not outcome.expected.declines]
    assert sum(false) < 0.2 * len(false)
    assert sum(true) > 0.65 * len(true)
