"""The shipped report's structure, as its pages show it."""

import re

import pytest

from corpus import Block, Kind, Passage, Report

OVERVIEW = "Overview – How effective is the force at keeping people safe and reducing crime?"
PREVENTING = "How effective is the force at preventing crime and anti-social behaviour, and keeping people safe?"
INVESTIGATING = "How effective is the force at investigating crime and managing offenders?"
PROTECTING = "How effective is the force at protecting from harm those who are vulnerable, and supporting victims?"
TACKLING = (
    "How effective is the force at tackling serious and organised crime, including its arrangements for fulfilling "
    "its national policing responsibilities?"
)
TREE = f"""
{OVERVIEW}
  Overall judgment
  Summary
  {PREVENTING}
  {INVESTIGATING}
  {PROTECTING}
  {TACKLING}
Force in numbers
Introduction
{PREVENTING}
  How much crime and anti-social behaviour is there in Lancashire?
  How well does the force work to prevent crime and anti-social behaviour, and keep people safe?
    How well is the force prioritising the prevention of crime and anti-social behaviour?
    How well are resources allocated to prevent crime and anti-social behaviour?
    How well is the force using a broad range of effective tactics to prevent crime and anti-social behaviour?
  How well does the force work with partners to prevent crime and anti-social behaviour, and keep people safe?
    How committed is the force to working with partner organisations?
    How well does the force share and use information with partners to prevent crime and anti-social behaviour?
    How well is the force working with partner organisations to keep people safe and tackle anti-social behaviour in \
local neighbourhoods?
  Summary of findings
{INVESTIGATING}
  How well does the force bring offenders to justice?
  How well does the force investigate crime and keep victims safe and informed?
    How well does the force initially investigate and allocate cases?
    How well does the force investigate different types of crime?
    How well does the force gather digital evidence?
    How satisfied are victims of crime with the service provided by the force?
  How well does the force identify and manage offenders to prevent re-offending?
    How well does the force divert offenders away from crime?
    How well does the force deal with repeat offenders?
    How well does the force deal with sexual and other dangerous offenders?
  Summary of findings
  Areas for improvement
{PROTECTING}
  Summary of findings
{TACKLING}
  How well does the force understand the threat and risk posed by serious and organised crime?
  How effectively does the force respond to serious and organised crime?
  How effectively is the force working with partners to prevent serious and organised crime?
  How effective are the arrangements in place to ensure that the force can fulfil its national policing \
responsibilities?
  Summary of findings
  Areas for improvement
Annex A – HMIC judgments
  Our judgments
"""


def section_text(report: Report, *path: str) -> str:
    return "\n".join(block.content.text for at, section in report.walk() if at == path for block in section.blocks)


def blocks(report: Report, kind: Kind) -> list[Block]:
    return [block for _, section in report.walk() for block in section.blocks if block.kind is kind]


def table(report: Report, figure: str) -> dict[tuple[str, ...], str]:
    """The cells of a table by row and columns."""
    (found,) = [block.table for block in blocks(report, Kind.TABLE) if block.table and figure in block.table.caption]
    assert found is not None
    return {(*cell.row, *cell.columns): cell.value for cell in found.cells}


def test_its_section_tree(shipped: Report) -> None:
    assert "\n".join("  " * (len(path) - 1) + path[-1] for path, _ in shipped.walk()) == TREE.strip()


def test_its_facts(shipped: Report) -> None:
    facts = shipped.facts
    assert (facts.publisher, facts.body, facts.date) == ("HMIC", "Lancashire Constabulary", "2016-02")


@pytest.mark.parametrize(
    ("row", "lancashire", "england_and_wales"),
    [
        ("Recorded crime (excluding fraud)", "62.7", "63.0"),
        ("Victim-based crime", "58.1", "56.0"),
        ("Sexual offences", "1.5", "1.6"),
        ("Assault with injury", "7.0", "6.3"),
        ("Burglary in a dwelling*", "8.1", "8.4"),
        ("Anti-social behaviour incidents*", "51.8", "32.9"),
    ],
)
def test_its_table_of_rates(shipped: Report, row: str, lancashire: str, england_and_wales: str) -> None:
    cells = table(shipped, "Figure 2")
    assert (cells[row, "Lancashire Constabulary"], cells[row, "England and Wales"]) == (lancashire, england_and_wales)


