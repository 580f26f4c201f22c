"""The report of a draft: what was found, what is uncertain, and what no fact covers."""

from __future__ import annotations

from collections import Counter
from typing import TextIO

from bot.drafting.speakers.own_documents import FORMS
from bot.drafting.writing.case_writer import KINDS
from bot.drafting.writing.saving import Saved
from bot.drafting.writing.wording import shortened
from bot.knowledge.coverage import coverage

_NAMES = {
    "decisions": "beslutspunkter",
    "amounts": "belopp och siffror",
    "goals": "mål",
    "positions": "ställningstaganden",
    "details": "övriga uppgifter",
}
_MOST = 40  # passages that are shown


def warnings(saved: Saved) -> list[str]:
    """What makes a draft doubtful as a whole, in Swedish."""
    draft = saved.draft
    missing = {key for key, _ in draft.header.doubts}
    found = []
    if not saved.facts:
        found.append("inga uppgifter hittades: läs handlingen, och skriv dem för hand")
    elif not draft.decisions and draft.header.document_type not in FORMS:
        found.append("inget beslut hittades")
    if "title" in missing:
        found.append("ingen rubrik hittades: filens namn står i dess ställe")
    if draft.header.document_type is None:
        found.append("okänd sorts handling: läs extra noga")
    return found


def print_report(saved: Saved, out: TextIO) -> None:
    """Print a report in Swedish, for whoever is to review the draft."""
    draft, header = saved.draft, saved.draft.header
    print(f"{saved.folder / 'case.yaml'}", file=out)
    print(f"  {header.title}", file=out)
    shown = (header.document_type, header.reference, header.body, header.date and header.date.isoformat())
    print("  " + " · ".join(str(part) for part in shown if part), file=out)
    for warning in warnings(saved):
        print(f"  OBS: {warning}", file=out)
    counts = Counter(fact.kind for fact in saved.facts)
    print("\nHittat", file=out)
    for kind in KINDS:
        print(f"  {counts[kind]:5}  {_NAMES[kind]}", file=out)
    print(f"  {len(draft.people):5}  personer", file=out)
    print(f"  {len(draft.attachments):5}  bilagor", file=out)
    if saved.carried:
        print(f"  {saved.carried:5}  uppgifter har kvar det som människor skrivit", file=out)
    if saved.dropped:
        print(f"  {saved.dropped:5}  uppgifter utelämnade: citatet gick inte att slå fast", file=out)
    doubts = [(fact, doubt) for fact in saved.facts if fact.found for doubt in fact.found.doubts]
    print(f"\nGranska ({len(doubts) + len(header.doubts) + len(draft.notes)})", file=out)
    for note in draft.notes:
        print(f"  {note}", file=out)
    for key, doubt in header.doubts:
        print(f"  {key}: {doubt}", file=out)
    for fact, doubt in doubts:
        print(f"  {fact.name}: {doubt}", file=out)
    for source in coverage(saved.case):
        print(f"\nInte citerat i {source.title} ({source.share:.0%} av texten är citerad)", file=out)
        for passage in source.unquoted[:_MOST]:
            print(f"  s. {passage.quotes[0].page}  {shortened(passage.summary, 100)}", file=out)
        if len(source.unquoted) > _MOST:
            print(f"  och {len(source.unquoted) - _MOST} till", file=out)
