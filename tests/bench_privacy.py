"""How much the privacy check finds in its corpus, what it marks by mistake, and how fast it reads."""

import time
from collections.abc import Callable

from facilitate.report.clearing.check_text import known_places
from facilitate.report.clearing.finding import find_passages

from .privacy_corpus import read_corpus, score_check


def bench_privacy_check(line: Callable[[str, str, str], None]) -> None:
    """Recall by kind, false alarms by the rule that raised them, and a megabyte of the corpus."""
    texts = read_corpus()
    found = score_check(texts)
    met, marks = found.met.total(), found.marks.total()
    line("identifying passages marked", f"{met}/{marks} = {met / marks:.1%}", "95 %")
    line(
        "identifying texts marked",
        f"{found.seen}/{found.identifying} = {found.seen / found.identifying:.1%}",
        "98 %",
    )
    line(
        "innocent texts marked",
        f"{found.alarmed}/{found.innocent} = {found.alarmed / found.innocent:.1%}",
        "15 %",
    )
    for kind in sorted(found.marks):
        line(f"  {kind}", f"{found.met[kind]}/{found.marks[kind]}", "-")
    for rule, times in found.alarms.most_common():
        line(f"  false alarms of “{rule}”", str(times), "-")
    known, once = known_places(), "\n".join(one.text for one in texts)
    began = time.process_time()
    find_passages(once * (1_000_000 // len(once)), known)
    line("a text of 1 MB", f"{time.process_time() - began:.1f} s", "10 s")
    lines = [f"{texts[turn % len(texts)].text} {turn}" for turn in range(6000)]
    began = time.process_time()
    for one in lines:
        find_passages(one, known)
    line("6,000 lines, one after the other", f"{time.process_time() - began:.1f} s", "10 s")
