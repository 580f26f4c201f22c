"""Cleaning: a message as typed, and what it asks."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answering.answerer import Answerer
from bot.matching.cleaning.cleaner import Cleaner, Courtesy

QUESTIONS = Path(__file__).parents[2] / "data" / "questions"


@pytest.fixture(scope="module")
def cleaner(bot: Answerer) -> Cleaner:
    return bot.matcher.cleaner


@pytest.mark.parametrize(
    ("message", "question"),
    [
        # Greetings
        ("hej, vad får rotlarna?", "vad får rotlarna?"),
        ("Hejsan hoppsan, vad är trygghetsfonden?", "vad är trygghetsfonden?"),
        ("God morgon! Vad föreslås?", "Vad föreslås?"),
        ("Goddag, hur många beslut finns det?", "hur många beslut finns det?"),
        ("tjena vad tycker V om skolan", "vad tycker V om skolan"),
        ("Hej på er\nVad får VINST?", "Vad får VINST?"),
        ("hello! what is proposed?", "what is proposed?"),
        ("Hi there, how much money do the party offices get?", "how much money do the party offices get?"),
        ("Hej hej gör man sig av med lägenheter?", "gör man sig av med lägenheter?"),
        ("Morrn sa borgarråden ja till förslaget?", "sa borgarråden ja till förslaget?"),
        # "m" for "med", where it can be no party
        ("vad hände m trygghetsfonden?", "vad hände med trygghetsfonden?"),
        ("vad säger m om trygghetsfonden?", "vad säger m om trygghetsfonden?"),
        # Small words as they are typed in haste, in Swedish
        ("hur mkt får rotlarna ta me sig", "hur mycket får rotlarna ta med sig"),
        ("hej va kostar lekplatsen", "vad kostar lekplatsen"),
        ("va e trygghetsfonden för nåt", "vad är trygghetsfonden för nåt"),
        ("hur va det på skolan", "hur va det på skolan"),
        ("how much money does it cost me", "how much money does it cost me"),
        # Excuses
        ("Ursäkta om jag stör men vad får VINST?", "vad får VINST?"),
        ("Förlåt, vad får VINST?", "vad får VINST?"),
        ("Sorry for my bad English, how much does VINST get?", "how much does VINST get?"),
        ("Förlåt om jag stavar fel finns det nån plan mot våldet?", "finns det nån plan mot våldet?"),
        ("Ursäkta vad är trygghetsfonden", "vad är trygghetsfonden"),
        # Who one is
        ("Jag heter Karin Öberg och bor i Farsta. Vad får VINST?", "Vad får VINST?"),
        ("Pensionär här. Vad får VINST?", "Vad får VINST?"),
        ("Jag jobbar som lärare. Hur gick det för skolan?", "Hur gick det för skolan?"),
        ("I am a nurse. What does V say about elderly care?", "What does V say about elderly care?"),
        ("Som förälder undrar jag vad S säger om skolan", "vad S säger om skolan"),
        # A signature under one line
        ("vad kostar lekplatsen\n/Olle", "vad kostar lekplatsen"),
        ("Vad kostar det nya badet\nStorgatan 3", "Vad kostar det nya badet"),
        # Who asks, and from where
        ("Vad får rotlarna undrar Anna i Stockholm", "Vad får rotlarna"),
        # Capitals of a title begin no sentence
        ("Vem Får Pappren Sen då", "Vem Får Pappren Sen då"),
        ("Vad säger Vänsterpartiet Om Skolan", "Vad säger Vänsterpartiet Om Skolan"),
        # What leads up to a question
        ("Jag undrar vad V tycker om skolan", "vad V tycker om skolan"),
        ("jag undrar om trygghetsfonden finns kvar", "trygghetsfonden finns kvar"),
        ("Jag skulle vilja veta hur mycket VINST får", "hur mycket VINST får"),
        ("Kan du säga mig vad trygghetsfonden är?", "vad trygghetsfonden är?"),
        ("vet du hur många som dog i skjutningar?", "hur många som dog i skjutningar?"),
        ("I was wondering how much money VINST gets", "how much money VINST gets"),
        ("Kan du hjälpa mig? Vad får VINST?", "Vad får VINST?"),
        ("Jag tänkte fråga tog staden det säkra före det osäkra?", "tog staden det säkra före det osäkra?"),
        ("Kan du hjälpa mig vilken dag avbröts projektet?", "vilken dag avbröts projektet?"),
        ("Snabb fråga: hur mycket får VINST?", "hur mycket får VINST?"),
        ("Medborgarfråga: Vad får VINST?", "Vad får VINST?"),
        ("Ämne: fråga\nVad får VINST?", "Vad får VINST?"),
        ("Min fråga är: vad får VINST?", "vad får VINST?"),
        ("Q: What is proposed?", "What is proposed?"),
        ("1) Vad får VINST?", "Vad får VINST?"),
        # What follows it
        ("Vad får VINST? Tack på förhand", "Vad får VINST?"),
        ("Vad får VINST tack snälla", "Vad får VINST"),
        ("Vad får VINST? Tusen tack för hjälpen!", "Vad får VINST?"),
        ("What does VINST get? Thanks in advance!", "What does VINST get?"),
        ("Vad får VINST? Vore tacksam för svar.", "Vad får VINST?"),
        ("vad tycker V om skolan, undrar en pensionär", "vad tycker V om skolan"),
        ("vad tycker V om skolan tänkte jag fråga", "vad tycker V om skolan"),
        ("Tog staden det säkra före det osäkra? - undrar jag?", "Tog staden det säkra före det osäkra?"),
        ("what about schools, wonders a nurse", "what about schools"),
        ("Vad säger V om skolan? Kan ni svara snabbt?", "Vad säger V om skolan?"),
        # Signatures
        ("Vad får VINST?\nMvh Anna", "Vad får VINST?"),
        ("Vad får VINST? /Anna", "Vad får VINST?"),
        ("Vad får VINST? // Karin Öberg", "Vad får VINST?"),
        ("Vad får VINST?\nMed vänlig hälsning\nKarin Öberg\nStorgatan 4\n070-123 45 67", "Vad får VINST?"),
        ("Vad får VINST?\nM.v.h. Karin", "Vad får VINST?"),
        ("vad får vinst\nm.v.h.\nkarin öberg\nkvarnbacken 3", "vad får vinst"),
        ("Vad får VINST?\nKarin Öberg", "Vad får VINST?"),
        ("Vad får VINST?\nEn besviken farfar", "Vad får VINST?"),
        ("Vad får VINST?\nanna@example.se", "Vad får VINST?"),
        ("Vad får VINST? Kind regards, Anna", "Vad får VINST?"),
        ("Vad får VINST?\nHa en fin dag!\nKarin", "Vad får VINST?"),
        # Forwarded
        ("Fwd: Vad får VINST?", "Vad får VINST?"),
        ("Re: Fwd: On what date did the board meet?", "On what date did the board meet?"),
        ("FW: Får de kommunala bolagen bygga?", "Får de kommunala bolagen bygga?"),
        ("Sv: Vilka avvikelser hittades i uppföljningen?", "Vilka avvikelser hittades i uppföljningen?"),
        ("Fick det här av Barbro:\nVad är diarienumret?", "Vad är diarienumret?"),
        ("Stina: Vad är det för fel på målen?", "Vad är det för fel på målen?"),
        ("Från: Karin Öberg\nTill: kommunen\nÄmne: fråga\n\nVad får VINST?", "Vad får VINST?"),
        ("> Vad får VINST?", "Vad får VINST?"),
        ("Karin Öberg, [lördag 18:05]\nVad får VINST?", "Vad får VINST?"),
        ("---------- Forwarded message ----------\nFrom: Karin Öberg\n\nVad får VINST?", "Vad får VINST?"),
        ("@beslutsbot vad får VINST? https://example.org/x", "vad får VINST?"),
        ("”Vad får VINST?” – det är min fråga", '"Vad får VINST?"'),
        # Labels, heads and what hands a question on
        ("Meddelande: vad får VINST?", "vad får VINST?"),
        ("Dagens kluring: Hur mycket får VINST?", "Hur mycket får VINST?"),
        ("Vb: Sv: fråga\n\nVad får VINST?", "Vad får VINST?"),
        ("(vidarebefordrat)\nVad får VINST?", "Vad får VINST?"),
        ("Fick det här av Stina:\nhur många dödades?", "hur många dödades?"),
        ("kopierar in det min syster skrev: vad får VINST?", "vad får VINST?"),
        ("Rätta mig om jag är på fel ställe men: vad får VINST?", "vad får VINST?"),
        ("Jag skulle behöva hjälp med en sak: UH018", "UH018"),
        # Sentences without a mark between them
        ("agenda 2030 Tack så hemskt mycket för hjälpen.", "agenda 2030"),
        ("jag heter Moa Hur mycket får VINST?", "Hur mycket får VINST?"),
        ("Jag heter Ebba och är 47 år. Säger S ja till det?", "Säger S ja till det?"),
        # As said, and misspelled
        ("ursekta mig, vad får VINST?", "vad får VINST?"),
        ("hej jag är sara å jag undrar ombudgetering VINST", "ombudgetering VINST"),
        ("asså seriöst vad får VINST?", "vad får VINST?"),
        ("jag har gått och undrat ett tag: vad får VINST?", "vad får VINST?"),
        # Exclamations and urging
        ("Herregud vilken halka det är ute! Vad får VINST?", "Vad får VINST?"),
        ("Vad trevligt att du svarar så här dags. Vad får VINST?", "Vad får VINST?"),
        ("Vem granskar staden? kom igen nu", "Vem granskar staden?"),
        ("hur mycket finns kvar mvh M", "hur mycket finns kvar"),
        ("Vad får VINST? Hälsningar S", "Vad får VINST?"),
        # Cards under a letter
        ("Vad får VINST?\n\nAbdi Farah\nRönngatan 31 B lgh 1203\ntfn 070 174 06 27", "Vad får VINST?"),
        ("Vad får VINST?\n\nSkickat från min telefon", "Vad får VINST?"),
        ("Vad får VINST?\n\nÖnskar er en fin dag\nAmina Ström\nFörskollärare", "Vad får VINST?"),
        # Cut in lines
        ("Vad har staden\ngjort för de äldre?", "Vad har staden gjort för de äldre?"),
        ("Vad har\nSkolplattformen kostat?", "Vad har Skolplattformen kostat?"),
        ("Erkänner nån att\näldrevården inte höll måttet?", "Erkänner nån att äldrevården inte höll måttet?"),
        ("Vilka fick\n80 procent?", "Vilka fick 80 procent?"),
        # Shouted
        ("VAD FÅR VINST?", "vad får VINST?"),
        ("VAD SA IVO OM VÅRDEN?", "vad sa IVO om vården?"),
        ("VAD TYCKER V OM SKOLAN???", "vad tycker V om skolan?"),
        ("vad FÅR VINST", "vad får VINST"),
        ("HUR MYCKET PENGAR FÅR ROTLARNA? TACK!", "hur mycket pengar får rotlarna?"),
        # Several sentences: the question first, last, in the middle
        ("Vad får VINST? Jag läste om det i tidningen.", "Vad får VINST?"),
        ("Jag har letat överallt. Vad säger V om skolan?", "Vad säger V om skolan?"),
        ("Hittar inget på er hemsida. Hur mycket får rotlarna?", "Hur mycket får rotlarna?"),
        ("Min granne är arg. Vad får VINST? Jag förstår inte.", "Vad får VINST?"),
        (
            "Hej!\nJag heter Anna och är lärare. Jag undrar vad V säger om skolan? Tack på förhand!\n\nMvh\nAnna",
            "vad V säger om skolan?",
        ),
    ],
)
def test_what_a_message_asks(cleaner: Cleaner, message: str, question: str) -> None:
    assert cleaner.clean(message).question == question
    assert cleaner.clean(message).courtesy is None


@pytest.mark.parametrize(
    "message",
    [
        # Two sentences, of which the question needs the other
        "Jag läste om trygghetsfonden. Hur mycket är kvar?",
        "Äldreomsorgen kritiseras. Vem säger det?",
        "Skolan får mer pengar. Stämmer det?",
        "V är kritiska. Varför?",
        "Skjutningarna ökade. Hur många dog?",
        "Personalen slet hårt. Fick de beröm?",
        "Trygghetsfonden. Vad är det?",
        "Jag jobbar på dagis. Nämns vi nånstans?",
        "Har ledningen granskat sig själv? Vad är faran med det?",
        "Jag läste nåt om revisionen. Vem får pappren sen?",
        "klimat: föredragande borgarrådet jfr V",
        # A clause that the question points back at
        "Min bandkompis slänger sig med bokstäverna KKN, vad menar hon?",
        "Min bror säger att det lugnat sig i de andra storstäderna, stämmer det?",
        "Jag såg ordet VINST i en lista, vad är det man vill göra med det?",
        "Min dotter frågade om VINST är ett stort eller litet projekt, vad kan jag svara?",
        "Jag blir nyfiken på pengarna som de politiska kontoren får spara, hur stora är de?",
        "Min lärare bad oss hitta något märkt UH018, vad är det för papper?",
        "Min kompis hittade knappt en rad om de utsatta kvarteren, hur förklarar sossarna det?",
        "Jag tycker att toppolitikerna borde ha klivit fram för kulturen, tycker V det?",
        "Vart skickas årsredogörelsen sen när toppolitikerna sagt ja, vem ska granska den?",
        "Min sambo är vårdbiträde, är det nån som tackar dem?",
        "Clara Lundberg, vad hade hon för invändningar?",
        # Thanks that are asked about
        "vilka riktar S ett stort tack till",
        "tackar någon personalen",
        "Vem tackar S?",
        "Fick personalen ett stort tack?",
        "Do nurses and assistant nurses get any thanks?",
        # Words that look like courtesy or an introduction
        "Vad är god vård?",
        "god ekonomisk hushållning",
        "Går tunnelbanan som vanligt i kväll?",
        "Vad tycker vänsterpartiet om hälsningar från staden?",
        "Hur mår barnen i skolan?",
        "Vår skola, hur gick det?",
        "To whom will the report be forwarded once it has been approved?",
        "Vem frågar om trygghetsfonden?",
        "Vad undrar V?",
        "Fi: vad vill de?",
        # What is asked for, and by which preposition
        "Jämför vad S och V säger om bostäder",
        "Compare what the Social Democrats say about schools and about jobs",
        "I samband med vad ska VINST budgeteras om?",
        "Under hur lång tid har majoriteten styrt?",
        "Var det ingen som varnade för vad som höll på att hända i Rinkeby?",
        "Är det sant att skolan får mindre pengar?",
        # Names, lists and keywords
        "Karin Wanngård",
        "S och V om skolan",
        "reservation S",
        "VINST",
        "UNHCR",
        "vad vill SLK med it",
        "vad vill F!?",
        "mål om äldre, uppfyllt?",
        "Hur mycket (i mnkr) får rotlarna?",
        "Vad är 1.2.3?",
        "Vad hände den 8/3?",
        "och V då?",
        "varför?",
        "mer",
    ],
)
def test_what_stays_whole(cleaner: Cleaner, message: str) -> None:
    assert cleaner.clean(message).question == message


@pytest.mark.parametrize("greeting", ["Hej ", "hej, ", "Hej! ", "God kväll! ", "Hallå där! "])
@pytest.mark.parametrize(
    "question",
    ["är det sant att V vill höja skatten?", "vad hände?", "finns det bilagor?", "visa alla beslut", "varför?", "V?"],
)
def test_a_greeting_takes_nothing_of_the_question(cleaner: Cleaner, greeting: str, question: str) -> None:
    assert cleaner.clean(greeting + question).question == question


@pytest.mark.parametrize(
    ("message", "courtesy"),
    [
        ("hej", Courtesy.GREETING),
        ("Hej på dig!", Courtesy.GREETING),
        ("god morgon", Courtesy.GREETING),
        ("GOD KVÄLL!!", Courtesy.GREETING),
        ("hello", Courtesy.GREETING),
        ("Hej, jag heter Anna.", Courtesy.GREETING),
        ("hejsan hoppsan 🙂", Courtesy.GREETING),
        ("tack", Courtesy.THANKS),
        ("Tack så mycket!", Courtesy.THANKS),
        ("ok tack för hjälpen", Courtesy.THANKS),
        ("nej tack", Courtesy.THANKS),
        ("thanks", Courtesy.THANKS),
        ("thank you very much", Courtesy.THANKS),
        ("Tack och hej", Courtesy.THANKS),
        ("hej då", Courtesy.GOODBYE),
        ("hejdå!", Courtesy.GOODBYE),
        ("bye", Courtesy.GOODBYE),
        ("adjö", Courtesy.GOODBYE),
        ("", None),
        ("🙂", None),
        ("  \n ", None),
    ],
)
def test_courtesy(cleaner: Cleaner, message: str, courtesy: Courtesy | None) -> None:
    assert cleaner.clean(message).question == ""
    assert cleaner.clean(message).courtesy is courtesy


@pytest.mark.parametrize(
    "message", ["rotlarna", "hej, vad får rotlarna?", "tackar någon personalen?", "vem hälsar V till?"]
)
def test_no_courtesy(cleaner: Cleaner, message: str) -> None:
    assert cleaner.clean(message).question
    assert cleaner.clean(message).courtesy is None


def test_what_is_an_abbreviation_is_told_by_the_sources(bot: Answerer, invented: Answerer) -> None:
    assert bot.matcher.cleaner.clean("VAD KOSTAR VINST").question == "vad kostar VINST"
    assert invented.matcher.cleaner.clean("VAD KOSTAR VINST").question == "vad kostar vinst"


def test_no_question_is_cleaned_away(cleaner: Cleaner) -> None:
    lines = [
        json.loads(line)
        for name in ("answer", "held_out", "premise")
        for line in (QUESTIONS / f"{name}.jsonl").read_text("utf-8").splitlines()
    ]
    assert [item["q"] for item in lines if not cleaner.clean(item["q"]).question] == []


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=80))
def test_any_text(bot: Answerer, text: str) -> None:
    message = bot.matcher.cleaner.clean(text)
    assert "\n" not in message.question
    assert message.question == message.question.strip()
    assert not (message.question and message.courtesy)


def test_what_is_cleaned_is_clean(cleaner: Cleaner) -> None:
    lines = (QUESTIONS / "answer.jsonl").read_text("utf-8").splitlines()
    once = [cleaner.clean(json.loads(line)["q"]).question for line in lines]
    again = [cleaner.clean(question).question for question in once]
    assert sum(question == other for question, other in zip(once, again, strict=True)) >= 0.98 * len(lines)
