"""Messages in languages that the bot does not read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.language.foreign import ForeignLanguage, _languages, foreign_language

ROOT = Path(__file__).parents[2]

FOREIGN = {
    "fi": [
        "Paljonko päiväkoti maksaa?",
        "paljonko paivakoti maksaa kuussa",
        "milloin koulu alkaa",
        "mistä haen hoitopaikkaa lapselle",
        "miten haetaan esikouluun",
        "onko kirjasto auki sunnuntaina",
        "kuka päätti tästä",
        "mitä maksaa förskola Haaparannassa",
    ],
    "et": [
        "kui palju lasteaed maksab?",
        "millal kool algab",
        "kuidas ma saan lasteaiakohta taotleda",
        "kus ma saan prügi ara visata",
    ],
    "se": [
        "Man olu mánáidgárdi máksá?",
        "goas skuvla álgá",
        "gos lea girjerádju?",
        "gii lea mearridan dan birra",
    ],
    "kmr": [
        "Baxçeyê zarokan çiqas e?",
        "dibistan kengî dest pê dike",
        "ez çawa dikarim zarokê xwe qeyd bikim",
        "ez dixwazim ji bo zaroke xwe alikari bixwazim",
    ],
    "so": [
        "immisa ayay ku kacaysaa?",
        "goorma ayuu iskuulku bilaabanayaa",
        "sidee ayaan carruurta ugu diiwaangelin karaa xannaanada",
        "xagee laga codsadaa lacagta",
        "yaa go'aanka gaaray oo maxay tahay sababta",
    ],
    "pl": [
        "ile to kosztuje",
        "Ile kosztuje przedszkole?",
        "kiedy zaczyna sie szkola",
        "gdzie mogę złożyć wniosek o mieszkanie",
        "czy biblioteka jest otwarta w niedziele",
        "jak zapisac dziecko do przedszkola",
    ],
    "es": [
        "¿Cuánto cuesta la guardería?",
        "cuanto cuesta la guarderia en Malmo",
        "como puedo inscribir a mi hijo en la escuela",
        "donde tiro la basura",
        "quiero saber cuando abre la biblioteca",
        "que decidio el ayuntamiento sobre las escuelas",
    ],
    "pt": [
        "Quanto custa a creche?",
        "quando abre a biblioteca",
        "como faço para inscrever meu filho na escola",
        "onde posso pedir ajuda para os idosos",
        "quem decidiu isso",
    ],
    "it": [
        "Quanto costa l'asilo?",
        "quando apre la biblioteca",
        "come posso iscrivere mio figlio a scuola",
        "dove si butta la spazzatura",
        "chi ha deciso questo?",
    ],
    "fr": [
        "Combien coûte la crèche ?",
        "combien ca coute la maternelle",
        "ou est-ce que je peux inscrire mon enfant",
        "quand ouvre la bibliothèque",
        "c'est quand la rentrée des classes pour les enfants",
        "qu'est-ce que la commune a décidé pour les écoles ?",
    ],
    "ro": [
        "Cât costă grădinița?",
        "cat costa gradinita pe luna",
        "unde pot depune cererea pentru locuință",
        "cand incepe scoala",
        "cum imi inscriu copilul la gradinita",
    ],
    "de": [
        "Was kostet ein Kindergartenplatz?",
        "wann öffnet die Bibliothek",
        "wie kann ich mein Kind in der Schule anmelden",
        "wo muss ich den Müll hinbringen",
        "wer hat das beschlossen und warum",
    ],
    "tr": [
        "Kreş ne kadar?",
        "kres ucreti ne kadar",
        "okullar ne zaman açılıyor",
        "cocugumu okula nasil kaydettirebilirim",
        "kütüphane bugün açık mı",
        "belediye bu kararı neden verdi",
    ],
    "bs": [
        "Koliko košta vrtić?",
        "koliko kosta vrtic",
        "kada počinje škola",
        "kako mogu upisati dijete u skolu",
        "gde mogu da predam zahtev za stan",
        "ko je donio ovu odluku i zašto",
    ],
    "sq": [
        "Sa kushton kopshti?",
        "sa kushton kopshti per femijet",
        "kur fillon shkolla",
        "si mund të aplikoj për banesë",
        "ku është biblioteka",
    ],
    "hu": [
        "Mennyibe kerül az óvoda?",
        "mennyibe kerul az ovoda",
        "mikor kezdődik az iskola",
        "hol lehet jelentkezni a bölcsődébe",
        "miért döntött így az önkormányzat",
    ],
    "vi": [
        "Học phí mẫu giáo bao nhiêu?",
        "hoc phi mau giao bao nhieu tien",
        "khi nào trường học mở cửa",
        "tôi đăng ký cho con ở đâu",
    ],
    "ar": [
        "كم تكلفة الروضة؟",
        "متى تبدأ المدرسة",
        "كيف أسجل طفلي في الروضة",
        "وين المكتبة",
    ],
    "fa": [
        "هزینه مهدکودک چقدر است؟",
        "مدرسه از کی شروع میشه",
        "چطور می‌توانم بچه‌ام را ثبت نام کنم",
        "کتابخانه کجاست",
        "مصارف کودکستان چند است",
    ],
    "ckb": [
        "باخچەی منداڵان چەندە؟",
        "قوتابخانە کەی دەست پێ دەکات",
        "چۆن دەتوانم منداڵەکەم تۆمار بکەم",
    ],
    "ur": [
        "اسکول کب شروع ہوتا ہے؟",
        "ڈے کیئر کی فیس کتنی ہے",
        "میں اپنے بچے کو کیسے داخل کروا سکتا ہوں",
    ],
    "ps": [
        "د وړکتون بیه څومره ده؟",
        "ښوونځی کله پیلېږي",
        "زه څنګه خپل ماشوم ثبت کولی شم",
    ],
    "ru": [
        "Сколько стоит детский сад?",
        "когда начинается школа",
        "как записать ребенка в садик",
        "до скольки работает библиотека",
        "когда начинается förskola и fritids",
    ],
    "uk": [
        "Скільки коштує дитячий садок?",
        "коли починається школа",
        "як записати дитину до школи",
        "де можна подати заяву на житло",
    ],
    "sr": [
        "Колико кошта вртић?",
        "када почиње школа",
        "како да упишем дете у школу",
    ],
    "mk": [
        "Колку чини градинката?",
        "кога почнува училиштето",
        "како да го запишам детето во градинка",
    ],
    "bg": [
        "Колко струва детската градина?",
        "кога започва училището",
        "как мога да запиша детето си на училище",
    ],
    "el": [
        "Πόσο κοστίζει ο παιδικός σταθμός;",
        "ποτε ανοιγει το σχολειο",
        "πώς γράφω το παιδί μου στο σχολείο",
    ],
    "he": [
        "כמה עולה הגן?",
        "מתי מתחילים הלימודים",
        "איך רושמים ילד לבית ספר",
    ],
    "ti": [
        "መዋእለ ሕጻናት ክንደይ እዩ ዋግኡ?",
        "ቤት ትምህርቲ መዓስ ይጅምር",
        "ከመይ ጌረ ንውላደይ ከመዝግብ እኽእል",
    ],
    "am": [
        "የመዋለ ህጻናት ክፍያ ስንት ነው?",
        "ትምህርት ቤት መቼ ይጀምራል",
        "ልጄን እንዴት ማስመዝገብ እችላለሁ",
    ],
    "hi": [
        "डे केयर की फीस कितनी है?",
        "स्कूल कब शुरू होता है",
        "बच्चे का दाखिला कैसे होगा",
    ],
    "th": [
        "ค่าเรียนอนุบาลเท่าไหร่",
        "โรงเรียนเปิดเมื่อไหร่",
        "สมัครเรียนให้ลูกได้ที่ไหน",
    ],
    "zh": [
        "幼儿园多少钱？",
        "学校什么时候开学",
        "怎么给孩子报名",
        "图书馆几点关门 Hammarby",
    ],
    "ja": [
        "保育園はいくらですか？",
        "学校はいつ始まりますか",
        "図書館はどこ",
    ],
    "ko": [
        "어린이집 비용이 얼마예요?",
        "학교는 언제 시작하나요",
        "도서관 어디에 있어요",
    ],
}

NOT_FOREIGN = [
    # Swedish as people write it: slang, slips, no å, ä, ö, dialect, abbreviations
    "yo bre",
    "wallah hur mkt",
    "yo bre hur mkt cash får dom para",
    "len vad säger dom om skolan wallah",
    "abo varför sparar dom på fritids habibi",
    "asså ba va e de för nåt",
    "va kostar de",
    "hur mkt kosta de",
    "nar oppnar biblan",
    "far man ta med sig mat till skolan",
    "hur ar det med skolan i Rinkeby",
    "vaffor gor di pa detta viset",
    "ka e det di säjer",
    "ho sa att di ska lägg ner skola",
    "hur myket pengar fick roltarna",
    "vem har bestamt de har",
    "hurr mycke paenger faar skolorna",
    "paa vilket saett aer det bra",
    "nääää va e detta",
    "snääälla säg vad det kostar",
    "mvh Kalle",
    "ang. VB 2020 ks",
    "SoL LSS IVO BUN KS dnr",
    "m a o ca 5 mnkr f n",
    "asdf qwe",
    "asdfghjkl",
    "lkj sdf wer",
    "qwerty asd zxc",
    "12 345 kr?",
    "👍👍👍",
    "",
    "?",
    "(・ω・)",
    "¯\\_(ツ)_/¯",
    "(づ ◕‿◕ )づ",
    # single words, names, places
    "kebab",
    "pizza kebab",
    "Zlatan Ibrahimović",
    "Kadir Kasirga",
    "Karin Wanngård, Jan Valeskog, Emilia Bjuggren, Kadir Kasirga",
    "Rashid Mohammed (V)",
    "José María García López",
    "Nguyễn Văn Đức",
    "Łukasz Wójcik i Małgorzata",
    "Ali ve Ayşe Yılmaz",
    "Maria da Silva e Costa",
    "Los Angeles Las Vegas Costa Rica",
    "von der Leyen",
    "paljonko",
    "combien",
    "Haparanda Övertorneå Pajala",
    # Swedish with foreign words
    "vad betyder kohortvård",
    "är det halal mat i skolan",
    "c'est la vie budgeten",
    "vad betyder مدرسة",
    "vad är 学校 på svenska",
    "vad betyder quanto costa",
    "vad heter päiväkoti på svenska",
    "finns det information på suomi, somali och arabiska",
    "får man hälsa hola och gracias i skolan",
    "finns det crème brûlée à la carte på äldreboendet",
    "carpe diem",
    "hasta la vista budgeten",
    "status quo per capita de facto",
    "que sera sera",
    "på finska heter det päätös",
    "Привет! Vad kostar förskolan?",
    "Merhaba, vad kostar förskolan i Botkyrka?",
    "Dzień dobry, när börjar skolan?",
    "hej jag heter Ayşe och undrar när mitt barn får plats",
    # Finland-Swedish
    "Stadsstyrelsen beslöt",
    "Vad beslöt stadsstyrelsen om dagvården",
    "ha ni nån aning om när daghemmet öppnar",
    "joo men kiva att ni svarar, var hämtar man roskisnycklar",
    # English
    "how much does it cost",
    "wat u mean lol",
    "dunno innit bruv",
    "wen does da school open pls",
    "how mutch is nursery",
    "budget schools elderly care",
    "I come from Poland, can my kids go to school",
    "can I pay in euro",
    # Norwegian and Danish
    "Hva koster barnehagen?",
    "når åpner biblioteket",
    "hvor mye penger får skolen",
    "korleis søkjer eg barnehageplass",
    "kva kostar det for ungane",
    "hvem har bestemt dette",
    "Hvad koster en plads i børnehaven?",
    "hvornår åbner biblioteket i morgen",
    "hvorfor har kommunen besluttet det",
    "kan man få en lejlighed her",
    "Hvad har det kostet kommunen",
]


@pytest.mark.parametrize(("code", "text"), [(code, text) for code, texts in FOREIGN.items() for text in texts])
def test_foreign(code: str, text: str) -> None:
    found = foreign_language(text)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize("text", NOT_FOREIGN)
def test_not_foreign(text: str) -> None:
    assert foreign_language(text) is None


def own_questions() -> Iterator[str]:
    """The questions of the repository, but for those of other languages."""
    tests = ROOT / "tests" / "data"
    for file in [*sorted((tests / "questions").glob("*.jsonl")), tests / "faq" / "questions.jsonl"]:
        if file.name != "foreign.jsonl":
            for line in file.read_text(encoding="utf-8").splitlines():
                entry = json.loads(line)
                yield from (turn["q"] for turn in entry.get("turns", [entry]))
    curated = yaml.safe_load((ROOT / "knowledge" / "ks-2020-1616" / "questions.yaml").read_text(encoding="utf-8"))
    for questions in curated["questions"].values():
        yield from questions


def test_own_questions() -> None:
    found = {text: language.code for text in own_questions() if (language := foreign_language(text)) is not None}
    assert found == {"Какая сегодня погода в Москве?": "ru", "今天天气怎么样？": "zh"}  # both are there to be declined


@pytest.mark.parametrize(
    "language", [known.told for known in _languages().by_code.values()], ids=lambda language: language.code
)
def test_reply_is_in_its_language(language: ForeignLanguage) -> None:
    assert foreign_language(language.reply) == language
    assert "\n" not in language.reply
    assert "!" not in language.reply


def test_every_language_is_tested() -> None:
    assert set(FOREIGN) == set(_languages().by_code)


@pytest.mark.parametrize(
    ("text", "known", "expected"),
    [
        ("koliko košta skola i fritids", "fritids", "bs"),
        ("ile to kosztuje", "ile", None),  # one sign is left
        ("ile kosztuje förskola fritids grundskola", "forskola fritids grundskola", None),  # half is known
        ("paljonko maksaa barnomsorgstaxa", "barnomsorgstaxa", "fi"),
    ],
)
def test_known_words_speak_for_swedish(text: str, known: str, expected: str | None) -> None:
    found = foreign_language(text, frozenset(known.split()).__contains__)
    assert (found.code if found else None) == expected


def test_known_words_are_asked_for_only_where_signs_are_enough() -> None:
    def knows(word: str) -> bool:
        raise AssertionError(word)

    assert foreign_language("Hur mycket pengar får rotlarna?", knows) is None


@pytest.mark.parametrize("text", ["ile ile ile ile", "kreş", "www.ile-kosztuje.pl", "ile@kosztuje.pl"])
def test_too_few_signs(text: str) -> None:
    assert foreign_language(text) is None


def test_related_languages_are_told_apart_by_what_differs() -> None:
    assert foreign_language("que custa a creche da cidade") == _languages().by_code["pt"].told
    assert foreign_language("que cuesta la guarderia de la ciudad") == _languages().by_code["es"].told


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    foreign_language(text)


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyzåäö", max_size=30))
def test_a_word_alone_is_no_language(word: str) -> None:
    assert foreign_language(word) is None
