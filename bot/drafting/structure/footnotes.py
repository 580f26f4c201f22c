"""Which blocks of lines are footnotes."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from bot.knowledge.source import Source
from bot.knowledge.sources.pages import Line

_FOOTNOTE = re.compile(r"(\d{1,2})\s+[A-ZÅÄÖ]|[¹²³⁴-⁹]")
_MATTER = re.compile(r"(?:§+|Paragraf)\s?\d+", re.IGNORECASE)


def footnote_blocks(blocks: Sequence[Sequence[Line]], source: Source) -> set[int]:
    """The blocks (by index) that are numbered and last on their page, and whose number stands in the text before."""
    found: set[int] = set()
    starts = source.page_starts
    for index in range(len(blocks) - 1, 0, -1):
        block = blocks[index]
        if not _FOOTNOTE.match(block[0].text) or len(block) > 8 or _MATTER.match(block[0].text):
            continue
        following = blocks[index + 1][0].start if index + 1 < len(blocks) else len(source.text)
        end = block[-1].end
        turns = bisect_right(starts, following) > bisect_right(starts, end)
        marked = any(
            re.search(rf"[^\W\d_][.,”\")]?{block[0].text.split()[0]}(?!\d)", line.text)
            for earlier in blocks[max(0, index - 12) : index]
            for line in earlier
        )
        if marked and (turns or index + 1 in found or source.text[end:following].strip() or index + 1 == len(blocks)):
            found.add(index)
    return found
