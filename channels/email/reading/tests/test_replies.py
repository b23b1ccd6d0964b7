"""What people write around a quotation, and what must not be taken for one."""

import pytest

from channels.email.reading.replies import newest_words

KEPT = {
    "a journey is no header": "Please book:\n\nFrom: Berlin\nTo: Munich\nDate: 3 May\n\nThanks!",
    "a server's words are no quotation": "On 3 May at 10:30 the server wrote:\n\nError 7",
    "somebody's words are retold": "As Bo wrote on 3.5.2024 to ann@example.org:\n\nwe need paper",
    "what a colleague wrote": "On 3 June 2024 your colleague wrote:\n\nwe come tomorrow.\n\nNobody came.",
    "a parcel was sent": "I sent it on 3/5/2024 to bo@example.org:\n\ntracking 12",
    "a log is cited": "The log says:\n\n> error 1\n> error 2\n> error 3",
    "a citation is answered": "> Is the red right?\n\nYes.\n\n> And blue?\n\nNo.",
    "an ornament": ">>> look at <<<\nhttps://example.org",
    "only a quotation": "> the printer is on fire",
    "a courier was sent": "Привет\n\nОтправлено с курьером вчера",
    "a report was sent": "Merhaba\n\nRapor dün müşteriye gönderildi",
    "a town is no device": "Thanks!\n\nSent from Berlin",
    "a desk is no device": "Fine.\n\nSent from my desk, which is much better than the telephone.",
    "only thanks": "Thank you!\n\nAnn",
    "only a closing": "Best regards",
    "only a closing and a name": "Kind regards,\nAnn",
    "only a device": "Sent from my iPhone",
    "a list with dashes": "Wir brauchen:\n\n-Papier\n\n-Toner",
    "a rule between two parts": "One\n\n-----\n\nTwo",
    "our mark above all": "## Please reply above this line ##\n\nThe red is wrong.",
    "only a forwarded mail": "---------- Forwarded message ---------\nFrom: bo@example.org\nSubject: Ink\n\nNone.",
    "a size that is also a greeting": "Sizes:\nLG\nXL",
    "fields of a form": "Status: done\nDue: 2024-06-03\nFor: ann@example.org\nHours: 2.5",
    "a rule of two dashes": "Before\n--\nWhat comes after?",
    "only dashes": "--\n--",
    "nothing": "",
}

