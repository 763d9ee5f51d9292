"""Command line: `python -m qa "question" [--report ID] [--json]` prints one answer with its citations."""

from corpus.settings import keep_to_this_machine

keep_to_this_machine()

import argparse
import json
import logging
import sys
from dataclasses import asdict
from typing import NoReturn

from corpus.types import CorpusError
from index.progress import terminal_progress
from index.types import IndexProblem
from qa import Answer, Citation, QuestionError, Suggestion, ask, prepare
from qa.cite import below_title
from qa.questions import checked
from qa.reader.reader import ReaderProblem


def main() -> int:
    """Ask one question; exit status 0 with an answer, 2 when the reports do not say, 1 for a problem."""
    logging.basicConfig(level=logging.ERROR)
    parser = _Parser(prog="python -m qa", description="Ask the indexed reports one question.")
    parser.add_argument("question")
    parser.add_argument("--report", action="append", metavar="ID", help="only this report (may be given again)")
    parser.add_argument("--history", action="append", default=[], metavar="QUESTION", help="an earlier question")
    parser.add_argument("--json", action="store_true", help="print the answer as JSON")
    options = parser.parse_args()
    try:
        checked(options.question)  # what cannot be asked is said before anything is loaded
        with terminal_progress() as progress:
            prepare(progress if sys.stderr.isatty() else None)
        answer = ask(options.question, options.history, options.report)
    except (QuestionError, CorpusError, IndexProblem, ReaderProblem) as error:
        print(error, file=sys.stderr)
        return 1
    print(json.dumps(asdict(answer), ensure_ascii=False, indent=1) if options.json else as_text(answer))
    return 0 if answer.found else 2


class _Parser(argparse.ArgumentParser):
    """A parser whose complaints leave with 1: argparse's own 2 is the status of a question that was refused."""

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(1, f"{message}. Put -- before a question that begins with a dash.\n")


def as_text(answer: Answer) -> str:
    """The answer as lines for a terminal: the answer, then each quote with the answer in [[ ]] and its place."""
    if not answer.found:
        lines = [answer.message]
        for suggestion in answer.nearby:
            lines += [
                "",
                "You may want to read: " + _place(suggestion),
                "  " + " ".join(suggestion.text.split())[:200] + " …",
            ]
        return "\n".join(lines)
    items: list[str] = list(answer.items)
    if answer.kind == "comparison":
        items = [f"{citation.title}: {item}" for citation, item in zip(answer.citations, items, strict=True)]
    lines = ["\n".join(f"• {item}" for item in items) if items else answer.text]
    if answer.message:
        lines.append(answer.message)
    for citation in answer.citations:
        lines += [
            "",
            "  " + _marked(citation).replace("\n", "\n  "),
            "  — " + _place(citation),
        ]
    return "\n".join(lines)


def _marked(citation: Citation) -> str:
    start, end = citation.answer
    return f"{citation.quote[:start]}[[{citation.quote[start:end]}]]{citation.quote[end:]}"


def _place(place: Citation | Suggestion) -> str:
    return " › ".join((place.title, *below_title(place))) + (f", p. {place.page}" if place.page else "")


if __name__ == "__main__":
    sys.exit(main())
