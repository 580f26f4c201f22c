"""Words too common to tell one question from another, folded; by language (ISO 639-1)."""

from __future__ import annotations

SWEDISH = frozenset(
    """
    som istallet stallet
    alla allt alltihop alltsa an anda andra annan annat ar as asso att av bara behover ber beratta bli blir blev
    blivit bor borde bra bryr da de dem den denna deras dess dessa det detta dig din dina dit ditt dom du dar
    darfor efter egen eget egna egentligen eller en enbart enda ens er era ert et ett exakt far fatt ficks fick
    finns fanns for fore forlat forsta fran funkar ge gang ganska genom ger gjorde gjort gor gora ha hade haft
    han hanger har hej hela heller helst henne hennes her hit hitta hon honom hur hurdan i ibland icke in inga
    ingen inget ingenting innan inte ja jag jo ju just kan kanske klart kolla kom komma kommer kort kunde kunna
    kunnat lagt la lata later lite liksom lagger maste med mej mellan men mer mig min mina mitt mot mycket na
    nagon nagonting nagot nagra nan nanting nar nara nasta nat nej ner ni nog nu och ocksa oh om oss ok okej pa
    per pga plus redan sa saga sager sade saker samma sagt samt sann sant se sedan sen ser sig sin sina sist
    sitt sitter ska skall skulle skriv skriva skriver sluta snalla sorry st star stammer starkt stod sta svara
    svar sadan sadana sadant tack tar ta tror tycker tycks till tillbaka typ under undrar undra upp ur ut utan
    va vad var vara varfor varit varje vars vart varandra vem vems vet veta vi vid vilka vilken vilket vill
    ville visst verkligen vore woro yttra asch ah over ovan angaende gallande enl enligt ang resp respektive jfr
    via hos bland aven ifall huruvida annars ihop forresten fortfarande hurra lat lasa laste last hort horde hor
    jaha jaja nja tja tjena hallo hallå morsning tas tagits togs igenom igang sjalv sjalva sjalvt skitbra toppen
    skrev skrivit tyckte tyckt menade gjorts gjordes hande hander hant manga mangt flera aldrig valdigt faktiskt
    handla handlar handlade handlat galler gallde innebar innebara betyder betyda heter hette menas ror rort
    nanstans nagonstans nansin nagonsin
    nuvarande sak grej grejen grejer grejerna prylar stalle tagit tog gav gett alls dock endast exempelvis
    """.split()
)

ENGLISH = frozenset(
    """
    a about actually after again all also am an and any anybody anyone anything are as ask at be because been
    before being between both but by can could did do does doing done down each else even ever exactly for from
    get gets getting give given go goes going gonna got had has have having he her here hers him his how i if in
    into is it its just know let like made make makes many may me might more most much must my no nor not now of
    off ok okay on one only or other our out over own per please quite really said same say saying says see she
    should so some somebody someone something still such sure take tell than that the their them then there
    these they thing things this those through to too up us very want wanted wants was wasn we were what when
    where whether which while who whom whose why hello hi thank thanks think thinks thought will with without
    would wouldn yet you your yes don doesn didn isn aren couldn shouldn haven hasn t
    """.split()
)

BY_LANGUAGE = {"sv": SWEDISH, "en": ENGLISH}
