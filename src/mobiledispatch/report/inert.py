"""Text from clients made harmless for the place it goes to: a terminal, a spreadsheet, a page, a file name."""

import re
import unicodedata

# Escapes, line breaks and bidirectional overrides: they move the cursor, or show other text than is there.
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]+")
_FORMULA = tuple("=+-@＝＋－＠")
# Beyond HTML's own: folium's pages are JavaScript template literals (` $ \) rendered by Jinja, twice ({ } %).
_MARKUP = {ord(c): f"&#{ord(c)};" for c in "&<>\"'`$\\{}%"}


def one_line(text: str) -> str:
    r"""The text on one line, with nothing in it that a terminal would obey.

    >>> one_line("Ana\x1b[2J\nLopez ")
    'Ana [2J Lopez'
    """
    return " ".join(_UNSEEN.sub(" ", text).split())


def csv_cell(text: str) -> str:
    """The text as a cell that no spreadsheet takes for a formula.

    >>> csv_cell("=1+1"), csv_cell("+17805550101"), csv_cell("Jo")
    ("'=1+1", "'+17805550101", 'Jo')
    """
    plain = one_line(text)
    return f"'{plain}" if plain.startswith(_FORMULA) else plain


def html_text(text: str) -> str:
    """The text for a page: inert as HTML, in an attribute, in a JavaScript template literal and in a template.

    >>> html_text("<b>${x}")
    '&#60;b&#62;&#36;&#123;x&#125;'
    """
    return one_line(text).translate(_MARKUP)


def file_name(text: str) -> str:
    """A name for a file: letters, digits, `_`, `-`; a digest keeps two ids apart that would otherwise meet.

    >>> file_name("ana"), file_name("../Ana")
    ('ana', 'Ana-229dec4c')
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    safe = re.sub(r"[^A-Za-z0-9_-]+", "-", plain).strip("-")[:60]
    # Where capitals do not count, Ana.txt would overwrite ana.txt.
    if safe and safe == text == text.lower():
        return safe
    import hashlib  # who only writes to a terminal does without

    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{safe}-{digest}".lstrip("-")
