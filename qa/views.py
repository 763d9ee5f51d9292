"""What people think of a thing, as opposed to how it is: good work with families says nothing of how they find it."""

import re

from qa.candidates import Candidate

_ASKS_A_VIEW = re.compile(
    r"\b(?:happ(?:y|ier)|(?:dis)?satisf\w+|content(?:ed)?|pleased|liked?(?! to\b)|enjoy\w*|feels?|feeling|felt|thinks?|"
    r"thought|finds? (?:it|them)|believe\w*|trust|confident|appreciat\w+|valued?|impressed|complain\w*|helpful|useful|"
    r"prefer\w*)\b",
    re.I,
)
_TELLS_A_VIEW = re.compile(
    r"\b(?:report\w*|sa(?:y|id|ys)|told|tells?|feel\w*|felt|valu\w+|appreciat\w+|positiv\w+|prais\w+|compliment\w*|"
    r"(?:dis)?satisf\w+|happy|like[sd]?|confiden\w+|trust\w*|spe(?:ak|aks|oke)|describ\w+|express\w*|views?|feedback|"
    r"survey\w*|enjoy\w*|pleased|impressed|complain\w*|consider\w*|enthusias\w+|welcom\w+|thought|thinks?|believe\w*|"
    r"concern\w*)\b",
    re.I,
)


def is_viewless(question: str, candidate: Candidate) -> bool:
    """Whether the question asks what somebody thinks and the sentence that the candidate stands in tells nobody's view.

    "Do parents find it helpful?" - "The service is thorough."
    """
    start, end = candidate.passage.stretch_around(candidate.start, candidate.end)
    return bool(_ASKS_A_VIEW.search(question)) and not _TELLS_A_VIEW.search(candidate.passage.text, start, end)