CUT = {
    "on the line of the answer": ("yes On Mon, Jun 3, 2024 at 10:12 AM, bo@example.org wrote:\n> ok?", "yes"),
    "on the line of the quotation": (
        "yes\n\n   On Mon, Jun 3, 2024 at 10:12 AM, Bo<bo@example.org> wrote:   ok?\n\nBo",
        "yes",
    ),
    "an address over three lines": ("yes\n\nOn 3 Jun 2024, at 10:12, Bo <\nbo@example.org>\nwrote:\n\nok?", "yes"),
    "a mark inside the address": ("yes\n\nOn 3 Jun 2024 at 10:12 Bo <bo@example.org\n> wrote:\n\n> ok?", "yes"),
    "with dashes": ("yes\n\n---- On Mon, 03 Jun 2024 10:12:33 +0200 Bo <bo@example.org> wrote ----\n\nok?", "yes"),
    "by the name alone": ("yes\n\nBo wrote:\n> ok?\n> Bo", "yes"),
    "marked by a bar": ("yes\n\nOn 3 Jun 2024 10:12, <b@example.org> wrote:\n| ok?\n| Bo\n\nand no", "yes\n\nand no"),
    "marked by a name": ("yes\n\nOn 3 Jun 2024 at 10:12, Bo <bo@example.org> wrote:\n\nBo> ok?", "yes"),
    "a broken quoted line": (
        "yes\n\nOn 3 Jun 2024 at 10:12, Bo <bo@example.org> wrote:\n"
        "> This line was so long that the client which quoted it broke it without\nmarking the rest,\n> alas.\n",
        "yes",
    ),
    "a quoted header": ("yes\n\n> Subject: Ink\n> From: bo@example.org\n> Date: 3 Jun 2024 10:12\n> \n> ok?", "yes"),
    "a header in stars": (
        "yes\n\n*From:* Bo [mailto:bo@example.org]\n*Sent:* Monday, June 3, 2024 10:12 AM\n*Subject:* Ink\n\nok?",
        "yes",
    ),
    "a header without an address": ("ja\n\nVon: Bo\nGesendet: Montag, 3. Juni 2024 10:12\nAn: Ann\n\nok?", "ja"),
    "a folded header": (
        "yes\n\nFrom: bo@example.org\nTo: ann@example.org,\n c@example.org\nSubject: Ink\nis low\nDate: 3 May\n\nok?",
        "yes",
    ),
    "of blank lines": ("yes\n\nFrom: bo@example.org\n\nDate: 3 June 2024 10:12\n\nSubject: Ink\n\nok?", "yes"),
    "QQ": ("好的\n\n--------- 原始邮件 ---------\n发件人: \"Bo\" <bo@example.org>;\n\n在吗", "好的"),
    "Foxmail": ("好的\n\n发件人： Bo\n发送时间： 2024-06-03 10:12\n收件人： Ann\n主题： Re: 墨\n在吗", "好的"),
    "an unknown language": ("yes\n\n> zz 3 qux 2024 10:12, Bo <bo@example.org> blorp:\n>\n> ok?", "yes"),
    "an unknown language without an address": ("yes\n\nzz 3.6.2024 10:12 Bo blorp:\n\n> ok?", "yes"),
    "a time and an address above": (
        "Call me at 10:30 or mail ann@example.org\n\n> On 3 Jun 2024, at 10:12, Bo <bo@example.org> wrote:\n> ok?",
        "Call me at 10:30 or mail ann@example.org",
    ),
    "a sentence above": (
        "Bo wrote me.\nI tried at 10:30 with this:\n\n> On 3 Jun 2024, at 10:12, Bo <bo@example.org> wrote:\n> ok?",
        "Bo wrote me.\nI tried at 10:30 with this:",
    ),
    "Lotus Notes": ("yes\n\n-----Bo Lee wrote: -----\nTo: ann\nFrom: bo@example.org\nDate: 06/03/2024\n\nok?", "yes"),
    "GroupWise": ("yes\n\n>>> Bo Lee <bo@example.org> 03.06.24 10:12 >>>\nok?\nBo", "yes"),
    "Horde": ("Zitat von Bo Lee <bo@example.org>:\n\n> ok?\n\nja", "ja"),
    "NetEase": ("好\n\n---- 回复的原邮件 ----\n| 发件人 | Bo<bo@example.org> |\n在吗", "好"),
    "a warning of a server": ("CAUTION: This email originated from outside of the organization.\n\nHello", "Hello"),
    "a lawyer": ("Hello\n\nThis e-mail and its attachments are confidential. If it is not yours,\nstop.", "Hello"),
    "Samsung, Turkish": (
        "Tamam.\n\nSamsung Galaxy akıllı telefonumdan gönderildi.\n-------- Orijinal mesaj --------\n"
        "Kimden: Bo <bo@example.org>\nTarih: 3.06.2024 10:12 (GMT+03:00)\nKonu: Mürekkep\n\nVar mı?",
        "Tamam.",
    ),
    "iPhone, Persian": (
        "بله، درست شد.\n\nارسال شده از iPhone من\n\n> در ۳ ژوئن ۲۰۲۴، ۱۰:۱۲، بو <bo@example.org> نوشت:\n> سلام",
        "بله، درست شد.",
    ),
    "Outlook, Arabic": (
        "نعم\n\nمع التحية\nآن\n\nمن: بو <bo@example.org>\nتم الإرسال: 3 يونيو 2024 10:12\nالموضوع: حبر\n\nهل؟",
        "نعم",
    ),
    "Outlook for Android, German": (
        "Ja\n\nGesendet von Outlook für Android<https://aka.ms/AAb9ysg>\n________________________________\n"
        "Von: Bo <bo@example.org>\nGesendet: Montag, 3. Juni 2024 10:12\nAn: Ann\nBetreff: Tinte\n\nUnd?",
        "Ja",
    ),
    "our mark": ("yes\n\n##- Bitte antworten Sie oberhalb dieser Zeile -##\n\nok?", "yes"),
    "a signature": ("yes\n\n-- \nAnn Lee\nhttps://example.org", "yes"),
    "a closing": ("Hej\n\nMed vänlig hälsning,\nAnn Lee\nBläck AB", "Hej"),
    "a closing and an afterthought": ("Hello\n\nBest regards,\nAnn\n\nPS: bring paper", "Hello\n\nPS: bring paper"),
    "signed with a dash": ("Hello\n\n-Ann Lee", "Hello"),
    "a mailing list": (
        "Hello\n\n_______________________________________________\nprinters mailing list\nprinters@example.org",
        "Hello",
    ),
    "devices": ("yes\n\nSent from my Galaxy, please excuse any typos.\nGet Outlook for Android", "yes"),
}  # fmt: skip


