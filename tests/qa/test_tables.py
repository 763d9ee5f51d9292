"""A figure is taken from a table only where its labels leave no doubt."""

import pytest

from corpus.types import Passage
from index.types import IndexedReport
from qa.tables.answers import answers_from_tables
from qa.tables.measures import Measure, measure_of
from tests.fakes import indexed, passage, table_passage, wording_of

CRIME = table_passage(
    "Recorded crime in the 12 months to June 2015",
    ["number", "rate per 1,000 population"],
    {"Burglary": ["9,250", "6.3"], "Violent crime": ["24,861", "16.9"], "Anti-social behaviour": ["76,260", "51.9"]},
)
FORCES = table_passage(
    "Crimes detected, rate per 1,000 people",
    ["Kent Police", "England and Wales"],
    {"Burglary": ["4.1", "5.2"], "Robbery": ["0.7", "0.9"]},
)
VISITS = table_passage("Visits", ["visits"], {"Visits to homes": ["12"], "Visits to schools": ["34"]})
YEARS = table_passage("Complaints", ["2014", "2015"], {"Complaints": ["310", "290"], "Appeals": ["12", "19"]})
GRADES = table_passage(
    "Judgements", [[]], {"Safety of patients": ["Good"], "Waiting times": ["Poor"], "Staff": ["Fair"]}
)
RULES = table_passage(
    "Rules", ["who decides", "how often"], {"Leave": ["the manager", "monthly"], "Pay": ["a board", "yearly"]}
)
ALONE = table_passage("Judgements", ["Grade"], {"Safety of patients in hospital wards": ["Good"]})
JOINT = table_passage("Judgements", ["Grade"], {"Staff, safety and prizes": ["Good"]})
DOWNLOADS = table_passage(
    "Downloads", ["May", "June", "Total for spring"], {"Maps": ["4", "6", "10"], "Prices": ["1", "2", "3"]}
)
CAUTIONS = table_passage(
    "Cautions given",
    [
        ("Kent Police", "Number"),
        ("Kent Police", "Rate"),
        ("England and Wales", "Number"),
        ("England and Wales", "Rate"),
    ],
    {
        "Caution - youths": ["31", "1.9", "84", "2.1"],
        "Caution - adults": ["75", "3.0", "99", "3.3"],
        "Out-of-court warnings": ["8", "0.4", "9", "0.5"],
    },
)
CRIMES = table_passage(
    "Rates", ["Kent Police"], {"Recorded crime without fraud": ["62"], "Crime against people": ["58"]}
)
UNION = table_passage("Rates", ["Wales", "England", "UK"], {"Burglary": ["4", "5", "6"]})
CALLS = table_passage("Calls", ["Kent", "England"], {"Calls to the national line": ["12", "840"]})
HELD = table_passage("Prisoners", ["number"], {"Men": ["612"], "Women": ["31"], "Young adults": ["40"]})
SEXES = table_passage("Prisoners", ["Men", "Women", "Total"], {"Held": ["612", "31", "643"]})
TEXT = passage("Incidents, whales and dogs are counted in Canterbury town every year; essex is far.")

REPORTS = {"kent": indexed()}
KNOWN = passage(
    "Which grade, rating or prize did the safety campaign win? When and where was it checked, and by which force? "
    "Those weren’t told, and were never asked except by us."
)
WORDING = wording_of(
    *(one.text for one in (CRIME, FORCES, VISITS, YEARS, TEXT, GRADES, RULES, ALONE, DOWNLOADS, KNOWN))
)


def figure(question: str, *tables: Passage, reports: dict[str, IndexedReport] | None = None) -> str | None:
    """The value that the question gets from the tables."""
    answers = answers_from_tables(question, tables, reports or REPORTS, WORDING)
    return answers[0].cell.value if answers else None


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("How many burglaries were recorded?", "9,250"),
        ("What was the number of violent crimes?", "24,861"),
        ("How many anti-social behaviour incidents in June 2015?", "76,260"),
        ("How many antisocial behaviour crimes?", "76,260"),
    ],
)
def test_a_row_is_picked_by_its_label(question: str, value: str) -> None:
    assert figure(question, CRIME) == value


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("How many burglaries were recorded?", "9,250"),
        ("What was the burglary rate?", "6.3"),
        ("What was burglary per 1,000 population?", "6.3"),
        ("Burglary per head?", "6.3"),
    ],
)
def test_a_number_and_a_rate_are_told_apart(question: str, value: str) -> None:
    assert figure(question, CRIME) == value


