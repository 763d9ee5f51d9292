"""A list is given item by item, as the report sets it: bullets, parts after a colon, or words joined by commas."""

from dataclasses import replace

import pytest

from corpus.types import Kind, Passage, Sentence
from qa.candidates import Candidate
from qa.lists import coordinated, items_of
from qa.questions import QuestionKind
from tests.fakes import hit, passage

BULLETS = passage(
    "The force works with these partners:\nthe county council;\nlocal schools (primary and secondary); and\n"
    "housing charities.",
    section=("Partners",),
    kind=Kind.LIST_ITEM,
    lead=1,
)
COLON = passage(
    "Leaders matter. The force has three priorities: to cut burglary; to protect victims (children, above all); and "
    "to train officers.",
    section=("Priorities",),
)


def items(span: str, question: str, where: Passage, kind: QuestionKind = "list") -> list[str]:
    start = where.text.index(span)
    found = items_of(Candidate(hit(where), start, start + len(span), 1.0, 1.0), question, kind)
    return [where.text[begin:end] for begin, end in found]


PARTNERS = ["the county council", "local schools (primary and secondary)", "housing charities"]
PRIORITIES = ["to cut burglary", "to protect victims (children, above all)", "to train officers"]


def test_one_bullet_stands_for_the_list_that_was_asked_for() -> None:
    assert items("the county council", "Which partners does the force work with?", BULLETS) == PARTNERS


def test_several_bullets_stand_for_the_list() -> None:
    assert items("the county council;\nlocal schools (primary and secondary)", "Who?", BULLETS) == PARTNERS


def test_a_bullet_of_a_list_about_something_else_is_no_list() -> None:
    assert items("the county council", "Who repairs the roads of Kent?", BULLETS) == []


def test_a_bullet_is_one_answer_where_one_is_asked_for() -> None:
    assert items("the county council", "Who pays for road repairs?", BULLETS, "other") == []


def test_the_parts_after_a_colon_are_items() -> None:
    assert items("to cut burglary; to protect victims", "What are the priorities of the force?", COLON) == PRIORITIES


def test_bullets_within_one_line_are_items_up_to_the_end_of_their_sentence() -> None:
    text = "Both councils; Plans should have: • dates, set early; and • costs • names. They should also be short."
    where = replace(passage(text), sentences=(Sentence(0, len(text), 1),))
    assert items("dates", "What should plans have?", where) == ["dates, set early", "costs", "names"]


def test_a_sentence_before_the_list_is_no_part_of_it() -> None:
    assert items("Leaders matter.", "What are the priorities?", COLON) == []


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("schools, clubs and shops", ["schools", "clubs", "shops"]),
        ("schools, clubs, and shops", ["schools", "clubs", "shops"]),
        ("schools and clubs", ["schools", "clubs"]),
        ("both schools and clubs", ["schools", "clubs"]),
        ("schools, clubs or shops", ["schools", "clubs", "shops"]),
        ("primary schools; football clubs; and shops", ["primary schools", "football clubs", "shops"]),
        (
            "the council (parks, roads and bins), schools and clubs",
            ["the council (parks, roads and bins)", "schools", "clubs"],
        ),
        (
            "social care, health, crime and justice, and transport",
            ["social care", "health", "crime and justice", "transport"],
        ),
        ("the clubs of the town and the shops of the county", ["the clubs of the town", "the shops of the county"]),
        ("Land Registry, Ordnance Survey and Companies House", ["Land Registry", "Ordnance Survey", "Companies House"]),
        (
            "whether care leavers are in education, employment or training, and whether they have a home",
            ["whether care leavers are in education, employment or training", "whether they have a home"],
        ),
        (
            "Ofsted, His Inspectorate of Constabulary and Fire (HMICFRS) and His Inspectorate of Probation",
            ["Ofsted", "His Inspectorate of Constabulary and Fire (HMICFRS)", "His Inspectorate of Probation"],
        ),
        ("the Domestic Abuse and Violence Group", []),
        ("schools", []),
        ("a plan that officers and their managers wrote with and for the victims of crime", []),
        ("4,120 burglaries", []),
    ],
)
def test_words_joined_by_commas_and_and_are_items(text: str, parts: list[str]) -> None:
    assert items(text, "Which places do they visit?", passage(f"They visit {text}.")) == parts


def test_an_enumeration_that_breaks_off_is_taken_to_its_end() -> None:
    where = passage("They attend meetings, sit on panels, and arrange trips, such as walks.")
    assert items("attend meetings, sit on panels", "What do they get up to?", where, "other") == [
        "attend meetings",
        "sit on panels",
        "arrange trips",
    ]


@pytest.mark.parametrize(
    ("rest", "items_after"),
    [
        (
            "; using tools, forms and maps; and writing to partners.",
            ["using tools, forms and maps", "writing to partners"],
        ),
        ("; the rest followed later.", []),  # another clause: no last item
    ],
)
def test_an_enumeration_parted_by_semicolons_is_taken_to_its_end(rest: str, items_after: list[str]) -> None:
    where = passage(f"The practices are showing commitment; aligning goals, aims and measures{rest}")
    said = ["showing commitment", "aligning goals, aims and measures"]
    assert items("; ".join(said), "What are the practices?", where) == [*said, *items_after]


