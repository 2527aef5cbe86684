"""German."""

WORDS = """
-: bitte, der, die, das, dem, den, des, ein, eine, einer, eines, einem, einen, wir, ich, uns
-: unser, unsere, unserem, treffen, treffen uns, machen, ist, sind, soll, mal, einmal, immer
-: punkt, genau, gegen, etwa, circa, ca, meeting, standup, stand up, retro, planung, planning
-: review, refinement, weeknote, termin, team, datum, zeit, danke, hallo, auch, dann, am
-: jeweils, findet statt, findet, statt, bin, bin weg, weg, abwesend, urlaub, im urlaub, frei
-: habe, nur
every: jeden, jede, jeder, jedes, jedem, alle, aller, pro, je
every day: taglich, jeden tag
every week: wochentlich
every month: monatlich
every quarter: vierteljahrlich, quartalsweise
every year: jahrlich
every other week: vierzehntagig, 14 tagig, zweiwochentlich, 2 wochentlich, alle vierzehn tage
every other week: alle 14 tage
every other day: jeden zweiten tag
other: anderen, abwechselnd
day: tag, tage, tagen, tages, kalendertag
workday: werktag, werktage, werktags, werktagen, werktages, wochentag, wochentage, wochentags
workday: arbeitstag, arbeitstage, arbeitstags, arbeitstagen, arbeitstages
week: woche, wochen
month: monat, monats, monate, monaten, monates
quarter: quartal, quartals, quartale, quartalen
year: jahr, jahre, jahres, jahren
sprint: sprint, sprints
D5 and D6: wochenende, wochenenden, wochenends
D0: montag, montags, montage, montagen, mo
D1: dienstag, dienstags, dienstage, dienstagen, di
D2: mittwoch, mittwochs, mittwoche, mittwochen, mi
D3: donnerstag, donnerstags, donnerstage, donnerstagen, do
D4: freitag, freitags, freitage, freitagen, fr
D5: samstag, samstags, samstage, samstagen, sa, sonnabend, sonnabends
D6: sonntag, sonntags, sonntage, sonntagen, so
M1: januar, janner, jan
M2: februar, feber, feb
M3: marz, mar, mrz
M4: april, apr
M5: mai
M6: juni, jun
M7: juli, jul
M8: august, aug
M9: september, sep, sept
M10: oktober, okt
M11: november, nov
M12: dezember, dez
N1: eins
N2: zwei
N3: drei
N4: vier
N5: funf
N6: sechs
N7: sieben
N8: acht
N9: neun
N10: zehn
N11: elf
N12: zwolf
N20: zwanzig
O1: erster, erste, ersten, erstes, erstem
O2: zweiter, zweite, zweiten, zweites, zweitem
O3: dritter, dritte, dritten, drittes, drittem
O4: vierter, vierte, vierten, viertes, viertem
O5: funfter, funfte, funften, funftes
O6: sechster, sechste, sechsten
O7: siebter, siebte, siebten
O8: achter, achte, achten
O9: neunter, neunte, neunten
O10: zehnter, zehnte, zehnten
O-1: letzter, letzte, letzten, letztes, letztem
O-2: vorletzter, vorletzte, vorletzten, vorletztes, vorletztem
begin: anfang, beginn, zu beginn, am anfang
mid: mitte, halfte, in der mitte, zur mitte, zur halfte
mid sprint: sprintmitte
begin sprint: sprintbeginn, sprintanfang, sprintstart
end sprint: sprintende
end: ende, am ende, zum ende
end of month: monatsende
begin of month: monatsanfang, monatsbeginn
eod: feierabend, tagesende, ende des tages
eow: wochenende der woche, ende der woche, ende dieser woche, wochenschluss
twice: zweimal, 2 mal, zwei mal
at: um, gegen um
T1200: mittag, mittags
T0000: mitternacht
morning: morgens, vormittag, vormittags, am morgen, fruh, in der fruh
afternoon: nachmittag, nachmittags
evening: abend, abends, nachts
today morning: heute morgen, heute fruh, heute vormittag
today afternoon: heute nachmittag
today evening: heute abend
tomorrow morning: morgen fruh, morgen vormittag
oclock: uhr, h
hour: stunde, stunden
minute: minute, minuten, min
half-: halb
quarter+: viertel nach
quarter-: viertel vor
threequarter: dreiviertel, drei viertel
past: nach, minuten nach
today: heute
tomorrow: morgen
overmorrow: ubermorgen
yesterday: gestern
next: nachster, nachste, nachsten, nachstes, nachstem
this: dieser, diese, diesen, dieses, diesem, kommende, kommenden, kommender, kommendes, kommendem
in: in, innerhalb
in N30 minute: in einer halben stunde
in N1 hour: in einer stunde
in N1 week: in einer woche
in N1 day: in einem tag
in N1 month: in einem monat
fromnow: ab jetzt
ago: vor
for: fur
and: und, sowie
or: oder
of: von dem, im, vom, zum
from: von
start: ab, ab dem, beginnend, beginnend am, beginnend mit, startend, ab sofort
until: bis zum, bis einschliesslich, bis inklusive
to: bis
except: ausser, ausgenommen, aber nicht, nicht, ohne, bis auf
holidays: feiertag, feiertage, feiertagen, feiertags
by: spatestens, fallig, bis spatestens
clock: zeit
here: ortszeit, lokale zeit
before: vor dem
next week: kommende woche, kommender woche
N24 M12: heiligabend, heilig abend
N25 M12: weihnachten
N31 M12: silvester
N1 M1: neujahr
between: zwischen
"""
