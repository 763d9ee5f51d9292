"""Finds a report's title, publisher, date and body inspected in the words that its first pages print."""

import re
from collections.abc import Sequence
from datetime import date as calendar_date

from corpus.types import CorpusError, Facts

MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
          "november", "december")  # fmt: skip
_MONTH = "|".join(f"{month}|{month[:3]}" for month in MONTHS)
DATE = re.compile(
    rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<month>{_MONTH})\.?,?\s+(?P<year>\d{{4}}))"
    rf"|(?:(?P<us_month>{_MONTH})\.?\s+(?P<us_day>\d{{1,2}}),\s+(?P<us_year>\d{{4}}))"
    rf"|(?:(?P<only_month>{_MONTH})\.?,?\s+(?P<only_year>\d{{4}}))"
    r"|(?:(?P<n_day>\d{1,2})[/.](?P<n_month>\d{1,2})[/.](?P<n_year>\d{4}))"
    r"|(?<![\d-])(?P<iso>\d{4}-\d{2}(?:-\d{2})?)(?!\d)",
    re.IGNORECASE,
)
_ISO = re.compile(r"(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?")
PUBLISHED = re.compile(
    r"\b(?:published|publication date|date of publication|issued|release date)\b[^\d\n]{0,40}", re.IGNORECASE
)
COPYRIGHT = re.compile(r"(?:©|\bcrown copyright\b)[^\d\n]{0,40}\b((?:19|20)\d\d)\b", re.IGNORECASE)
INSPECTION = re.compile(r"\binspection\b", re.IGNORECASE)
INSPECTED = re.compile(r"\binspection (?:dates?|took place)\b", re.IGNORECASE)
PUBLISHERS = (
    ("HMICFRS", r"HMICFRS|Inspectorate of Constabulary (?:and|&) Fire"),
    ("HMIC", r"\bHMIC\b|Inspectorate of Constabulary(?! (?:and|&) Fire)"),
    ("Ofsted", r"Ofsted|ofsted\.gov\.uk|Office for Standards in Education"),
    ("Care Quality Commission", r"Care Quality Commission|\bCQC\b"),
    ("HM Inspectorate of Probation", r"Inspectorate of Probation|HMI Prob"),
    ("HM Inspectorate of Prisons", r"Inspectorate of Prisons|HMI Prisons"),
    ("U.S. Government Accountability Office", r"Government Accountability Office"),
    ("National Audit Office", r"National Audit Office"),
    ("Home Office", r"\bHome Office\b"),
    ("Cabinet Office", r"\bCabinet Office\b"),
)
"""Publishers of public-sector reports and how they are named in them."""
NAME = r"[A-Z][\w’'-]+(?: (?:and|upon|with|on|of|the|in|[A-Z][\w’'-]+))*"
BODY = re.compile(
    rf"(?P<body>(?:City|County|(?:London |Royal |Metropolitan )?Borough) of {NAME}"
    r"|(?:[A-Z][\w’'-]+ (?:(?:and|upon|with|of|the|on|in) )?){1,5}?"
    r"(?:(?:(?:Metropolitan |City |County |District )*(?:Borough )?Council)|Constabulary|Police(?: Service| Force)?"
    r"|Fire and Rescue Service|NHS (?:Foundation )?Trust))"
)
"""A body as it names itself: a council, a force, a trust."""
OF_PLACE = re.compile(
    r"\b(?:[Ii]nspection|[Rr]eview|[Vv]isit|[Rr]esponse)\b[^.\n]*?\b(?:of|in|to)\s+(?:services in\s+)?(?:the )?"
    rf"(?P<body>(?:(?:London |Royal |Metropolitan )?Borough of |City of )?{NAME})\s*\d{{0,2}}$"
)
"""A title that ends in the place or body: "Joint targeted area inspection of Lancashire"."""
OF_SERVICES = re.compile(rf"\b[Ii]nspection of (?P<body>{NAME})(?= (?:local authority|children))")
IN_AUTHORITY = re.compile(rf"\bin (?P<body>{NAME}) local authority\b")
SHORTEST_TITLE = 5
"""Shorter texts in large type are logos and initials."""
BODY_LINES = 20
"""A report says early whom it is about."""
LONGEST_LINE = 5000
"""No paragraph names a body or a date behind so many characters."""
REPORT_WORDS = re.compile(
    r"\b(?:inspection|report|review|strategy|statement|assessment|evaluation|audit|summary|judgment|effectiveness)\b",
    re.IGNORECASE,
)


def stated_facts(title: str, opening: Sequence[str], text: str) -> Facts:
    """The facts that the opening (its paragraphs in order) and, failing that, the text of a report state."""
    lines = [line[:LONGEST_LINE] for line in opening]
    body = _body(title[:LONGEST_LINE], lines)
    return Facts(title=title, publisher=_publisher(lines, text), body=body, date=_date(lines, text))