@pytest.mark.parametrize(
    "question",
    [
        "Exactly how many burglaries were recorded?",
        "Roughly how many burglaries did Kent actually record?",
        "How many burglaries were really recorded, approximately?",
        "According to the table, how many burglaries were recorded altogether?",
        "How many burglaries are shown in the chart?",
        "How many burglaries were recorded throughout Kent?",
        "Sorry, how many burglaries were recorded?",
        "OK thanks, how many burglaries were recorded?",
        "Looking at the table, how many burglaries were recorded?",
        "How many burglaries did the force deal with?",
        "How many burglaries did Kent experience?",
    ],
)
def test_how_a_question_is_put_is_nothing_that_a_figure_must_be_of(question: str) -> None:
    assert figure(question, CRIME) == "9,250"


def test_a_figure_may_be_asked_for_rather_than_another() -> None:
    assert figure("What was the rate of burglary across Kent, rather than the number?", CRIME) == "6.3"


def test_a_question_that_does_not_say_which_gets_the_number() -> None:
    assert figure("Recorded burglary?", CRIME) == "9,250"


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("What was the robbery rate in England and Wales?", "0.9"),
        ("What was the robbery rate in Kent?", "0.7"),
        ("What was the robbery rate?", "0.7"),
    ],
)
def test_a_column_is_picked_by_its_place_or_else_by_whom_the_report_is_about(question: str, value: str) -> None:
    assert figure(question, FORCES) == value


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("What was the national robbery rate?", "0.9"),
        ("robbery nationally, per 1,000", "0.9"),
        ("What is the rate of robbery in the rest of the country?", "0.9"),
        ("How many youth cautions nationwide?", "84"),
        ("What was the youth caution rate nationally?", "2.1"),
    ],
)
def test_a_national_figure_is_in_the_column_of_a_nation(question: str, value: str) -> None:
    assert figure(question, FORCES, CAUTIONS) == value


def test_no_figure_is_national_where_no_column_is_a_nations() -> None:
    assert figure("How many burglaries nationally?", CRIME) is None
    assert figure("How many youth cautions in Kent and nationally?", CAUTIONS) is None
    assert figure("national burglary rate", UNION) is None
    assert figure("How many calls to the national line in Kent?", CALLS) == "12"
    assert figure("How many calls to the national line?", CALLS) == "12"


@pytest.mark.parametrize(
    ("question", "table"),
    [
        ("How many boys were held?", HELD),
        ("How many children were held?", HELD),
        ("How many burglaries did the police solve?", CRIME),
        ("What was the robbery rate in area 1 of Kent?", FORCES),
        ("How many people suffered crime in Kent?", CRIMES),
    ],
)
def test_a_word_that_means_less_or_more_than_the_label_gets_no_figure(question: str, table: Passage) -> None:
    assert figure(question, table) is None


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("How many kids were given cautions?", "31"),
        ("How many cautions did young people get?", "31"),
        ("How many cautions did the force give to adults?", "75"),
        ("How many out of court warnings in Kent?", "8"),
    ],
)
def test_a_row_is_picked_by_other_words_for_its_label(question: str, value: str) -> None:
    assert figure(question, CAUTIONS) == value


def test_between_two_rows_a_word_may_tell_that_alone_says_nothing() -> None:
    assert figure("recorded crime rate in Kent", CRIMES) == "62"
    assert figure("crime rate in Kent", CRIMES) is None


def test_a_total_is_asked_for_by_its_name() -> None:
    assert figure("What was the total for maps?", DOWNLOADS) == "10"
    assert figure("What was the total of maps in May?", DOWNLOADS) is None
    assert figure("How many maps in May?", DOWNLOADS) == "4"
    assert figure("Women held in total?", SEXES) is None
    assert figure("held in total?", SEXES) == "643"


def test_a_place_that_no_column_has_gets_no_figure_and_one_that_a_column_has_gets_its_own() -> None:
    assert figure("How many burglaries were recorded in Wales?", CRIME) is None
    assert figure("How many burglaries were recorded in England and Wales?", CRIME) is None
    assert figure("What was the burglary rate in England and Wales?", FORCES) == "5.2"


def test_a_column_is_picked_by_its_year() -> None:
    assert figure("How many appeals in 2015?", YEARS) == "19"


