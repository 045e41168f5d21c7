"""Addresses to places: parser, packaged Edmonton tables, postal codes, memory, and online geocoders where allowed.

    answer = offline_geocoder().locate(Query("10205 101 Street NW"))

The answer is Placed, Ambiguous (candidates to ask about) or Refused (a reason and a cure); it is never an exception.
"""

from mobiledispatch.geocode.answer import Ambiguous, Answer, Candidate, Geocoder, Placed, Query, Reason, Refused
from mobiledispatch.geocode.chain import make_geocoder, offline_geocoder
from mobiledispatch.geocode.parse import normalize

__all__ = [
    "Ambiguous",
    "Answer",
    "Candidate",
    "Geocoder",
    "Placed",
    "Query",
    "Reason",
    "Refused",
    "make_geocoder",
    "normalize",
    "offline_geocoder",
]
