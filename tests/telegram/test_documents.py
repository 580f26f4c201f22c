"""The whole document: sent as a file, the PDF where there is one, a few times in a while; and whom to turn to."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from .api.chats import Message
from .api.faults import refused
from .api.people import Person
from .api.server import BotApi
from .api.values import Upload
from .conftest import Launch
from .process import KNOWLEDGE
from .wording import says

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
QUESTION = "När stängs den gamla simhallen?"


def sent(api: BotApi, message: Message) -> Upload:
    """The file of a message."""
    return api.files[message.extra["document"]["file_id"]]


@pytest.fixture
def with_pdf(tmp_path: Path) -> Path:
    folder = tmp_path / "kunskap"
    shutil.copytree(KNOWLEDGE, folder)
    (folder / "fn-2024-17" / "pm.pdf").write_bytes(PDF)
    return folder


@pytest.mark.parametrize("wish", ["skicka PDF", "Var kan jag läsa hela dokumentet?", "send me the document"])
async def test_the_text_is_sent_where_there_is_no_pdf(api: BotApi, anna: Person, wish: str) -> None:
    await anna.asks(QUESTION)
    message = await anna.asks(wish)
    file = sent(api, message)
    assert file.name == "fn-2024-17-pm.txt"
    assert file.content == (KNOWLEDGE / "fn-2024-17" / "pm.txt").read_bytes()
    key = "telegram.file_text"
    assert says(message.extra["caption"], key, "en" if wish.startswith("send") else "sv")
    await anna.hears_nothing(seconds=0.2)


async def test_the_pdf_is_sent_and_uploaded_once(own_api: BotApi, launch: Launch, with_pdf: Path) -> None:
    await launch(KNOWLEDGE=str(with_pdf))
    for name in ("Eva", "Bo"):
        person = own_api.person(name)
        await person.asks(QUESTION)
        message = await person.asks("skicka PDF")
        assert sent(own_api, message) == Upload("fn-2024-17-pm.pdf", PDF)
        assert says(message.extra["caption"], "telegram.file")
    assert len(own_api.files) == 1


async def test_it_is_the_document_that_was_quoted(api: BotApi, anna: Person) -> None:
    await anna.asks("Vad kostar cykelbanan?")
    assert sent(api, await anna.asks("kan du skicka hela handlingen?")).name == "tn-2024-42-pm.txt"


async def test_where_several_may_be_meant_the_chosen_one_is_sent(api: BotApi) -> None:
    """Chosen by its button, or in words."""
    for name, by_button in (("Siv", True), ("Tor", False)):
        person = api.person(name)
        asked = await person.asks("skicka PDF")
        assert says(asked, "overview.which")
        if by_button:
            await person.presses(asked, "Cykelbana")
            message = await person.hears()
        else:
            message = await person.asks("2")
        assert sent(api, message).name == "tn-2024-42-pm.txt"
        assert sent(api, await person.asks("skicka PDF")).name == "tn-2024-42-pm.txt", "the case is in hand now"


async def test_in_a_group_the_file_replies_to_whoever_asked(api: BotApi, anna: Person) -> None:
    group = api.group("Lindvik")
    await anna.asks(f"@beslutsbot {QUESTION}", group)
    wish = anna.says("@beslutsbot skicka PDF", group)
    message = await anna.hears(group)
    assert message.reply_to is wish
    assert sent(api, message)


async def test_a_chat_gets_a_few_files_and_then_words(anna: Person) -> None:
    await anna.asks(QUESTION)
    answers = [await anna.asks("skicka PDF") for _ in range(5)]
    assert ["document" in answer.extra for answer in answers] == [True, True, True, False, False]
    assert "Tjänsteutlåtande FN 2024/17" in answers[-1].text
    assert (await anna.asks(QUESTION)).quotes, "questions are answered all the same"


async def test_a_file_that_cannot_be_sent_is_told_of_in_words(own_api: BotApi, launch: Launch, with_pdf: Path) -> None:
    """Telegram refuses it; it is empty; it is gone."""
    bot = await launch(KNOWLEDGE=str(with_pdf))
    pdf = with_pdf / "fn-2024-17" / "pm.pdf"
    for number, missing in enumerate(("refused", "empty", "gone"), 1):
        own_api.faults.clear()
        if missing == "gone":
            pdf.unlink()
        elif missing == "empty":
            pdf.write_bytes(b"")
        else:
            own_api.faults.always("sendDocument", refused("wrong type of the web page content"))
        eva = own_api.person("Eva")
        await eva.asks(QUESTION)
        answer = await eva.asks("skicka PDF")
        assert "Tjänsteutlåtande FN 2024/17" in answer.text, missing
        assert bot.output.count("file_not_sent") == number, missing
    assert "skicka" not in bot.output


async def test_a_link_out_of_the_folder_is_not_followed(own_api: BotApi, launch: Launch, with_pdf: Path) -> None:
    secret = with_pdf.parent / "secret.pdf"
    secret.write_bytes(b"%PDF secret")
    pdf = with_pdf / "fn-2024-17" / "pm.pdf"
    pdf.unlink()
    pdf.symlink_to(secret)
    await launch(KNOWLEDGE=str(with_pdf))
    eva = own_api.person("Eva")
    await eva.asks(QUESTION)
    assert sent(own_api, await eva.asks("skicka PDF")).name == "fn-2024-17-pm.txt"


async def test_a_question_about_what_a_document_says_gets_no_file(anna: Person) -> None:
    await anna.asks(QUESTION)
    answer = await anna.asks("Vad säger dokumentet om simskolan?")
    assert "document" not in answer.extra


async def test_whom_to_turn_to_is_told_as_it_is_set(own_api: BotApi, launch: Launch) -> None:
    await launch(CONTACT="Lindviks växel, 0123-100 00")
    for wish in ("Hur överklagar jag?", "vem kontaktar jag?", "jag vill prata med en människa"):
        answer = await own_api.person("Eva").asks(wish)
        assert "Kontakt: Lindviks växel, 0123-100 00" in answer.text, wish


async def test_that_nobody_is_known_to_turn_to_is_said(anna: Person) -> None:
    assert says(await anna.asks("vem kontaktar jag?"), "contact.unknown")
