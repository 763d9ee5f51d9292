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
    next different answer by `sure_lead` (measured: the same answers as reading five
    at once, with 3.0 passages read of 4.9).
    A cell is looked for in the first `tables` passages: a table of grades has few words, many passages have more of
    the question's (on `tune` and the domain questions 43 cells found, 39 right, against 38 and 36 in the first ten).
    `nearby` are shown when there is no answer. `retrieval` is what one point of the search score counts in logits when
    spans of different passages compete. An answer is given when its confidence reaches `threshold`: raising it trades
    wrong answers for refusals. `verdict` is the least logit between Yes and No for which either is said: below it
    six in ten were right on 2,967 training questions of reports that the head was fitted without, up to 1.5 seven in
    ten, above 19 in 20 (on 212 other questions eight, eight and 19 in 20).
    `cell_margin` is the margin from which a table's cell that the reader picks is an answer where no label picks it by
    rule: of 120 questions in everyday words on 22 invented tables that nothing was taught on, 14 were answered rightly
    without it and CELLS with it, TRAPS of 92 traps wrongly.
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
    threshold: float = 0.2
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
    error 0.029 on these. With the threshold at 0.14 / 0.20 / 0.30 / 0.40, of the domain questions 84.9 / 84.6 / 83.8 /
    83.6 % of the answerable ones are right, 3.4 / 3.7 / 4.5 / 5.0 % refused wrongly and 76 / 81 / 85 / 87 % of the
    unanswerable ones rightly; of the 210 82 / 81 / 78 / 76, 8 / 13 / 16 / 18 and 83 / 87 / 87 / 87 %. Below 0.2 few
    answers are right, between 0.2 and 0.4 four in five.
    """

    bias: float = -2.784
    margin: float = 4.272
    lead: float = 0.228
    missing: float = -0.377
    asks_verdict: float = -2.432
    verdict: float = 0.332
    viewless: float = -0.876


TUNING = Tuning()
CONFIDENCE = ConfidenceWeights()
