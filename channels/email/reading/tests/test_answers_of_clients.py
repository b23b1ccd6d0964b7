import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from channels.email.reading.replies import newest_words
from channels.email.reading.tests.answers import (
    ASKED,
    ATTRIBUTIONS,
    HEADERS,
    HTMLS,
    OUTLOOK_HTMLS,
    OUTLOOK_TEXTS,
    TEXTS,
    quoted,
)

WORDS = (
    "Hi,\n\nthe red is right again. Blue is missing:\n\n- page 1\n- page 3\n\nCan you look at 10:30 tomorrow?"
)
VOCABULARY = """
    printer toner 3 paper: https://example.org/a?b=1 Grüße Ärger straße merci naïve impresión não żółć принтер папір
    yazıcı çalışıyor dağıtım طابعة ورق الحبر چاپگر کاغذ می‌شود מדפסת 打印机 プリンター 프린터 máy เครื่องพิมพ์ (two)
    it's #42 a@b.example <ann@example.org> — yes; no 42% On Am 10:30 3.6.2024 wrote schrieb yazdı نوشت
"""
VOCABULARY_WORDS = VOCABULARY.split()


def squeezed(text):
    return "".join(character for character in text if character.isalnum())


@st.composite
def written(draw):
    """A few paragraphs, as people write them; the last word ends a sentence."""
    paragraph = st.lists(st.sampled_from(VOCABULARY_WORDS), min_size=2, max_size=30).map(" ".join)
    # A dash and a few words below everything else are a signature, whoever reads them.
    paragraph = paragraph.filter(lambda words: not words.startswith("—"))
    paragraphs = draw(st.lists(paragraph, min_size=1, max_size=4))
    return "\n\n".join(f"{words}." for words in paragraphs)


def failing(shapes, shape, told, *, is_html):
    """The languages in which a client of this shape does not give back exactly the words written."""
    for language, said in told.items():
        mail = shapes[shape](WORDS, said)
        words = newest_words("", mail) if is_html else newest_words(mail)
        if squeezed(words) != squeezed(WORDS):
            yield language, words


@pytest.mark.parametrize("shape", TEXTS)
def test_an_answer_in_plain_text_gives_back_exactly_the_words_written(shape):
    assert list(failing(TEXTS, shape, ATTRIBUTIONS, is_html=False)) == []


@pytest.mark.parametrize("shape", HTMLS)
def test_an_answer_in_html_gives_back_exactly_the_words_written(shape):
    assert list(failing(HTMLS, shape, ATTRIBUTIONS, is_html=True)) == []


@pytest.mark.parametrize("shape", OUTLOOK_TEXTS)
def test_an_answer_by_outlook_in_plain_text_ends_where_the_header_begins(shape):
    languages = {language: language for language in HEADERS}
    assert list(failing(OUTLOOK_TEXTS, shape, languages, is_html=False)) == []


@pytest.mark.parametrize("shape", OUTLOOK_HTMLS)
def test_an_answer_by_outlook_in_html_ends_where_the_header_begins(shape):
    languages = {language: language for language in HEADERS}
    assert list(failing(OUTLOOK_HTMLS, shape, languages, is_html=True)) == []


def test_answers_between_quoted_lines_are_all_kept():
    first, second = WORDS.split("\n\n", 1)
    asked = ASKED.split("\n", 1)
    for language, told in ATTRIBUTIONS.items():
        mail = f"{told}\n{quoted(asked[0])}\n\n{first}\n\n{quoted(asked[1])}\n\n{second}\n"
        assert squeezed(newest_words(mail)) == squeezed(WORDS), language


@pytest.mark.parametrize("shape", TEXTS)
def test_the_html_beside_the_text_takes_no_words_away(shape):
    for language, told in ATTRIBUTIONS.items():
        mail = TEXTS[shape](WORDS, told)
        for html in HTMLS.values():
            assert squeezed(newest_words(mail, html(WORDS, told))) == squeezed(WORDS), language


@pytest.mark.parametrize(
    "tag", ['<blockquote type="cite">', '<blockquote class="gmail_quote" style="border-left:1px">']
)
def test_answers_between_quotations_in_html_are_all_kept(tag):
    told = ATTRIBUTIONS["en"].replace("<", "&lt;").replace(">", "&gt;")
    mail = (
        f'<div class="gmail_quote"><div class="gmail_attr">{told}</div>{tag}Is it well?</blockquote><div>Yes.</div>'
        f"{tag}Both trays?</blockquote><div>Only the first.</div></div>"
    )
    assert newest_words("", mail) == "Yes.\nOnly the first."


@settings(max_examples=300, deadline=None)
@given(written(), st.sampled_from(sorted(TEXTS)), st.sampled_from(sorted(ATTRIBUTIONS)))
def test_any_words_come_back_from_any_client_in_plain_text(words, shape, language):
    mail = TEXTS[shape](words, ATTRIBUTIONS[language])
    assert squeezed(newest_words(mail)) == squeezed(words)


@settings(max_examples=300, deadline=None)
@given(written(), st.sampled_from(sorted(HTMLS)), st.sampled_from(sorted(ATTRIBUTIONS)))
def test_any_words_come_back_from_any_client_in_html(words, shape, language):
    mail = HTMLS[shape](words, ATTRIBUTIONS[language])
    assert squeezed(newest_words("", mail)) == squeezed(words)


@settings(max_examples=300, deadline=None)
@given(written(), st.sampled_from(sorted(OUTLOOK_TEXTS)), st.sampled_from(sorted(HEADERS)))
def test_any_words_come_back_from_outlook(words, shape, language):
    assert squeezed(newest_words(OUTLOOK_TEXTS[shape](words, language))) == squeezed(words)


@settings(max_examples=300, deadline=None)
@given(written())
def test_a_mail_that_quotes_nothing_is_all_words(words):
    assert squeezed(newest_words(words)) == squeezed(words)
