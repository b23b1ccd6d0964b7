"""A subject stays the same through every mail program: the number once, and one “Re:” in front of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels.subjects import LONGEST_SUBJECT, bare, numbered


@pytest.mark.parametrize(
    "typed",
    [
        "Fire", "Re: Fire", "RE: AW: Fire", "Re[2]: Fire", "Re(3): Fire", "re^2: Fire", "RE : Fire",
        "Antw: SV: VS: Fire", "Odp: R: RIF: Fire", "RES: Fire", "YNT: Yanıt: Fire", "Отв: Re: Fire", "Ответ: Fire",
        "پاسخ: Fire", "رد: Fire", "回复：Fire", "返信: 回覆: Fire", "Trả lời: Fire", "Vá: Σχετ: Fire",
        "Re:Re:Re:Fire",
        "Re: [#12] Re: AW: Fire", "[#12] Fire", "AW: [#12] Fire [#13]",
    ],
)  # fmt: skip
def test_answers_in_every_language_have_one_subject(typed):
    assert bare(typed) == "Fire"


@pytest.mark.parametrize(
    "typed",
    ["Fwd: Fire", "Reset: Fire", "Retro", "Resume: mine", "VSphere: down", "Re", "Re:", "#12", "Area: Fire"],
)
def test_what_only_looks_like_an_answer_stays(typed):
    assert bare(typed) == typed


@given(st.text(max_size=400))
def test_nothing_typed_makes_a_second_line(typed):
    once = numbered(7, typed)
    assert len(once) <= LONGEST_SUBJECT
    assert not set("\r\n\x00\x85\u2028") & set(once)