@pytest.mark.parametrize(
    ("question", "table"),
    [
        ("How many visits?", VISITS),  # two rows fit alike
        ("How many appeals?", YEARS),  # two columns fit alike
        ("What share of burglaries?", CRIME),  # no column holds a percentage
        ("How many robberies in Kent?", FORCES),  # the table has rates only
        ("How many murders?", CRIME),  # no such row
        ("How many?", CRIME),  # asks for nothing in particular
        ("How many burglaries in Glasgow?", CRIME),  # a place that no report has
        ("How many burglaries in 2012?", CRIME),  # a year that the table has not
        ("How many burglaries in 2016?", CRIME),  # the report's year, not the table's
        ("How many appeals in 2013?", YEARS),  # a year between columns
        ("How many dogs and whales did burglary cost the town of Canterbury every year?", CRIME),  # another question
    ],
)
def test_where_the_labels_leave_a_doubt_no_figure_is_given(question: str, table: Passage) -> None:
    assert figure(question, table) is None


@pytest.mark.parametrize(
    ("question", "table", "value"),
    [
        ("What grade did waiting times get?", GRADES, "Poor"),
        ("rating for safety of patients", GRADES, "Good"),
        ("safety of patients", GRADES, "Good"),
        ("How often is leave checked?", RULES, "monthly"),
        ("Who decides on pay?", RULES, "a board"),
    ],
)
def test_words_answer_a_question_for_a_grade_or_for_what_their_column_says(
    question: str, table: Passage, value: str
) -> None:
    assert figure(question, table) == value


@pytest.mark.parametrize(
    ("question", "table"),
    [
        ("How many patients checked safety?", GRADES),  # a count
        ("When was safety of patients checked?", GRADES),  # a date
        ("Where was safety of patients checked?", GRADES),  # a place
        ("Which prize did safety of patients win?", GRADES),  # anything else
        ("Who checked recorded burglary?", CRIME),  # a person, not a figure
        ("Who checked safety of patients?", GRADES),  # a person, not a grade
        ("How good is the campaign for safety of patients?", GRADES),  # the grade of a part
    ],
)
def test_a_cell_that_holds_another_sort_of_thing_is_no_answer(question: str, table: Passage) -> None:
    assert figure(question, table) is None


def test_a_tables_only_row_is_meant_only_where_the_question_has_half_of_its_label() -> None:
    assert figure("Grade for safety of patients?", ALONE) == "Good"
    assert figure("Grade for patients?", ALONE) is None


def test_a_tables_only_row_is_meant_by_a_question_for_the_grade_of_a_part_of_it() -> None:
    assert figure("What grade did Kent get for staff?", JOINT) == "Good"
    assert figure("What grade did Kent get for staff in wards?", JOINT) is None
    assert figure("What grade was Kent given?", JOINT) is None


def test_a_total_beside_other_columns_is_not_taken_for_the_one_that_is_named() -> None:
    assert figure("Maps in June?", DOWNLOADS) == "6"


def test_another_forces_column_is_not_taken_for_the_one_the_report_is_about() -> None:
    reports = {"kent": indexed(body="Surrey Police")}
    assert figure("What was the robbery rate?", FORCES, reports=reports) is None


def test_of_two_tables_the_one_that_covers_the_question_answers() -> None:
    later = table_passage(
        "Recorded crime in the 12 months to June 2016", ["number"], {"Burglary": ["8,000"], "Theft": ["7"]}
    )
    assert figure("How many burglaries were recorded to June 2016?", CRIME, later) == "8,000"


def test_the_answer_stands_in_its_passage_where_its_cell_says() -> None:
    (answer,) = answers_from_tables("How many burglaries?", [CRIME], REPORTS, WORDING)
    assert answer.passage.text[answer.cell.start : answer.cell.end] == "9,250"


def test_running_text_gives_no_figure() -> None:
    assert figure("How many whales?", TEXT) is None


@pytest.mark.parametrize(
    ("question", "measure"),
    [
        ("How many dogs?", Measure.COUNT),
        ("What was the total?", Measure.COUNT),
        ("What rate?", Measure.RATE),
        ("How many per 1,000 people?", Measure.RATE),
        ("What percentage?", Measure.PERCENT),
        ("What proportion?", Measure.PERCENT),
        ("12%?", Measure.PERCENT),
        ("What share of crimes?", Measure.PERCENT),
        ("What is England’s share?", Measure.PERCENT),
        ("What is the head count?", Measure.COUNT),
        ("Which agencies share cars?", None),
        ("Who can they count on?", None),
        ("What was it?", None),
    ],
)
def test_a_question_says_what_sort_of_figure_it_wants(question: str, measure: Measure | None) -> None:
    assert measure_of(question) == measure


