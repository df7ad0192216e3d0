"""Words that say nothing of what a text is about: articles, pronouns, prepositions, conjunctions, auxiliaries.

The closed classes of each language, and what questions are asked with. In a short document a question's "wie viele" or
"combien" may stand in one passage only, and would count as much as a name if it were not left out.
"""

from chatdoc_server.languages.normalisation import normalised

_WORDS = {
    "en": """
        a an and any are as at be been being but by can could did do does for from had has have how i if in into is it
        its may me my of on or our shall should so than that the their them then there these they this those to us was
        we were what when where which while who whom whose why will with would you your""",
    "de": """
        aber alle allem allen aller alles als also am an auch auf aus bei beim bin bis bist da damit dann das dass dein
        dem den denn der des dessen deren die dies diese diesem diesen dieser dieses doch dort du durch ein eine einem
        einen einer eines er es etwas euch für gegen gibt hat hatte hatten hier hin ich ihm ihn ihnen ihr ihre ihrem
        ihren ihrer im in ins ist ja jede jedem jeden jeder jedes kann können mein mich mir mit nach nicht noch nun nur
        ob oder ohne sehr sein seine seinem seinen seiner seit sich sie sind so soll über um und uns unser unter vom von
        vor war waren warum was welche welchem welchen welcher welches wem wen wenn wer werden wessen wie wieso wieviel
        viel viele wird wo wodurch woher wohin womit worauf woraus wovon wozu wurde wurden zu zum zur zwischen""",
    "fr": """
        a à afin ai ainsi au aussi autre aux avec ce cela celle celles celui ces cet cette chaque combien comme comment
        dans de depuis des dont du elle elles en entre est et était étaient été être eu eux il ils je jusque la là le
        les leur leurs lors lui ma mais me même mes mon ne ni nos notre nous on ont ou où par pas pendant peut plus pour
        pourquoi qu quand que quel quelle quelles quels quelqu quelque qui quoi sa sans se sera ses si son sont sous
        soit sur ta te tes toi ton tous tout toute toutes très tu un une
        vers vos votre vous y c d j l m n s t""",
    "es": """
        a al algo ante antes aquel así aún bajo cada como cómo con contra cual cuál cuáles cuales cuando cuándo cuanta
        cuánta cuantas cuántas cuanto cuánto cuantos cuántos de del desde donde dónde durante e el él ella ellas ellos
        en entre era eran es esa esas ese eso esos esta está están estas este esto estos fue fueron ha había hace hacia
        han hasta hay la las le les lo los más me mi mientras muy ni no nos nuestra nuestro o os para pero por porque
        pueda puede pueden que qué quien quién quienes quiénes se según ser si sí sin sobre son su sus también tan te
        tiene tienen todo todos tras tu un una unas uno unos y ya yo""",
    "it": """
        a ad agli ai al alla alle allo anche c che chi ci ciò come con cui da dagli dai dal dalla dalle dallo dei degli
        del della delle dello di dove e è ed era erano essere fra gli ha hanno i il in io la le lei lo loro lui ma mi
        ne negli nei nel nella nelle nello no noi non o ogni per perché più può qual quale quali quando quanta quante
        quanti quanto quel quella quelle quello questa queste questi questo se si sia sono stato su sua sue sugli sui
        sul sulla sulle sullo suo suoi tra tu un una uno voi d l""",
    "pt": """
        a ao aos as até com como cada da das de dela dele do dos e é ela elas ele eles em entre era eram essa esse esta
        está estão este eu foi foram há isso isto já lhe mais mas me mesmo muito na não nas nem no nos nós num numa o os
        ou para pela pelas pelo pelos por porque pode podem qual quais quando quanta quantas quanto quantos que quem se
        sem ser seu seus só sob sobre sua suas são também te tem têm um uma umas uns você onde""",
    "nl": """
        aan al als bij dan dat de der deze die dit door dus een en er had hadden heb hebben heeft het hier hij hoe
        hoeveel ik in is je kan kunnen maar me men met mij na naar niet nog nu of om omdat ons ook op over te tot
        uit van veel voor waar waarom wanneer want waren was wat we welk welke werd werden wie wij worden wordt zal ze
        zich zij zijn zo zou""",
    "ru": """
        а без бы был была были было быть в вам вас весь во вот все всего вы где да для до его ее если есть еще же за и
        из или им их к как какая какие каким какими каких какого какое какой каком какому какую когда кого который
        которая которое которые кто куда ли между меня мне мной мы на над нам нас не него нее нет ни них но о об он она
        они оно от откуда по под почему при с сам со сколько так также там то тогда того тоже только том ту ты у уже
        чего чей чем что чтобы эта эти это этого этой этом этот я""",
    "ar": """
        ا اذا الا التي الذي الذين الى ان انه انها او اي اين اية بعد بل بين تم ثم حتي حيث خلال ذلك عبر عدد على علي عن
        عند غير في قبل قد كان كانت كل كم كما كيف لا لان لم لماذا لن له لها لهم ليس ما ماذا متي مع من منذ منه منها
        نحو هذا هذه هل هم هناك هو هي و وقد وكان ولا ومن وهو وهي يتم يكون""",
    "he": """
        אבל או אז איזה איזו אילו איך אין איפה אל אם אנו אנחנו אני את אתה ב בין גם ה היא היה היו הוא הם הן ו זה זו זאת
        יש כאשר כדי כי כך כל כמה ל לא לו לה להם ליד לפי לפני מ מה מי מאיפה מדוע מהו מהי מן מתי נגד עד על עם ש של שלה שלו
        שלהם תחת""",
    "sv": """
        att av blev de den denna dessa det detta där efter ej eller en ett från för ha hade han har hon hur i in inte
        kan med men mot många mycket när och om på sig ska skulle som så till under upp ut var vad varför vem vid
        vilka vilken vilket vi är""",
    "da": """
        af at blev da de den der deres det dette disse efter eller en er et for fra ham han har havde hun hvad hvem
        hvilke hvilken hvilket hvor hvordan hvorfor i ikke ind jeg kan man mange med meget men mod ned nu når og om op
        på sig som til ud under var ved vi""",
    "no": """
        at av ble da de den der det dette disse eller en er et etter for fra ha hadde han har hun hva hvem hvilke
        hvilken hvilket hvor hvordan hvorfor i ikke inn jeg kan mange med men mot mye ned nå når og om opp på seg som
        til under ut var ved vi""",
    "pl": """
        a albo ale bez być był była było były czy czyj dla do gdy gdzie go i ich ile im jak jaka jaki jakie jako jego
        jej jest jeśli kiedy która które który kto lub ma mu na nad nie niż o od on ona one oni oraz po pod przed przez
        przy są się skąd tak także tam te tego tej ten to tu w we z za ze że""",
    "tr": """
        ama bir biz bu çok da daha de değil diye en gibi hangi hangisi her için ile ise kaç kadar ki kim kimin mı mi mu
        mü ne neden nedir nerede nasıl niçin o olan olarak olduğu sen siz şu ve veya ya""",
}
_SETS = {language: frozenset(normalised(words, language).split()) for language, words in _WORDS.items()}


def function_words(language: str) -> frozenset[str]:
    """The function words of a language in lower case, as `normalised` leaves them; none where they are not known."""
    return _SETS.get(language, frozenset())