@pytest.mark.parametrize("what", KEPT)
def test_words_that_only_look_like_a_quotation_or_a_signature_are_kept(what):
    assert newest_words(KEPT[what]) == KEPT[what]


@pytest.mark.parametrize("what", CUT)
def test_what_others_wrote_and_what_programs_add_is_left_out(what):
    mail, words = CUT[what]
    assert newest_words(mail) == words
    assert newest_words(mail.replace("\n", "\r\n")) == words


def test_html_is_asked_where_the_text_marks_nothing():
    text = "Fine.\n\nOnly page two is missing."
    quoted = "<blockquote>Only page two is missing.</blockquote>"
    html = f'<div>Fine.</div><div class="gmail_quote"><div>zz blorp</div>{quoted}</div>'
    assert newest_words(text, html) == "Fine."


def test_the_text_is_preferred_where_neither_quotes_anything():
    assert (
        newest_words("See https://example.org", "<p>See <a href='https://example.org'>here</a></p>")
        == "See https://example.org"
    )


HTML = {
    "own words moved in": (
        '<div>Hi</div><blockquote style="margin:0 0 0 40px;border:none;padding:0px"><div>moved in</div></blockquote>',
        "Hi\nmoved in",
    ),
    "a cited passage above a quotation": (
        "<p>This is wrong:</p><blockquote>Red</blockquote><p>On 3 Jun 2024, at 10:12, Bo wrote:</p>"
        '<blockquote type="cite">ok?</blockquote>',
        "This is wrong:\n\nRed",
    ),
    "links keep their address": (
        '<p>See <a href="https://example.org/a">this</a>, <a href="https://example.org">example.org</a></p>',
        "See this <https://example.org/a>, example.org",
    ),
    "unclosed tags": ("<p>One <b>two<p>three", "One two\n\nthree"),
    "what nobody sees": (
        "<style>p{}</style><!-- no --><p style='display: none'>no</p><script>no()</script>Yes",
        "Yes",
    ),
    "a forwarded mail": (
        '<div>Look</div><div class="gmail_quote"><div>---------- Forwarded message ---------<br>From: Bo<br>'
        "Subject: Ink</div>Hello <blockquote>old</blockquote>bye</div>",
        "Look",
    ),
    "a signature": ('<p>Yes</p><div class="gmail_signature">Ann<br>ACME</div>', "Yes"),
    "lists": ("<ul><li>one</li><li>two</li></ul>", "- one\n- two"),
    "preformatted": ("<pre>a\n  b</pre>", "a\n  b"),
    "only a quotation": ("<blockquote>all</blockquote>", "all"),
}


@pytest.mark.parametrize("what", HTML)
def test_html_is_read_as_a_person_sees_it(what):
    mail, words = HTML[what]
    assert newest_words("", mail) == words