def test_a_column_says_by_one_word_that_it_holds_shares_or_counts() -> None:
    table = table_passage("Crime", ["Count", "Share"], {"Burglary": ["9,250", "7"], "Arson": ["310", "2"]})
    assert figure("How many burglaries were there?", table) == "9,250"
    assert figure("What proportion is burglary?", table) == "7"


@pytest.mark.parametrize("question", ["How much did burglary fall?", "Has burglary increased?", "burglary reduction"])
def test_a_level_does_not_answer_a_question_for_a_change(question: str) -> None:
    assert figure(question, CRIME) is None


def test_a_change_is_answered_by_a_column_of_changes() -> None:
    table = table_passage(
        "Crime", ["number", "change in percent"], {"Burglary": ["9,250", "-7"], "Arson": ["310", "2"]}
    )
    assert figure("What was the percentage change in burglary?", table) == "-7"


@pytest.mark.parametrize(
    "question",
    [
        "How many burglaries were there nationally?",
        "burglary rate in other forces",
        "How many burglaries did Canterbury town record?",
        "How many burglaries against whales?",
    ],
)
def test_a_question_narrowed_to_something_else_gets_no_figure(question: str) -> None:
    assert figure(question, CRIME) is None


@pytest.mark.parametrize(
    "question",
    [
        "How many youths were not cautioned?",
        "How many youths weren’t given cautions?",
        "How many youths were never given cautions?",
        "How many cautions were given except to youths?",
    ],
)
def test_what_a_question_leaves_out_is_no_row_s_figure(question: str) -> None:
    assert figure(question, CAUTIONS) is None


def test_what_a_label_leaves_out_too_is_its_figure() -> None:
    assert figure("What is the rate of recorded crime without fraud in Kent?", CRIMES) == "62"


def test_the_number_of_a_grade_is_no_figure() -> None:
    numbered = table_passage(
        "Judgements", [[]], {"Safety of patients": ["Poor Grade 4"], "Waiting times": ["Fair (3)"]}
    )
    assert figure("How many patients are there?", numbered) is None
    assert figure("What was the grade for the safety of patients?", numbered) == "Poor Grade 4"


STAFF = table_passage(
    "Workforce in 2014/15",
    ["Number", "Percentage of workforce", "Average age"],
    {"Support staff": ["87", "11.1", "46"], "Control room staff": ["29", "3.7", "44"], "Crews": ["266", "33.9", "38"]},
)
RELEASES = table_passage(
    "Data to be released",
    ["Date of first publication", "Frequency of update"],
    {"Hate crime": ["September 2012", "Annual"], "Costs of crime": ["2013/14", "Once"]},
)
BODIES = table_passage(
    "Datasets", ["Published datasets", "Unpublished datasets"], {"MoJ": ["196", "84"], "DfT": ["206", "521"]}
)
SAID_THERE = passage("The Ministry of Justice met female staff. They left, were absent, recruited or published often.")
WIDER = wording_of(WORDING.texts[0], *(one.text for one in (STAFF, RELEASES, BODIES, SAID_THERE)))


def figure_beside(question: str, *passages: Passage) -> str | None:
    """The value that the question gets where all words of the tests' reports are known."""
    answers = answers_from_tables(question, passages, REPORTS, WIDER)
    return answers[0].cell.value if answers else None


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("How many support staff are there?", "87"),
        ("What percentage of the workforce is control room staff?", "3.7"),
        ("What is the average age of support staff?", "46"),
    ],
)
def test_a_column_that_says_it_holds_what_is_wanted_goes_before_one_that_does_not(question: str, value: str) -> None:
    assert figure_beside(question, STAFF) == value


def test_two_columns_named_together_are_not_the_one_of_numbers() -> None:
    table = table_passage("Held", ["Number", "Boys", "Girls"], {"Remand": ["9", "7", "2"], "Bail": ["5", "4", "1"]})
    assert figure_beside("How many boys and girls on remand?", table) is None


@pytest.mark.parametrize(
    "question",
    [
        "How many female support staff are there?",
        "How many support staff left?",
        "How many support staff were absent?",
        "How many support staff were recruited?",
    ],
)
def test_of_what_is_counted_only_its_kind_may_be_said_beyond_the_labels(question: str) -> None:
    assert figure_beside(question, STAFF) is None