@pytest.mark.parametrize(
    ("row", "values"),
    [
        ("Charged/Summonsed", "16,034 17.4 577,678 16.0"),
        ("Taken into consideration", "540 0.6 21,318 0.6"),
        ("Out-of-court (formal)", "3,787 4.1 165,384 4.6"),
        ("Caution - youths", "375 0.4 19,703 0.5"),
        ("Caution - adults", "2,829 3.1 115,000 3.2"),
        ("Penalty Notices for Disorder", "583 0.6 30,681 0.8"),
        ("Out-of-court (informal)", "4,775 5.2 159,915 4.4"),
        ("Cannabis/Khat warning", "643 0.7 41,964 1.2"),
        ("Community resolution", "4,132 4.5 117,951 3.3"),
    ],
)
def test_its_table_of_outcomes(shipped: Report, row: str, values: str) -> None:
    cells = table(shipped, "Figure 4")
    columns = [
        (area, what)
        for area in ("Lancashire Constabulary", "England and Wales")
        for what in ("Number of outcomes", "Rate")
    ]
    assert [cells[(row, *column)] for column in columns] == values.split()


def test_its_tables_hold_nothing_else(shipped: Report) -> None:
    assert [len(block.table.cells) for block in blocks(shipped, Kind.TABLE) if block.table] == [12, 36]


def test_its_households_note_stays_with_the_table(shipped: Report) -> None:
    (rates, _) = (block.table for block in blocks(shipped, Kind.TABLE))
    assert rates is not None
    assert "per 1,000 households" in rates.notes[-1]


@pytest.mark.parametrize(
    "said",
    [
        "Crime and Policing Act 2014. Police cadets are sent",
        "have a good appreciation that safeguarding vulnerable people is a priority",
        "the level of 'cannabis/khat warning' outcomes",
        "serious crime prevention orders (SCPOs) were imposed",
        "by all forces in England and Wales, with 64 percent of all OCGs",
        "In the 12 months to 30 June 2015, 19 gang injunctions were granted",
        "from 113 as at 1 July 2014 to 24 (as at 1 July 2015)",
        "case files (40) including rape",
        "monitoring 220 organised crime groups (OCGs). This represents 149 OCGs per one million of the population",
        "a chief inspector who has a constabulary overview of anti-social behaviour.",
        "at a crime scene, the constabulary is piloting a system",
        "their own organisation’s system and the police systems",
        "to be fitted with tracking tags in order",
        "non victim-based crime (e.g., possession of drugs)",
        "a reduction of 7 percent in reported anti-social behaviour incidents",
        "where problem-solving to manage community issues",
    ],
)
def test_its_running_text_reads_as_printed(shipped: Report, said: str) -> None:
    assert any(said in block.content.text for block in blocks(shipped, Kind.PARAGRAPH))


def test_it_has_27_footnotes(shipped: Report) -> None:
    assert sorted(int(note.number) for note in blocks(shipped, Kind.FOOTNOTE)) == list(range(1, 28))


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("1", "Outstanding, Good, Requires improvement or Inadequate – see Annex A of report for definitions."),
        ("13", "prison service. Other agencies may become involved, for example the Youth Justice Board"),
        ("2", "hmic/publications/police-effectiveness-vulnerability-2015-lancashire/)"),
        ("14", "hmic/publications/police-effectiveness-vulnerability-2015-lancashire/)"),
        ("20", "file/417116/The_Strategic_Policing_Requirement.pdf The Home Secretary issues the SPR annually"),
        ("21", "file/371602/Serious_and_Organised_Crime_local_profiles.pdf"),
        ("22", "file/248645/Serious_and_Organised_Crime_Strategy.pdf"),
    ],
)
def test_its_footnotes_are_whole(shipped: Report, number: str, said: str) -> None:
    (note,) = [note for note in blocks(shipped, Kind.FOOTNOTE) if note.number == number]
    assert said in note.content.text


def test_a_footnote_stands_with_its_mark(shipped: Report) -> None:
    (path,) = [path for path, section in shipped.walk() for block in section.blocks if block.number == "9"]
    assert path[-1] == "How well does the force initially investigate and allocate cases?"


