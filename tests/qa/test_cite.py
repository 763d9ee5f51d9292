"""A citation quotes the sentences that carry the answer, letter for letter."""

import re
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.types import Kind, Passage, Sentence
from qa.cite import cite, suggest
from qa.types import Citation
from tests.fakes import hit, indexed, passage

REPORTS = {"kent": indexed()}
THREE = passage("Burglary fell. Kent recorded 4,120 burglaries. Robbery rose.", section=("Crime", "Burglary"), page=7)
LIST = passage("Officers visit:\nschools;\nclubs; and\nshops.", kind=Kind.LIST_ITEM, lead=1)


def citation(span: str, where: Passage = THREE) -> Citation:
    start = where.text.index(span)
    return cite(where, start, start + len(span), REPORTS)


def test_the_sentence_around_the_answer_is_quoted() -> None:
    assert citation("4,120").quote == "Kent recorded 4,120 burglaries."


def test_an_answer_over_two_sentences_quotes_both() -> None:
    assert citation("4,120 burglaries. Robbery").quote == "Kent recorded 4,120 burglaries. Robbery rose."


def test_the_answer_is_marked_in_its_quote() -> None:
    assert citation("4,120").answer_text == "4,120"


def test_a_citation_names_report_section_and_page() -> None:
    cited = citation("4,120")
    assert (cited.title, cited.section, cited.page) == ("Inspection of Kent Police", ("Crime", "Burglary"), 7)


def test_one_item_of_a_list_is_quoted_alone() -> None:
    assert citation("schools", LIST).quote == "schools;"


def test_of_an_item_of_several_sentences_only_that_with_the_answer_is_quoted() -> None:
    text = "Officers visit:\nschools. They stay an hour. Teachers like it;\nclubs."
    lines = tuple(Sentence(*line.span(), 1) for line in re.finditer(".+", text))
    item = replace(passage(text, kind=Kind.LIST_ITEM, lead=1), sentences=lines)
    assert citation("an hour", item).quote == "They stay an hour."
    assert citation("hour. Teachers", item).quote == "They stay an hour. Teachers like it;"


def test_several_items_of_a_list_are_quoted_with_what_leads_into_them() -> None:
    assert citation("schools;\nclubs", LIST).quote == "Officers visit:\nschools;\nclubs; and"


def test_a_suggestion_is_the_whole_passage_from_its_first_page() -> None:
    suggestion = suggest(hit(THREE), REPORTS)
    assert (suggestion.text, suggestion.page) == (THREE.text, 7)


SENTENCES = st.lists(
    st.text("ab ,()“”é4", min_size=1, max_size=12).map(lambda text: f"A{text}z."), min_size=1, max_size=5
)


@given(
    SENTENCES, st.sampled_from(" \n"), st.sampled_from([Kind.PARAGRAPH, Kind.LIST_ITEM]), st.integers(0, 2), st.data()
)
@settings(deadline=None)
def test_whatever_is_cited_the_quote_is_a_slice_that_holds_the_answer(
    sentences: list[str], joint: str, kind: Kind, lead: int, data: st.DataObject
) -> None:
    where = passage(joint.join(sentences), kind=kind, lead=min(lead, len(sentences) - 1))
    inked = [at for at, char in enumerate(where.text) if not char.isspace()]
    start = data.draw(st.sampled_from(inked))
    end = data.draw(st.sampled_from([at + 1 for at in inked if at >= start]))
    cited = cite(where, start, end, REPORTS)
    assert cited.answer_text == where.text[start:end]
    assert cited.quote in where.text
