"""What the whole answering is tuned by, and the weights of its confidence, with the measurements that chose them.

What only one rule uses stands beside that rule: what a report of another kind or year loses in qa/routing.py, when a
table's row is clear in qa/tables/rows.py, what may be quoted in a comparison in qa/comparison.py, a list's items in
qa/lists.py, and how margin and lead are scaled in qa/confidence.py.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Tuning:
    """Chosen on the `tune` half of tests/quality and on the domain `dev` questions, never on the `held` half.

    Of the `searched` passages that search returns the first few are read, in rounds: after each round as many as
    `rounds` says, and no further round where the best answer beats "no answer here" by `sure_margin` logits and the
    next different answer by `sure_lead` (measured: the same answers as reading five at once, with 3.0 passages read of
    4.9; up to eight instead of five: of 210 fresh questions 83 -> 86 % right, of the domain's the same 88).
    A cell is looked for in the first `tables` passages: a table of grades has few words, many passages have more of
    the question's (on `tune` and the domain questions 43 cells found, 39 right, against 38 and 36 in the first ten).
    `nearby` are shown when there is no answer. `retrieval` is what one point of the search score counts in logits when
    spans of different passages compete. An answer is given when its confidence reaches `threshold`: raising it trades
    wrong answers for refusals. `verdict` is the least logit between Yes and No for which either is said: below it
    six in ten were right on 2,967 training questions of reports that the head was fitted without, up to 1.5 seven in
    ten, above 19 in 20 (on 212 other questions eight, eight and 19 in 20).
    `cell_margin` is the margin from which a table's cell that the reader picks is an answer where no label picks it by
    rule: of 120 questions in everyday words on 22 invented tables that nothing was taught on, 14 were answered rightly
    without it and 66 with it (20 and 15 wrongly), and of 92 traps 7 and 9.
    `table_confidence` is the confidence of an answer out of a table: 46 of 50 were right (`tune`, domain questions on
    the reports' PDFs, and questions on four further PDFs). `abbreviation_confidence` is that of words written
    out beside the abbreviation in a passage, which spell it letter by letter, `heading_confidence` that of a list whose
    heading the question asks for word by word: both set by judgement, too few were asked for to count.
    `stated_confidence` is that of what a report says of itself: in 51 reports the rules found 44 publication dates and
    47 of inspections, each looked at and right; not higher, as no other reports were looked at. `mentioned_confidence`
    is that of a sentence quoted in a comparison for naming the topic: it is on it, and not always the best on it.
    """

    searched: int = 10
    tables: int = 30
    rounds: tuple[int, ...] = (1, 3, 5, 8)
    sure_margin: float = 4.0
    sure_lead: float = 3.0
    nearby: int = 3
    retrieval: float = 1.0
    threshold: float = 0.26
    verdict: float = 0.5
    others: int = 3
    other_margin: float = 0.0
    cell_margin: float = 6.0
    table_confidence: float = 0.9
    heading_confidence: float = 0.85
    stated_confidence: float = 0.9
    mentioned_confidence: float = 0.5
    abbreviation_confidence: float = 0.95


@dataclass(frozen=True)
class ConfidenceWeights:
    """Logistic regression of "this answer is right" on what is known about it (see qa/confidence.py).

    Fitted by `python -m qa.evaluation calibrate` to the `tune` half of tests/quality, which weighs twice as much as the
    rest does together: the 461 domain `dev` questions whose whole report is there, and 85 near misses and yes/no
    questions and 180 and 210 fresh ones on the same reports (qa/evaluation: near, fresh, asked); expected calibration
    error 0.019 on these. With the threshold at 0.14 / 0.20 / 0.26 / 0.40, of the domain questions 88.6 / 88.1 / 87.5 /
    87.3 % of the answerable ones are right, 1.3 / 2.4 / 3.2 / 3.7 % refused wrongly and 73 / 87 / 88 / 89 % of the
    unanswerable ones rightly; of the 210 89 / 89 / 88 / 84, 5 / 6 / 6 / 11 and 80 / 81 / 91 / 94 %; of the 180 83 / 83
    / 83 / 81, 2 / 3 / 4 / 6 and 79 / 90 / 96 / 98 %.
    """

    bias: float = -1.865
    margin: float = 1.773
    lead: float = 0.431
    missing: float = -1.427
    asks_verdict: float = -2.527
    verdict: float = 0.405
    viewless: float = -0.364


TUNING = Tuning()
CONFIDENCE = ConfidenceWeights()
