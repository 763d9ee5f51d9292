"""Words that are the name of a British county, city or police force, told without their capital."""

import re

from corpus.words import word_set

_NAMES = word_set(
    "aberdeen avon bedford belfast birmingham blackpool bolton bournemouth bradford brighton bristol burnley "
    "cambridge canterbury cardiff carlisle cheshire cleveland cornwall coventry croydon cumbria darlington derby "
    "devon doncaster dorset dudley dundee durham edinburgh essex exeter glasgow gloucester grimsby gwent halifax "
    "harrogate hartlepool huddersfield ipswich islington kent knowsley lancaster leeds leicester lewisham "
    "liverpool london luton maidstone manchester medway merseyside middlesex newcastle newport norfolk "
    "northumberland northumbria norwich nottingham oldham oxford peterborough plymouth portsmouth preston ripon "
    "rochdale rotherham rutland salford salisbury sandwell scarborough sheffield shetland somerset southampton "
    "southend southwark stevenage stockport suffolk sunderland surrey sussex swansea swindon tameside teesside "
    "telford thurrock torbay trafford truro tyneside wakefield walsall warrington watford wigan wirral "
    "wolverhampton worcester wrexham"
)
"""Without those that are other words, too: Reading, Bath, Bury, Deal, Lincoln, Hull."""
_ENDING = re.compile(r"\w{3,}(?:shire|chester|cester|borough|hampton|ington|ingham|minster)")
"""What no other word ends in that is told of a place ("in washington" too, which is one)."""


def is_british_place(word: str) -> bool:
    """Whether the word, in lower case, is nothing but a place's name."""
    return word in _NAMES or bool(_ENDING.fullmatch(word))