def test_a_row_is_not_picked_for_being_shorter_than_another_with_the_same_words() -> None:
    assert figure_beside("How many staff are there?", STAFF) is None


def test_a_calendar_year_is_not_one_split_over_two() -> None:
    assert figure_beside("How many support staff in 2014/15?", STAFF) == "87"
    assert figure_beside("How many support staff in 2014?", STAFF) is None


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("How often is hate crime updated?", "Annual"),
        ("How often is hate crime published?", None),
        ("When is the first publication of costs of crime?", "2013/14"),
        ("When was hate crime recorded?", None),
    ],
)
def test_when_and_how_often_are_answered_by_columns_that_say_so(question: str, value: str | None) -> None:
    assert figure_beside(question, RELEASES) == value


def test_a_number_is_no_answer_to_when() -> None:
    assert figure("When were cautions for adults recorded?", CAUTIONS) is None


def test_what_a_body_holds_is_its_figure() -> None:
    assert figure_beside("How many unpublished datasets does MoJ hold?", BODIES) == "84"
    assert figure_beside("How many unpublished datasets does MoJ list?", BODIES) == "84"


def test_a_name_that_the_report_spells_out_is_known_by_its_letters() -> None:
    assert figure_beside("How many published datasets does the ministry of justice have?", BODIES, SAID_THERE) == "196"
    assert figure_beside("How many published datasets does the Ministry of Justice have?", BODIES) is None


def test_a_single_month_is_not_the_time_that_a_report_is_about() -> None:
    reports = {"kent": indexed(body="Kent Police from July to September")}
    table = table_passage("Use", [[]], {"New visits": ["74%"], "Bounces": ["36%"]})
    assert figure("percentage of new visits", table, reports=reports) == "74%"
    assert figure("percentage of new visits in September", table, reports=reports) is None


def test_a_word_of_measure_in_a_label_need_not_be_said() -> None:
    table = table_passage("Use", [[]], {"Total visits": ["512"], "Visits by night": ["40"], "Bounce rate": ["36%"]})
    assert figure("How many visits?", table) == "512"
    assert figure("bounce", table) == "36%"


@pytest.mark.parametrize("place", ["Wales", "England"])
def test_a_figure_of_two_nations_is_neither_s_alone(place: str) -> None:
    assert figure(f"What was the robbery rate in {place}?", FORCES) is None


def test_a_figure_for_each_is_not_the_whole() -> None:
    assert figure_beside("How many datasets per ministry did MoJ publish?", BODIES, SAID_THERE) is None
    assert figure_beside("How many support staff per ministry?", STAFF, SAID_THERE) is None


def test_a_year_that_the_title_has_split_over_two_is_no_calendar_year() -> None:
    reports = {"kent": indexed(body="Kent Police 2014/15")}
    assert figure("How many women were held in 2014?", HELD, reports=reports) is None
    assert figure("How many women were held in 2014/15?", HELD, reports=reports) == "31"


OFFENCES = table_passage(
    "Recorded crime by offence",
    ["2013/14", "2014/15", "Percentage change from 2013/14"],
    {"Robbery": ["302", "283", "-6"], "Domestic burglary": ["9", "8", "-1"], "Sexual offences": ["11", "15", "36"]},
)
RANKS = table_passage(
    "Officers by rank",
    ["Male", "Female", "Total", "Percentage female"],
    {
        "Sergeant": ["232", "61", "293", "20.8"],
        "Constable": ["98", "45", "143", "31.5"],
        "All ranks": ["1", "2", "3", "4"],
    },
)
SPENDING = table_passage(
    "Spending", ["2014-15 outturn", "2015-16 budget"], {"Health": ["110", "111"], "Defence": ["34", "35"]}
)
ANSWERED = table_passage(
    "Response by area",
    ["Average time (minutes)", "Target (minutes)", "Number of calls"],
    {"Exeter": ["8.4", "10", "612"], "North Devon": ["12.6", "15", "207"], "All areas": ["9.3", "11", "819"]},
)
SURVEYED = table_passage(
    "Percentage of prisoners who agreed",
    ["White prisoners", "All prisoners"],
    {"Bullied by other prisoners": ["22", "23"], "Number of surveys": ["141", "189"]},
)
AGES = table_passage(
    "Disposals by age",
    ["Cautions", "Conditional cautions"],
    {"10 to 14": ["112", "14"], "15 to 17": ["341", "37"], "21 and over": ["904", "66"], "All ages": ["1357", "117"]},
)
HOLDINGS = table_passage("Datasets", ["Datasets"], {"Home Office": ["341"], "Treasury": ["188"]})
PRINTED = (OFFENCES, RANKS, SPENDING, ANSWERED, SURVEYED, AGES, HOLDINGS)
COMMON = passage(
    "The victims of these suspects were girls with mental ills. Violent boys saved hoaxes, solved errors and "
    "underspend, the longest and highest. Police should forecast a share of those aged so."
)