def test_what_only_the_overview_says_is_kept(shipped: Report) -> None:
    text = section_text(shipped, OVERVIEW, PROTECTING)
    assert (
        "The constabulary has invested in specialist teams with the sole remit of investigating child sexual "
        "exploitation cases. These teams have made headway in targeting organised crime groups whose objective is to "
        "coerce vulnerable young children into sexual activity."
    ) in text
    assert "They also need to understand more about controlling and coercive behaviour" in text


def test_the_other_column_goes_on_over_the_page(shipped: Report) -> None:
    assert "It works well with partners to share intelligence" in section_text(shipped, OVERVIEW, TACKLING)


COLUMN_WORDS = {
    PREVENTING: "prevent|neighbourhood|volunteers",
    INVESTIGATING: "investigat|victims|offend|justice",
    PROTECTING: "vulnerable|victims|risk|exploitation|domestic abuse|headway|judges|partner",
    TACKLING: "organised|comparison|managed|national policing|well with partners",
}
FOREIGN_WORDS = {
    PREVENTING: "forensic|digital|organised|exploitation|arrest",
    INVESTIGATING: "neighbourhood|volunteers|Early Action|prevention to|organised|exploitation",
    PROTECTING: "regional|year-on-year|intelligence|national policing",
    TACKLING: "exploitation|domestic|Multi-agency|tailored|coerce",
}


@pytest.mark.parametrize("column", list(COLUMN_WORDS))
def test_no_column_holds_words_of_another(shipped: Report, column: str) -> None:
    text = section_text(shipped, OVERVIEW, column)
    assert re.search(COLUMN_WORDS[column], text)
    assert not re.search(FOREIGN_WORDS[column], text)


@pytest.mark.parametrize(
    "path",
    [
        (OVERVIEW, "Overall judgment"),
        *((OVERVIEW, question) for question in COLUMN_WORDS),
        *((question, "Summary of findings") for question in COLUMN_WORDS),
    ],
)
def test_each_grade_stands_under_its_question(shipped: Report, path: tuple[str, ...]) -> None:
    assert section_text(shipped, *path).startswith("Good\n")


def test_its_lists(shipped: Report) -> None:
    items = blocks(shipped, Kind.LIST_ITEM)
    assert len([item for item in items if not item.number]) == 24
    assert [item.number for item in items if item.number] == ["1.", "2.", "3.", "4."]
    family = [item.content.text for item in items if item.lead_in and item.lead_in.text == "These included:"]
    assert (len(family), family[0][:20], family[-1]) == (
        9,
        "a joint home visit t",
        "supporting the family to move house.",
    )


def test_it_offers_no_stray_page_number(shipped: Report) -> None:
    assert not any(block.content.text.strip() == "5" for _, section in shipped.walk() for block in section.blocks)


def test_every_passage_character_is_the_sources(shipped: Report, shipped_passages: tuple[Passage, ...]) -> None:
    for passage in shipped_passages:
        for run in passage.content.runs:
            said = passage.text[run.start : run.start + run.length]
            assert said == shipped.text[run.source : run.source + run.length]


def test_passages_put_in_nothing_but_joints(shipped_passages: tuple[Passage, ...]) -> None:
    put_in = set()
    for passage in shipped_passages:
        kept = {place for run in passage.content.runs for place in range(run.start, run.start + run.length)}
        put_in |= {character for place, character in enumerate(passage.text) if place not in kept}
    assert put_in <= set(" \n-:;,")


def test_prose_passages_begin_and_end_as_sentences(shipped_passages: tuple[Passage, ...]) -> None:
    for passage in shipped_passages:
        if passage.kind is Kind.PARAGRAPH and "Figure" not in passage.text:
            assert re.match(r"[A-Z(‘'“]", passage.text), passage.text
            assert re.search(r"[.?:][”’)]?$", passage.text), passage.text


def test_only_the_overview_repeats_the_report(shipped_passages: tuple[Passage, ...]) -> None:
    repeated = {passage.section for passage in shipped_passages if passage.rank}
    assert repeated == {(OVERVIEW, PREVENTING), (OVERVIEW, INVESTIGATING), (OVERVIEW, TACKLING)}


def test_passages_are_in_reading_order(shipped_passages: tuple[Passage, ...], shipped: Report) -> None:
    order = [path for path, _ in shipped.walk()]
    places = [order.index(passage.section) for passage in shipped_passages]
    assert places == sorted(places)
