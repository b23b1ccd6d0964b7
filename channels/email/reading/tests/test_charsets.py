"""Letters of every script come out as they were written, whatever the label says."""

import pytest

from channels.email.reading.charsets import codec_of, decoded

PERSIAN = "سلام، چاپگر طبقه دوم کار نمی‌کند."


@pytest.mark.parametrize(
    ("label", "codec"),
    [
        ("X-GBK", "gb18030"),
        ("iso-gb2312", "gb18030"),
        ("win-1257", "cp1257"),
        ("'UTF8'", "utf-8"),
        ("cp-1252", "cp1252"),
        ("ISO8859_2", "iso8859-2"),
        ("iso-8859-8-i", "iso8859-8"),
        ("ks_c_5601-1987", "cp949"),
        ("latin1", "cp1252"),
        ("charset=utf-8", "utf-8"),
        ("x-unknown", ""),
        ("", ""),
        ("rot13", ""),
        ("base64", ""),
        ("no such charset", ""),
    ],
)
def test_a_misspelt_charset_is_understood_and_nonsense_is_none(label, codec):
    assert codec_of(label) == codec


@pytest.mark.parametrize(
    ("text", "charset", "label"),
    [
        ("Grüße — “quoted” €", "cp1252", "iso-8859-1"),
        ("镕基，你好", "gb18030", "gb2312"),
        ("①日本語", "cp932", "shift_jis"),
        ("똠방각하", "cp949", "euc-kr"),
        ("İyi günler", "cp1254", "iso-8859-9"),
    ],
)
def test_the_wider_charset_is_meant_where_the_narrower_is_named(text, charset, label):
    assert decoded(text.encode(charset), label) == (text, True)


def test_japanese_mail_with_the_rows_that_microsoft_added_is_read():
    assert decoded(b"\x1b$B-!F|K\\\x1b(B ok", "iso-2022-jp") == ("①日本 ok", True)


def test_utf7_is_read_when_named_and_never_guessed():
    assert decoded(b"Gr+APwA3w-e", "utf-7") == ("Grüße", True)
    assert decoded(b"Gr+APwA3w-e", "") == ("Gr+APwA3w-e", True)


@pytest.mark.parametrize("label", ["", "x-unknown", "us-ascii", "no-such-thing"])
def test_what_nobody_labelled_is_utf8_before_anything_else(label):
    assert decoded(PERSIAN.encode(), label) == (PERSIAN, True)


@pytest.mark.parametrize(
    ("text", "charset"),
    [
        ("Новый заказ от клиента, принтер не работает", "cp1251"),
        ("整体提升企业服务水平，请回复", "gb18030"),
        ("Köln grüßt", "cp1252"),
        ("日本語のメールです。プリンターが動きません。", "cp932"),
        ("안녕하세요 프린터가 작동하지 않습니다", "cp949"),
    ],
)
def test_old_charsets_are_recognised_without_a_label(text, charset):
    assert decoded(text.encode(charset), "")[0] == text


def test_the_charset_of_the_rest_of_the_mail_helps():
    assert decoded("Merhaba, yazıcı çalışmıyor".encode("cp1254"), "", hint="windows-1254")[0].startswith(
        "Merhaba, yazıcı"
    )


def test_broken_letters_are_replaced_and_owned_up_to():
    text, is_whole = decoded(b"\xd0\x9f\xd1\x80\xd0\xb8\xd0\xb2\xd0\xb5\xd1\x82, " * 10 + b"\xd0", "utf-8")

    assert text.startswith("Привет, ")
    assert text.endswith("\ufffd")
    assert not is_whole


def test_what_the_database_cannot_hold_never_comes_out():
    assert decoded(b"a\0b", "utf-8")[0] == "ab"
    assert "\0" not in decoded(b"\0\xff\0", "utf-16")[0]