def test_an_item_after_with_ends_an_enumeration() -> None:
    where = passage("They weigh risks alongside children, their families and with other professionals.")
    assert items("children, their families", "Who with?", where) == [
        "children",
        "their families",
        "with other professionals",
    ]


def test_things_named_as_examples_are_items_unasked() -> None:
    where = passage("They work on new plans such as the hub and the strategy.")
    span = "new plans such as the hub and the strategy"
    assert items(span, "What do they work on?", where, "other") == ["the hub", "the strategy"]


def test_examples_of_one_item_among_others_are_not_the_list() -> None:
    text = "parks, halls, including chess and golf halls"
    assert items(text, "Which places do they visit?", passage(f"They visit {text}."))[0] == "parks"


def test_two_parts_that_open_alike_are_items_unasked() -> None:
    where = passage("Reviews allow carers to reflect on challenges and to celebrate achievements.")
    span = "to reflect on challenges and to celebrate achievements"
    assert items(span, "What do carers get to do?", where, "other") == [
        "to reflect on challenges",
        "to celebrate achievements",
    ]


def test_one_item_is_not_taken_for_the_enumeration_that_may_follow_it() -> None:
    where = passage("Schools are told of incidents, and in most cases, and soon, they respond.")
    assert items("incidents", "What are schools told of?", where) == []


def test_a_clause_between_commas_is_no_item() -> None:
    where = passage("They wrote a plan, which, with a review, gives a start and a goal.")
    assert items("a plan, which, with a review, gives a start and a goal", "What is it?", where, "other") == []


@pytest.mark.parametrize(
    ("span", "parts"),
    [
        ("sections 20 and 17 of the Act", []),
        ("between 22 and 26 February 2016", []),
        ("from 3 May to noon and at night", ["from 3 May to noon", "at night"]),
        ("12 and 14", ["12", "14"]),
    ],
)
def test_figures_that_need_each_others_words_stay_together(span: str, parts: list[str]) -> None:
    assert items(span, "Which parts and days are they?", passage(f"They used {span}.")) == parts


def test_words_joined_by_and_stay_together_where_no_list_is_asked_for() -> None:
    assert items("schools and clubs", "What do they visit?", passage("They visit schools and clubs."), "other") == []


def test_a_whole_sentence_is_no_list() -> None:
    where = passage("Its work in schools and its care for victims are good.")
    assert items("Its work in schools and its care for victims are good.", "Which strengths?", where) == []


@pytest.mark.parametrize(
    ("kind", "parts"), [("other", ["schools", "clubs", "shops"]), ("explanation", []), ("figure", [])]
)
def test_an_enumeration_is_a_list_unasked_but_not_in_an_explanation(kind: QuestionKind, parts: list[str]) -> None:
    text = "schools, clubs and shops"
    assert items(text, "Who is visited?", passage(f"They visit {text}."), kind) == parts


def test_every_item_stands_in_the_passage() -> None:
    start = COLON.text.index("to cut")
    spans = items_of(
        Candidate(hit(COLON), start, start + 20, 1.0, 1.0), "What are the priorities of the force?", "list"
    )
    assert all(0 <= begin < end <= len(COLON.text) for begin, end in spans)


def test_a_bullet_without_words_is_no_item() -> None:
    where = passage("The force works with these partners:\nschools;\n;\nclubs.", kind=Kind.LIST_ITEM, lead=1)
    assert items("schools", "Which partners does the force work with?", where) == ["schools", "clubs"]


REFERRALS = passage("Most referrals are from schools and clubs, or are self-referrals. Nobody checks them.")


def joined(best: str, other: str, kind: QuestionKind = "other", margin: float = 2.0, where: Passage = REFERRALS) -> str:
    first, second = (
        Candidate(hit_, where.text.index(span), where.text.index(span) + len(span), score, score)
        for hit_, span, score in ((hit(where), best, 5.0), (hit(where), other, margin))
    )
    return " + ".join(where.text[start:end] for start, end in coordinated(first, [first, second], kind))


@pytest.mark.parametrize("kind", ["other", "list"])
def test_answers_that_an_or_joins_are_items(kind: QuestionKind) -> None:
    assert joined("schools and clubs", "self-referrals", kind) == "schools and clubs + self-referrals"


def test_items_are_given_in_the_order_of_the_text() -> None:
    assert joined("self-referrals", "schools and clubs") == "schools and clubs + self-referrals"


@pytest.mark.parametrize(
    ("other", "kind", "margin"),
    [
        ("self-referrals", "explanation", 2.0),  # one of two tellings of the same reason
        ("self-referrals", "other", -0.5),  # not taken for an answer
        ("Most referrals", "other", 2.0),  # no "and" between
        ("Nobody", "other", 2.0),  # another sentence
    ],
)
def test_other_spans_are_no_items(other: str, kind: QuestionKind, margin: float) -> None:
    assert joined("schools and clubs", other, kind, margin) == ""


def test_a_joined_span_that_is_an_enumeration_is_taken_apart() -> None:
    where = passage("They enjoy meetings and events, including takeover days, themed weeks and projects.")
    said = joined("meetings and events", "takeover days, themed weeks and projects", where=where)
    assert said == "meetings and events + takeover days + themed weeks + projects"
