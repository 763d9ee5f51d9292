"""Questions that go on from an answer, from the report around what was cited."""

from corpus.types import Kind
from qa.page.followups import candidates
from tests.qa.page.pieces import CHAPTER, CRIME, NOTHING, RATES, RATES_TABLE, TEAMS, cite, found, passage

CITED = passage("The force uses integrated offender management (IOM) and a new system (XYZ).")
REPORT = [passage("It is a summary.", CHAPTER), CITED, passage("Teams work well.", TEAMS)]


def test_an_abbreviation_that_is_explained_nearby_is_asked_about() -> None:
    offered = candidates(found(cite("offender", CITED)), REPORT, [])
    assert "What does IOM stand for?" in offered
    assert "What does XYZ stand for?" not in offered


def test_headings_that_are_questions_are_offered_the_next_one_first() -> None:
    offered = candidates(found(cite("offender", CITED)), REPORT, [])
    assert "How well do teams work?" in offered
    assert "Preventing crime" not in offered


def test_headings_of_another_chapter_are_not_offered() -> None:
    far = passage("Far away.", ("Another chapter", "How far is it?"))
    assert "How far is it?" not in candidates(found(cite("offender", CITED)), [*REPORT, far], [])


def test_what_was_asked_is_not_offered_again() -> None:
    offered = candidates(found(cite("offender", CITED)), REPORT, ["what does iom stand for", "How well do teams work"])
    assert offered == ()


def test_a_figure_from_a_table_leads_to_those_beside_it() -> None:
    rates = passage(RATES, kind=Kind.TABLE, table=RATES_TABLE)
    offered = candidates(found(cite("8.2", rates, 1), "What was the burglary rate in England?"), [rates], [])
    assert offered[:2] == ("What was the burglary rate in Lancashire?", "What was the Crime rate in England?")


def test_nothing_follows_where_the_reports_do_not_say() -> None:
    assert candidates(NOTHING, REPORT, []) == ()


def test_nothing_is_offered_for_a_section_that_is_gone() -> None:
    assert candidates(found(cite("offender", CITED)), [passage("New.", ("New",))], []) == ()
    assert CITED.section == CRIME