def find_title(headings: Sequence[tuple[str, float]]) -> str:
    """The title among the first page's prominent paragraphs, each with its type size.

    The largest type is the title; where that is only a name ("Lancashire"), the next paragraph that says what the
    document is joins it.
    """
    headings = [(text, size) for text, size in headings if len(text) >= SHORTEST_TITLE]
    if not headings:
        return ""
    largest = max(size for _, size in headings)
    first = next(index for index, (_, size) in enumerate(headings) if size == largest)
    parts = [headings[first][0]]
    for text, size in headings[first + 1 :]:
        if size < largest:
            break
        parts.append(text)
    title = _joined(parts)
    if not REPORT_WORDS.search(title) and len(title.split()) < 6:
        following = [text for text, _ in headings if REPORT_WORDS.search(text) and text not in parts]
        if following:
            return f"{title}: {following[0]}"
    named = [text for text, _ in headings if text not in parts and BODY.fullmatch(text)]
    return f"{title}: {named[0]}" if named else title


def iso_date(match: re.Match[str]) -> str:
    """A matched date in ISO order, as precise as stated; "" for one that no calendar has, or that may be two years."""
    found = match.groupdict()
    if found["iso"]:
        return "" if _may_be_two_years(found["iso"]) else _on_calendar(found["iso"])
    year = found["year"] or found["us_year"] or found["only_year"] or found["n_year"]
    name = found["month"] or found["us_month"] or found["only_month"]
    month = int(found["n_month"]) if found["n_month"] else _month(name)
    day = found["day"] or found["us_day"] or found["n_day"]
    return _on_calendar(f"{year}-{month:02d}" + (f"-{int(day):02d}" if day else ""))


def given_date(said: str, where: str) -> str:
    """A date that somebody states by hand, in ISO order: "18 February 2016" is "2016-02-18".

    Raises CorpusError, which names where it was stated, for what is no date.
    """
    said = said.strip()
    match = DATE.fullmatch(said)
    date = _on_calendar(said) or (iso_date(match) if match else "")
    if not date:
        raise CorpusError(f"{where} gives the date {said!r}: write it as in 2016, 2016-02, 2016-02-18 or 18 May 2016.")
    return date


def _on_calendar(date: str) -> str:
    """The date if it is one in ISO order that the calendar has, else ""."""
    match = _ISO.fullmatch(date)
    try:
        return date if match and calendar_date(*(int(part or 1) for part in match.groups())) else ""
    except ValueError:
        return ""


def _may_be_two_years(date: str) -> bool:
    """Whether what looks like a year and its month may be a year and the next: a report of 2011-12."""
    year, month, *day = date.split("-")
    return not day and int(month) == (int(year) + 1) % 100


def date_in_words(date: str) -> str:
    """An ISO date, as precise as it is: "2016-02-18" as "18 February 2016"; anything else as it stands."""
    parts = date.split("-")
    if not all(part.isdecimal() for part in parts) or len(parts) > 3 or not 1 <= int((*parts, "1")[1]) <= 12:
        return date
    words = [str(int(parts[2]))] if len(parts) == 3 else []
    words += [MONTHS[int(parts[1]) - 1].title()] if len(parts) > 1 else []
    return " ".join([*words, parts[0]])


def _month(name: str) -> int:
    return next(index for index, month in enumerate(MONTHS, start=1) if month.startswith(name.lower()[:3]))


def _joined(parts: Sequence[str]) -> str:
    title = parts[0]
    for part in parts[1:]:
        title += (
            " " if title.endswith((":", "–", "-")) or part[:1].islower() else ": " if title.isupper() else " "
        ) + part
    return title


def _date(opening: Sequence[str], text: str) -> str:
    for stretch in ("\n".join(opening), text[:6000], text[-6000:]):
        for mark in PUBLISHED.finditer(stretch):
            match = DATE.match(stretch, mark.end())
            if match and (date := iso_date(match)):
                return date
    for line in opening:  # a letter's or a cover's own line
        match = DATE.fullmatch(line.strip())
        if match and (date := iso_date(match)):
            return date
    for line in opening:
        match = DATE.search(line)
        if match and len(line) < 80 and not INSPECTION.search(line) and (date := iso_date(match)):
            return date
    for line in opening:  # where only the visit is dated, its last day
        visit = INSPECTED.search(line)
        dates = [date for match in DATE.finditer(line) if (date := iso_date(match))] if visit else []
        if dates and "previous" not in line.lower():
            return dates[-1]
    years = COPYRIGHT.findall(text[:6000]) or COPYRIGHT.findall(text[-6000:])
    return str(years[-1]) if years else ""


def _publisher(opening: Sequence[str], text: str) -> str:
    stretch = "\n".join(opening)
    named = [(match.start(), name) for name, pattern in PUBLISHERS if (match := re.search(pattern, stretch))]
    if not named:
        counts = [(len(re.findall(pattern, text)), name) for name, pattern in PUBLISHERS]
        most, name = max(counts)
        return name if most else ""
    return ", ".join(dict.fromkeys(name for _, name in sorted(named)[:4]))


def _body(title: str, opening: Sequence[str]) -> str:
    name, _, document = title.partition(": ")
    if REPORT_WORDS.search(document) and not REPORT_WORDS.search(name) and len(name.split()) < 6 and not name.isupper():
        return name
    place = OF_PLACE.search(title) or OF_SERVICES.search(title)
    if place:
        return place["body"].strip()
    first = list(opening[:BODY_LINES])
    stated = [line for line in first if "," not in line]  # an address line names whom the letter went to
    for lines, pattern in ((stated, BODY), (first, IN_AUTHORITY), (first, BODY)):
        for line in lines:
            match = pattern.search(line)
            if match:
                return match["body"].strip()
    return ""