def printed(question: str, table: Passage) -> str | None:
    """The value that the question gets from the table, where reports have all of the question's words."""
    wording = wording_of(WORDING.texts[0], COMMON.text, question, *(one.text for one in PRINTED))
    answers = answers_from_tables(question, [table], REPORTS, wording)
    return answers[0].cell.value if answers else None


@pytest.mark.parametrize(
    ("question", "table", "value"),
    [
        # Of two columns named alike, the one that says the measure, or is named in full.
        ("What percentage of constables are women?", RANKS, "31.5"),
        ("robbery 2013/14", OFFENCES, "302"),
        ("How many cautions for 15 to 17?", AGES, "341"),
        ("What percentage of prisoners were bullied by other prisoners?", SURVEYED, "23"),
        # The columns' words have others that mean the same.
        ("How many women are sergeants?", RANKS, "61"),
        # "All" and "other" are said by the label.
        ("How many calls were there across all areas?", ANSWERED, "819"),
        ("How many cautions were given to all ages?", AGES, "1357"),
        ("What percentage of white prisoners said they were bullied by other prisoners?", SURVEYED, "22"),
        ("How many women officers are there across all ranks?", RANKS, "2"),
        # What a row counts goes before what the caption says.
        ("How many surveys were there from white prisoners?", SURVEYED, "141"),
        # Ages and compounds as the labels write them.
        ("How many conditional cautions were given to 15-17 year olds?", AGES, "37"),
        ("How many cautions did people aged between 10 and 14 get?", AGES, "112"),
        ("How many cautions were given to people aged 21 and over?", AGES, "904"),
        ("How many data sets does the Treasury have?", HOLDINGS, "188"),
        ("How many robberies took place in 2014/15?", OFFENCES, "283"),
        ("What is the budget for health in 2015-16?", SPENDING, "111"),
    ],
)
def test_a_figure_is_found_by_what_its_own_labels_say(question: str, table: Passage, value: str | None) -> None:
    assert printed(question, table) == value


@pytest.mark.parametrize(
    ("question", "table"),
    [
        ("How many robberies and sexual offences in 2014/15?", OFFENCES),  # two rows
        ("How many cautions and conditional cautions for 15 to 17?", AGES),  # two columns, one in the other's words
        ("What are time and calls in Exeter on average?", ANSWERED),  # two columns
        ("What was the robbery rate in 2014/15?", OFFENCES),  # nothing says that these are rates
        ("What share of crime was robbery in 2014/15?", OFFENCES),
        ("How much was spent on health in 2015-16?", SPENDING),  # a plan
        ("What was the budget for health in 2014-15?", SPENDING),  # no plan
        ("What should the average time be in Exeter?", ANSWERED),
        ("How much was saved on health in 2014-15?", SPENDING),  # a change
        ("How much spending on mental health in 2014-15?", SPENDING),  # a part
        ("What was the underspend of health in 2014-15?", SPENDING),  # something else
        ("How many burglaries in 2014/15?", OFFENCES),  # the whole of a part
        ("What was the average time in Devon?", ANSWERED),
        ("How many calls in Exeter were hoaxes?", ANSWERED),
        ("How many victims of robbery in 2014/15?", OFFENCES),
        ("How many cautions were given to girls aged 15 to 17?", AGES),
        ("How many cautions for 15 year olds?", AGES),  # half a range
        ("How many cautions for 21 year olds?", AGES),  # no bound
        ("highest average time Exeter", ANSWERED),
    ],
)
def test_a_trap_beside_a_printed_figure_gets_none(question: str, table: Passage) -> None:
    assert printed(question, table) is None


def test_what_the_question_says_itself_is_no_answer() -> None:
    names = table_passage("Names", ["stands for"], {"KRT": ["Kent Rescue Trust"], "DRB": ["Dover River Board"]})
    assert figure("What does KRT stand for?", names) == "Kent Rescue Trust"
    assert figure("What does the Kent Rescue Trust (KRT) stand for?", names) is None
    assert figure("Who decides on leave, the manager or a board?", RULES) == "the manager"
